"""What may be done, and why not more: a pure function of the facts of a case."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from goodstanding.law import clocks, rules
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.rules import Refusal
from goodstanding.law.terms import (
    MILDEST_FIRST,
    Capability,
    MeasureKind,
    UnlawfulError,
)


@dataclass(frozen=True)
class Allowed:
    """A measure the law allows now.

    Attributes:
        measure: what may be done.
        capabilities: the most that may be restricted by it.
        effect_at: the earliest time it may take effect.
        ends_by: the latest time it may last to; None for words and for termination.
        why: the reason it is open, in a sentence.
    """

    measure: MeasureKind
    capabilities: tuple[Capability, ...]
    effect_at: datetime
    ends_by: datetime | None
    why: str


@dataclass(frozen=True)
class Ruling:
    """What the law says of a case at a time: what is allowed, and each refusal with its reasons."""

    allowed: tuple[Allowed, ...]
    refused: dict[MeasureKind, tuple[Refusal, ...]] = field(default_factory=dict)

    @property
    def strongest(self) -> Allowed:
        """The most severe measure allowed; doing nothing is always allowed."""
        return max(self.allowed, key=lambda one: MILDEST_FIRST.index(one.measure))

    def get(self, measure: MeasureKind) -> Allowed | None:
        """The allowance for a kind of measure, or None where the law refuses it."""
        return next((one for one in self.allowed if one.measure == measure), None)

    def require(self, measure: MeasureKind) -> Allowed:
        """The allowance for a kind of measure.

        Raises:
            UnlawfulError: the law refuses it; the message says why.
        """
        allowed = self.get(measure)
        if allowed is None:
            reasons = " ".join(one.reason for one in self.refused.get(measure, ()))
            raise UnlawfulError(f"A {measure.replace('_', ' ')} is not open here. {reasons}")
        return allowed

    @property
    def not_more(self) -> tuple[Refusal, ...]:
        """Why the next more severe measure of the ladder is not open; empty at its top."""
        place = MILDEST_FIRST.index(self.strongest.measure)
        return next((self.refused[m] for m in MILDEST_FIRST[place + 1 :] if m in self.refused), ())


def rule(facts: Facts) -> Ruling:
    """Rule on a case: try every step of the policy's ladder against every rule of the law."""
    nothing = Allowed(MeasureKind.NO_ACTION, (), facts.at, None, "Doing nothing is always open.")
    allowed, refused = [nothing], {}
    for step in facts.policy.ladder:
        refusals = rules.refusals(facts, step)
        if refusals:
            refused[step.measure] = refusals
        else:
            allowed.append(_allow(facts, step))
    return Ruling(tuple(allowed), refused)


def _allow(facts: Facts, step: Step) -> Allowed:
    effect_at = facts.at + notice(facts, step.measure)
    ends_by = None
    if step.measure == MeasureKind.INTERIM_RESTRICTION:
        ends_by = clocks.interim_until(effect_at)
    elif step.lasts is not None:
        ends_by = effect_at + step.lasts
    return Allowed(step.measure, step.capabilities, effect_at, ends_by, rules.why(facts, step))


def notice(facts: Facts, measure: MeasureKind) -> timedelta:
    """How long before its effect a measure must be told. G08, G09; none in an emergency (G10)."""
    if facts.emergency is not None and measure != MeasureKind.TERMINATION:
        return timedelta()
    leads = {
        MeasureKind.SUSPENSION: clocks.SUSPENSION_NOTICE,
        MeasureKind.TERMINATION: clocks.TERMINATION_NOTICE,
    }
    return leads.get(measure, timedelta())
