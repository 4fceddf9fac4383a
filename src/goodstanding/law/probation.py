"""Reinstatement on conditions: for a set time, and never worse by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law import clocks, evidence
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import Decider, Facts
from goodstanding.law.lost import LostDays, counts
from goodstanding.law.terms import MeasureKind, StaffRole, UnlawfulError

LONGEST = clocks.LONGEST_MEASURE
"""The longest probation: as long as the longest measure. DSA-23.1; the number is ours."""


@dataclass(frozen=True)
class Probation:
    """What a person ended on conditions, and until when the conditions hold. G13, S05.

    Attributes:
        kind: the measure's kind.
        starts_at, ends_at: from when until when the measure was to last.
        lifted_at: when it was ended.
        until: when the probation ends by itself.
        lost: days that reversed measures took from the member; what they did then breaks nothing.
    """

    kind: MeasureKind
    starts_at: datetime
    ends_at: datetime
    lifted_at: datetime
    until: datetime
    lost: tuple[LostDays, ...] = ()

    @property
    def remaining(self) -> timedelta:
        """What was left of the measure when it was ended: the most that can ever be put back."""
        return self.ends_at - max(self.starts_at, self.lifted_at)

    def running(self, at: datetime) -> bool:
        """Whether the conditions hold at a time."""
        return self.lifted_at <= at < self.until


def require_lawful(probation: Probation) -> None:
    """Refuse a probation without an end in reach, or of a measure that has run out. G13, S05.

    Raises:
        UnlawfulError: saying what is expected.
    """
    if probation.remaining <= timedelta():
        raise UnlawfulError("This measure has run out; nothing is left to end on conditions.")
    latest = probation.lifted_at + LONGEST
    if not probation.lifted_at < probation.until <= latest:
        raise UnlawfulError(
            f"until: got {probation.until:%-d %B %Y}, expected a day after "
            f"{probation.lifted_at:%-d %B %Y} and by {latest:%-d %B %Y}: a probation ends by "
            "itself."
        )


def broken_by(probation: Probation, findings: tuple[FindingFacts, ...]) -> tuple[FindingFacts, ...]:
    """Findings strong enough for a person to look, on conduct begun during the probation. G04.

    What was done before the measure was lifted, after the probation, or in days that a reversed
    measure took, breaks no condition.
    """
    return tuple(
        one
        for one in findings
        if one.tier >= evidence.LOOK
        and one.detector != evidence.HARM
        and probation.running(one.conduct_from)
        and counts(one.conduct_from, probation.lost)
    )


def require_put_back(probation: Probation, facts: Facts) -> tuple[FindingFacts, ...]:
    """What the rest of a measure may be put back on; never without a person and a hearing.

    G03, G05, G06: new conduct during a probation makes nothing worse by itself. A case manager may
    put back what was left, no more, once the member has been heard about the new conduct.

    Args:
        probation: the probation.
        facts: the facts of the new case, under the same policy.

    Returns:
        The findings it rests on.

    Raises:
        UnlawfulError: saying what is missing.
    """
    _require_manager(facts.decider)
    if not (found := broken_by(probation, facts.findings)):
        raise UnlawfulError(
            "No finding of tier 2 or more tells of conduct that began during the probation."
        )
    hearing = facts.hearing
    if hearing is None:
        raise UnlawfulError("No preliminary notice was served.")
    if hearing.awaits_answer(facts.at):
        raise UnlawfulError(f"The answer is awaited until {hearing.awaited_until:%-d %B %Y}.")
    told = tuple(one for one in found if one.conduct_from <= hearing.served_at)
    if not told:
        raise UnlawfulError("The preliminary notice came before the new conduct.")
    return told


def _require_manager(decider: Decider) -> None:
    if not decider.is_person or StaffRole.CASE_MANAGER not in decider.roles:
        raise UnlawfulError("Only a case manager puts back what was left of a measure (P3).")
