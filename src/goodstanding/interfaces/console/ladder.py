"""The policy's ladder with the law's answer beside each step: open, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rulings, words
from goodstanding.law.procedure import STEPS, CaseStep
from goodstanding.law.terms import MILDEST_FIRST, Emergency, MeasureKind
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Staff
    from goodstanding.cases.models import Case
    from goodstanding.law.rule import Refusal
    from goodstanding.law.ruling import Allowed, Ruling


@dataclass(frozen=True)
class Rung:
    """One kind of measure on the ladder.

    Attributes:
        measure: the kind.
        name: the kind in words.
        allowed: what the law allows of it now; None where it refuses.
        refusals: why it refuses.
        later: whether it would be open once the member was heard.
        stops: what it keeps the account from, in words; "" for words only.
        decidable: whether it can be decided in the case's state.
        takes_two: whether a second person has to agree.
    """

    measure: MeasureKind
    name: str
    allowed: Allowed | None
    refusals: Sequence[Refusal]
    later: bool
    stops: str
    decidable: bool
    takes_two: bool


def rungs(case: Case, *, by: Staff, at: datetime, emergency: Emergency | None = None) -> list[Rung]:
    """Every step of the case's ladder, mildest first, with the law's answer for a person now."""
    now = rulings.if_agreed(case, by=by, at=at, emergency=emergency)
    heard = rulings.supposed(case, by=by, at=at)
    open_steps = STEPS[cases.state(case, at=at)]
    on_ladder = {MeasureKind.NO_ACTION} | {
        step.measure for step in policies.terms(case.policy).ladder
    }
    return [
        _rung(measure, now, heard, open_steps) for measure in MILDEST_FIRST if measure in on_ladder
    ]


def _rung(
    measure: MeasureKind, now: Ruling, heard: Ruling, open_steps: frozenset[CaseStep]
) -> Rung:
    allowed = now.get(measure)
    interim = measure == MeasureKind.INTERIM_RESTRICTION
    step = CaseStep.PLACE_INTERIM if interim else CaseStep.DECIDE
    stopped = allowed.capabilities if allowed else ()
    return Rung(
        measure=measure,
        name=spoken(measure),
        allowed=allowed,
        refusals=now.refused.get(measure, ()),
        later=allowed is None and heard.get(measure) is not None,
        stops=words.listed(words.DOING[one] for one in stopped),
        decidable=allowed is not None and step in open_steps,
        takes_two=measure == MeasureKind.TERMINATION,
    )


def proposable(case: Case, *, by: Staff, at: datetime) -> list[Allowed]:
    """Measures a preliminary notice may propose, the severest first; each kind once."""
    says = rulings.supposed(case, by=by, at=at)
    kinds = {one.measure for one in says.allowed} - SAID_WITHOUT_HEARING
    open_ones = (says.get(kind) for kind in reversed(MILDEST_FIRST) if kind in kinds)
    return [one for one in open_ones if one is not None]


SAID_WITHOUT_HEARING = frozenset(
    {MeasureKind.NO_ACTION, MeasureKind.COACHING_NOTE, MeasureKind.INTERIM_RESTRICTION}
)
"""Nothing to be heard on: they take nothing, or come before hearing."""


def spoken(measure: str) -> str:
    """A kind of measure as people say it: `No action`."""
    return measure.replace("_", " ").capitalize()
