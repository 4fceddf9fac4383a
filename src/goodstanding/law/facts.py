"""The facts of a case, as the law needs them to rule."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law.clocks import GOLD, Clocks
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.terms import Emergency, Exemption, Intention, MeasureKind, StaffRole

__all__ = ["AUTOMATION", "Decider", "Earlier", "Emergency", "Facts", "Hearing"]


def awaited_until(served_at: datetime, respond_by: datetime, clocks: Clocks = GOLD) -> datetime:
    """Until when an answer is awaited: what the notice says, but never less than the law gives.

    AU-11 (G05): a window set too short binds nobody.
    """
    return max(respond_by, served_at + clocks.response_window)


def is_answer(answered_at: datetime | None, served_at: datetime) -> bool:
    """Whether there is an answer to the notice: only what is said after it was served is.

    Keeps AU-11, G05.
    """
    return answered_at is not None and answered_at > served_at


@dataclass(frozen=True)
class Hearing:
    """A preliminary notice, and the member's answer once there is one. AU-11 (G05).

    Attributes:
        served_at: when it reached the member.
        respond_by: until when it can be answered, as it says; never before `awaited_until`.
        answered_at: when it was answered.
        proposed: the measure it announced; nothing more severe may follow from it.
        clocks: the lengths that bind for the member.
    """

    served_at: datetime
    respond_by: datetime
    answered_at: datetime | None = None
    proposed: MeasureKind = MeasureKind.NO_ACTION
    clocks: Clocks = GOLD

    @property
    def awaited_until(self) -> datetime:
        """Until when the answer is awaited."""
        return awaited_until(self.served_at, self.respond_by, self.clocks)

    def awaits_answer(self, at: datetime) -> bool:
        """Whether the member can still be waited for: not answered by then, and time left."""
        answered = is_answer(self.answered_at, self.served_at)
        if answered and self.answered_at is not None and self.answered_at <= at:
            return False
        return at < self.awaited_until


@dataclass(frozen=True)
class Decider:
    """Who would decide: a named person with roles, or (without a name) automation. P3, G06."""

    name: str = ""
    roles: frozenset[StaffRole] = frozenset()

    @property
    def is_person(self) -> bool:
        """Whether this is a named person."""
        return bool(self.name.strip())

    def is_named(self, name: str) -> bool:
        """Whether this is the person of that name, however it is written."""
        return self.name.strip().casefold() == name.strip().casefold()


AUTOMATION = Decider()
"""A rule acting alone."""


@dataclass(frozen=True)
class Earlier:
    """An earlier decision against the same account under the same policy.

    Interim ones too, of this case also: they count as nothing, but cannot be repeated. A decision
    reversed on appeal never counts, so the caller leaves it out. What it weighs now is for
    `law.strikes`.

    Attributes:
        measure: what was decided.
        decided_at: when.
        weight: the points of its strike at first; 0 where it made none.
        expires_at: when its strike ends; None for as late as the law lets it.
        falls_every: after what time it loses a point; None where it does not.
    """

    measure: MeasureKind
    decided_at: datetime
    weight: int = 1
    expires_at: datetime | None = None
    falls_every: timedelta | None = None


@dataclass(frozen=True)
class Facts:
    """All the law needs to rule on a case at a time.

    Attributes:
        policy: the version judged by.
        findings: what the detectors say; those that cannot count are left aside by the rules.
        decider: who would decide.
        at: when.
        earlier: earlier decisions that were not reversed.
        hearing: the latest preliminary notice, if one was served.
        emergency: the reason for acting before hearing, if one is stated.
        confirming: when the first of the interim measures took effect that a further one would
            confirm, if it would confirm any.
        talk_until: until when a talk that was asked for can be waited for; None where none is owed.
        second: who agrees to it besides the decider; only a termination needs one.
        clocks: the lengths that bind for the member.
        intention: whether it was meant, where that can be told.
        exemption: why a termination need not wait for its notice, if a reason is stated.
    """

    policy: PolicyTerms
    findings: tuple[FindingFacts, ...]
    decider: Decider
    at: datetime
    earlier: tuple[Earlier, ...] = ()
    hearing: Hearing | None = None
    emergency: Emergency | None = None
    confirming: datetime | None = None
    talk_until: datetime | None = None
    second: Decider = AUTOMATION
    clocks: Clocks = GOLD
    intention: Intention = Intention.UNKNOWN
    exemption: Exemption | None = None
