"""What was asked, what proved it, and how it ended stand in the log, and the law finds no fault."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
DECIDED = NOW + 8 * DAY
LATER = NOW + 60 * DAY


@pytest.fixture
def decision():
    """Ann, of whose twenty clients eleven got nothing, was heard and restricted."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    measure, by = MeasureKind.RESTRICTION, case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=measure, by=by, at=NOW)
    notices.deliver_due(at=NOW)
    made = cases.decide(case=case, wish=Wish(measure, "Eleven."), by=by, at=DECIDED)
    notices.deliver_due(at=DECIDED)
    return made


def events(at=LATER):
    return list(log.events(at=at))


def of(kind, at=LATER):
    return [one for one in events(at) if one["type"] == kind]


def duties(at=LATER):
    return {one.duty for one in audit_log.breaches(events(at), profiles=(), at=at)}


def test_the_steps_their_proofs_and_the_end_are_in_the_log_in_order(decision):
    before = duties()
    for one in decision.remedy_plan.steps.order_by("place"):
        cases.accept_proof(step=one, reasons="Seen.", by=decision.decided_by, at=DECIDED + DAY)
    (asked,) = of("remedy.requested")
    assert [one["kind"] for one in asked["steps"]] == ["contracts", "clean_weeks", "assurance"]
    assert asked["due_at"] == decision.ends_at.isoformat()
    assert [one["step"] for one in of("remedy.step_proved")] == [1, 2, 3]
    assert {one["source"] for one in of("remedy.step_proved")} == {"staff"}
    (ended,) = of("effect.ended")
    (done,) = of("remedy.completed")
    assert (done["kind"], done["plan_id"]) == (["reinstated"], asked["plan_id"])
    assert ended["cause"] == "every step of the remedy is proved"
    assert ended["seq"] < done["seq"]
    assert duties() <= before


def test_what_was_proved_later_is_not_in_it(decision):
    step = decision.remedy_plan.steps.get(kind="assurance")
    cases.give_assurance(step=step, text="I will.", by="ann", at=DECIDED + DAY)
    assert of("remedy.step_proved", at=DECIDED) == []
    (proof,) = of("remedy.step_proved")
    assert (proof["actor"], proof["source"]) == ("ann", "member")
    assert "I will." not in str(events())


def test_a_probation_is_in_it_with_its_end(decision):
    at = DECIDED + DAY
    until = at + 30 * DAY
    cases.reinstate(
        measure=decision.measures.get(),
        conditions="Tell each client in time.",
        until=until,
        by=decision.decided_by,
        at=at,
    )
    (told,) = of("probation.started")
    assert told["end_at"] == until.isoformat()
    assert told["decision_id"] == str(decision.id)
