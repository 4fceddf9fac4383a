"""What may be done, and why not more: a pure function of the facts of a case."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from goodstanding.law import lead, proportion, rules, second, strikes, weighing
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import Facts, Hearing
from goodstanding.law.policy import Step
from goodstanding.law.proportion import Factors
from goodstanding.law.rule import Refusal
from goodstanding.law.strikes import Strike
from goodstanding.law.terms import (
    MILDEST_FIRST,
    Capability,
    Emergency,
    MeasureKind,
    UnlawfulError,
    spoken,
)

NOT_ON_LADDER = "The policy's ladder has no such step."


@dataclass(frozen=True)
class Allowed:
    """A measure the law allows now.

    Attributes:
        measure: what may be done.
        capabilities: the most that may be restricted by it.
        effect_at: the earliest time it may take effect.
        ends_by: the latest time it may last to; None for words and for termination.
        why: the reason it is open, in a sentence.
        relied: the findings it may rest on; a statement of reasons cites no others.
        emergency: the emergency that lets it come before hearing, where one does.
        factors: what was weighed, why not less and why not more; None for doing nothing.
        strike: the strike it makes, or None.
        on_contracts: what it restricts on contracts named one by one, instead of `capabilities`.
    """

    measure: MeasureKind
    capabilities: tuple[Capability, ...]
    effect_at: datetime
    ends_by: datetime | None
    why: str
    relied: tuple[FindingFacts, ...] = ()
    emergency: Emergency | None = None
    factors: Factors | None = None
    strike: Strike | None = None
    on_contracts: tuple[Capability, ...] = ()

    def most(self, *, named: bool) -> tuple[Capability, ...]:
        """The most it may restrict: on contracts named one by one, or else everywhere. DSA-23.4."""
        return self.on_contracts if named and self.on_contracts else self.capabilities


@dataclass(frozen=True)
class Ruling:
    """What the law says of a case at a time: what is allowed, and each refusal with its reasons.

    DSA-14.4, DSA-23.4 (G04, G13).
    """

    allowed: tuple[Allowed, ...]
    refused: dict[MeasureKind, tuple[Refusal, ...]] = field(default_factory=dict)

    @property
    def strongest(self) -> Allowed:
        """The most severe measure allowed; doing nothing is always allowed."""
        return max(self.allowed, key=lambda one: MILDEST_FIRST.index(one.measure))

    def get(self, measure: MeasureKind) -> Allowed | None:
        """The allowance for a kind of measure, or None where the law refuses it.

        Where a kind stands on the ladder more than once, the last open step counts.
        """
        return next((one for one in reversed(self.allowed) if one.measure == measure), None)

    def require(self, measure: MeasureKind) -> Allowed:
        """The allowance for a kind of measure.

        Raises:
            UnlawfulError: the law refuses it; the message says why.
        """
        allowed = self.get(measure)
        if allowed is None:
            reasons = " ".join(one.reason for one in self.refused.get(measure, ()))
            opening = spoken(measure).capitalize()
            raise UnlawfulError(f"{opening} is not open here. {reasons or NOT_ON_LADDER}")
        return allowed

    @property
    def not_more(self) -> tuple[Refusal, ...]:
        """Why the next more severe measure of the ladder is not open; empty at its top."""
        place = MILDEST_FIRST.index(self.strongest.measure)
        return next((self.refused[m] for m in MILDEST_FIRST[place + 1 :] if m in self.refused), ())


def rule(facts: Facts) -> Ruling:
    """Rule on a case: try every step of the policy's ladder against every rule of the law.

    Keeps DSA-14.4, G04.
    """
    why = "Doing nothing is always open."
    nothing = Allowed(MeasureKind.NO_ACTION, (), facts.at, None, why, facts.findings)
    opened: list[Step] = []
    refused: dict[MeasureKind, tuple[Refusal, ...]] = {}
    for step in facts.policy.ladder:
        if step.measure == MeasureKind.NO_ACTION:
            continue
        if refusals := rules.refusals(facts, step):
            refused.setdefault(step.measure, refusals)
        else:
            opened.append(step)
    for step in opened:
        refused.pop(step.measure, None)
    return Ruling((nothing, *(_allow(facts, step, refused) for step in opened)), refused)


def _allow(facts: Facts, step: Step, refused: dict[MeasureKind, tuple[Refusal, ...]]) -> Allowed:
    effect_at = facts.at + lead.notice(facts, step)
    ends = [effect_at + step.lasts] if step.lasts is not None else []
    if step.measure == MeasureKind.INTERIM_RESTRICTION:
        ends.append(weighing.unheard_until(facts, step))
    return Allowed(
        measure=step.measure,
        capabilities=step.capabilities,
        on_contracts=step.on_contracts,
        effect_at=effect_at,
        ends_by=min(ends, default=None),
        why=rules.why(facts, step),
        relied=weighing.relied(facts, step),
        emergency=weighing.emergency(facts, step),
        factors=proportion.weigh(facts, step, refused),
        strike=strikes.of(facts.policy, step, at=facts.at, window=facts.clocks.strike_window),
    )


def after_hearing(facts: Facts) -> Ruling:
    """Rule as things will stand once the member was told now, of the most, and did not answer.

    Keeps AU-11, G05.

    What a preliminary notice may propose, so that nothing is proposed that could not follow. The
    agreement of a second person is supposed too.
    """
    window = facts.clocks.response_window
    told = Hearing(
        facts.at, facts.at + window, proposed=MeasureKind.TERMINATION, clocks=facts.clocks
    )
    heard = replace(facts, at=facts.at + window, hearing=told, talk_until=None)
    return rule(replace(heard, second=second.SUPPOSED))


def if_agreed(facts: Facts) -> Ruling:
    """Rule as if a second person agreed: what may be proposed to one. P3, S07."""
    return rule(replace(facts, second=second.SUPPOSED))
