"""How a measure is put right: the steps of a plan, what proves each, and when it ends the measure.

A plan is made with the measure and never grows: who has proved every step is free, at once and
without anyone's leave. What is left of a measure that a person ends on conditions is in
`law.probation`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from goodstanding.law.lost import LostDays, counting
from goodstanding.law.terms import RESTRICTING, MeasureKind, UnlawfulError


class StepKind(StrEnum):
    """What a step of a plan asks for. DSA-17.3a, SEA-070, WA-99100 (steps to remedy, G11)."""

    IDENTITY = "identity"
    CONTRACTS = "contracts"
    REFUND = "refund"
    LESSON = "lesson"
    CLEAN_WEEKS = "clean_weeks"
    ASSURANCE = "assurance"


class ProofSource(StrEnum):
    """Who or what proves a step: the member, an event of the marketplace, the clock, a person."""

    MEMBER = "member"
    EVENT = "event"
    CLOCK = "clock"
    STAFF = "staff"


PROVED_BY: Mapping[StepKind, ProofSource] = MappingProxyType(
    {
        StepKind.IDENTITY: ProofSource.EVENT,
        StepKind.CONTRACTS: ProofSource.EVENT,
        StepKind.REFUND: ProofSource.EVENT,
        StepKind.LESSON: ProofSource.MEMBER,
        StepKind.CLEAN_WEEKS: ProofSource.CLOCK,
        StepKind.ASSURANCE: ProofSource.MEMBER,
    }
)
"""What proves each kind of step. A person of the team may accept other proof of any, with reasons.

No step waits for a person to act: a plan that nobody looks at still ends (G13).
"""

COUNTED: frozenset[StepKind] = frozenset({StepKind.CONTRACTS, StepKind.REFUND})
"""Kinds of step that are proved bit by bit, a contract at a time."""

BY_DEFAULT: frozenset[MeasureKind] = RESTRICTING - {MeasureKind.TERMINATION}
"""Measures that a plan lifts where the policy does not say which. G13, DSA-23.4."""


@dataclass(frozen=True)
class RemedyStep:
    """One step of a plan. DSA-17.3a (steps to remedy, G11).

    Attributes:
        kind: what it asks for.
        words: the same in plain words.
        count: how many contracts or refunds, or how many weeks; 1 for all else.
    """

    kind: StepKind
    words: str
    count: int = 1

    @property
    def needed(self) -> int:
        """How many proofs it takes; a proof that a person accepts is always enough."""
        return self.count if self.kind in COUNTED else 1


@dataclass(frozen=True)
class Proof:
    """That a step, or a part of it, is done: which step (from 0), by what, when."""

    place: int
    source: ProofSource
    at: datetime


@dataclass(frozen=True)
class StepProgress:
    """How far a step is: so many proofs of so many, and since when it is proved, if it is. G13."""

    step: RemedyStep
    have: int
    proved_at: datetime | None

    @property
    def need(self) -> int:
        """How many proofs it takes."""
        return self.step.needed


@dataclass(frozen=True)
class Progress:
    """How far a plan is, step by step in its order. G13, S05."""

    steps: tuple[StepProgress, ...]

    @property
    def proved(self) -> int:
        """How many steps are proved."""
        return sum(one.proved_at is not None for one in self.steps)

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    @property
    def done(self) -> bool:
        """Whether every step is proved. A plan without steps is never done."""
        return bool(self.steps) and self.proved == self.total


@dataclass(frozen=True)
class Question:
    """A question about the policy.

    Attributes:
        ask: the question.
        answers: what can be chosen.
        right: the one that is right.
        explains: why, told to who chose another.
    """

    ask: str
    answers: tuple[str, ...]
    right: str
    explains: str


def require_plan(steps: Sequence[RemedyStep]) -> None:
    """Refuse a plan that nobody could ever finish. G13.

    Raises:
        UnlawfulError: it has no step, or a step asks for nothing.
    """
    if not steps:
        raise UnlawfulError("A remedy plan has at least one step that can be proved (G13).")
    for place, step in enumerate(steps, start=1):
        if step.count < 1 or not step.words.strip():
            raise UnlawfulError(f"Step {place} of the remedy plan asks for nothing (G13).")


def progress(steps: Sequence[RemedyStep], proofs: Iterable[Proof], *, at: datetime) -> Progress:
    """How far a plan is at a time; proofs of later count for nothing yet. S11.

    Args:
        steps: the plan's steps in order.
        proofs: what was proved, in any order.
        at: the time.
    """
    known = sorted((one for one in proofs if one.at <= at), key=lambda one: one.at)
    return Progress(tuple(_of(step, place, known) for place, step in enumerate(steps)))


def _of(step: RemedyStep, place: int, known: Sequence[Proof]) -> StepProgress:
    mine = [one for one in known if one.place == place]
    accepted = [one.at for one in mine if one.source == ProofSource.STAFF]
    counted = [one.at for one in mine if one.source != ProofSource.STAFF]
    reached = counted[step.needed - 1 : step.needed] + accepted
    have = step.needed if reached else len(counted)
    return StepProgress(step, have, min(reached, default=None))


def lifts(steps: Sequence[RemedyStep], proofs: Iterable[Proof], *, at: datetime) -> bool:
    """Whether the plan's measures end: every step is proved, and nobody has to agree. G13, S05."""
    return progress(steps, proofs, at=at).done


def require_proof(step: RemedyStep, source: ProofSource) -> None:
    """Refuse a proof by what cannot prove the step. G13.

    Raises:
        UnlawfulError: naming what can.
    """
    expected = PROVED_BY[step.kind]
    if source not in {expected, ProofSource.STAFF}:
        raise UnlawfulError(
            f"“{step.words}” is proved by the {expected}, or by a person who accepts other proof; "
            f"not by the {source}."
        )


def clean_from(
    made_at: datetime,
    weeks: int,
    conduct: Iterable[datetime],
    lost: Sequence[LostDays] = (),
) -> datetime:
    """When so many clean weeks are full: counted anew after each new conduct. G03, DSA-23.3.

    Days that a reversed measure took fill the weeks, and nothing of them starts the count anew.

    Args:
        made_at: when the plan was made.
        weeks: how many.
        conduct: when each new conduct under the same policy ended; earlier conduct is not new.
        lost: days that reversed measures took from the member.
    """
    start = max((one for one in counting(conduct, lost) if one > made_at), default=made_at)
    return start + timedelta(weeks=weeks)


def wrong(questions: Sequence[Question], given: Sequence[str]) -> tuple[Question, ...]:
    """The questions answered wrongly or not at all; each explains itself. G03, G11.

    Args:
        questions: the lesson's questions in order.
        given: an answer for each, in the same order.
    """
    answers = [*given, *[""] * len(questions)]
    return tuple(one for one, got in zip(questions, answers, strict=False) if got != one.right)


def finished_well(outcome: str, ended_at: datetime, made_at: datetime) -> bool:
    """Whether a contract counts as finished well: accepted by its client since the plan. G24."""
    return outcome == "accepted" and ended_at >= made_at


def given_back(
    refunded: Mapping[str, int], contested: Mapping[str, int], earned: Mapping[str, int]
) -> bool:
    """Whether the money of a contract was given back: all that is contested, else all earned. G21.

    Args:
        refunded: minor units given back, by currency; so the other two.
        contested: what the client ever contested of it.
        earned: what was earned by it.
    """
    asked = contested or earned
    return bool(refunded) and all(refunded.get(one, 0) >= minor for one, minor in asked.items())
