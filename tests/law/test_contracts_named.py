"""A step may stop one thing for the whole account, or instead another on contracts named alone."""

from datetime import UTC, datetime

from goodstanding.law.policy import Step
from goodstanding.law.ruling import Allowed
from goodstanding.law.terms import Capability, MeasureKind

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
APPLY, WORK = (Capability.APPLY,), (Capability.WORK,)


def restriction(on_contracts):
    return Allowed(
        MeasureKind.RESTRICTION, APPLY, NOW, None, "It is open.", on_contracts=on_contracts
    )


def test_what_it_stops_everywhere_and_on_contracts_named_alone():
    assert restriction(WORK).most(named=False) == APPLY
    assert restriction(WORK).most(named=True) == WORK
    assert restriction(()).most(named=True) == APPLY


def test_all_that_a_step_stops_anywhere():
    step = Step(MeasureKind.RESTRICTION, 3, capabilities=APPLY, on_contracts=WORK)
    assert step.stops() == {*APPLY, *WORK}
