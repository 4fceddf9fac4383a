"""What counts in a case: which findings, earlier decisions, emergency and hearing."""

from collections.abc import Iterable
from datetime import datetime

from goodstanding.law import evidence, strikes
from goodstanding.law.clocks import interim_until
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import Earlier, Facts
from goodstanding.law.policy import Step
from goodstanding.law.terms import (
    ADVERSE,
    MILDEST_FIRST,
    RESTRICTING,
    Capability,
    Emergency,
    Family,
    MeasureKind,
)

FINAL = frozenset({MeasureKind.SUSPENSION, MeasureKind.TERMINATION})
FOR_A_TIME = frozenset({MeasureKind.RESTRICTION, MeasureKind.SUSPENSION})
"""Kinds of measures that take something, once confirmed, and give it back. G13, S05."""

HEARD_FIRST = frozenset({MeasureKind.RESTRICTION}) | FINAL
ORDERS = frozenset({Emergency.LEGAL_DUTY, Emergency.AUTHORITY_ORDER})
"""Emergencies in which the marketplace has no choice."""

SHUT_OUT = (
    frozenset({Capability.APPLY, Capability.WORK}),
    frozenset({Capability.POST_JOB, Capability.HIRE}),
)
"""Who can do neither of two such things is shut out, whatever the measure is called."""


def severity(measure: MeasureKind) -> int:
    """The place of a kind of measure among all kinds, mildest first. Keeps DSA-23.4, G13."""
    return MILDEST_FIRST.index(measure)


def shuts_out(capabilities: Iterable[Capability]) -> bool:
    """Whether losing these shuts an account out of working or hiring. SEA-050b, ON-11 (G08)."""
    lost = set(capabilities)
    return any(pair <= lost for pair in SHUT_OUT)


def in_substance(step: Step) -> MeasureKind:
    """What a step is, whatever it is called: a restriction that shuts out is a suspension.

    SEA-050b (`block, ineligible, material restriction`), ON-11.
    """
    if step.measure == MeasureKind.RESTRICTION and shuts_out(step.capabilities):
        return MeasureKind.SUSPENSION
    return step.measure


def needed_tier(facts: Facts, step: Step) -> int:
    """The tier a step needs: the policy's, but never below what the law allows.

    Keeps SEA-050b, PWD-10.5.

    Automation reads nothing, so it may warn only where a person would have to look.
    """
    alone = not facts.decider.is_person and step.measure in ADVERSE
    floor = evidence.floor_tier(facts.policy.family, in_substance(step))
    return max(step.needs_tier, floor, evidence.LOOK if alone else evidence.NOTHING)


def needed_findings(step: Step) -> int:
    """How many findings a step needs: the policy's number, but never none. Keeps DSA-23.3."""
    return max(1, step.needs_findings)


def strong(facts: Facts, step: Step) -> tuple[FindingFacts, ...]:
    """The findings of the tier a step needs, each once.

    Harm shows what came of a conduct, not the conduct, so it is never the ground itself; nor is a
    total of ratings (SEA-050e).
    """
    tier = needed_tier(facts, step)
    return tuple(
        one
        for one in dict.fromkeys(facts.findings)
        if one.tier >= tier and one.detector not in evidence.NEVER_THE_GROUND
    )


def bound(facts: Facts, step: Step, findings: Iterable[FindingFacts]) -> tuple[FindingFacts, ...]:
    """Of some findings, those whose conduct began while this version of the policy was in force.

    Keeps DSA-14.1a, S04.

    Conduct that goes on over a change is so judged by the version under which it began. A coaching
    note takes nothing away and may speak of any conduct.
    """
    if step.measure not in ADVERSE:
        return tuple(findings)
    return tuple(one for one in findings if facts.policy.binds(one.conduct_from))


def announced(
    facts: Facts, step: Step, findings: Iterable[FindingFacts]
) -> tuple[FindingFacts, ...]:
    """Of some findings, those whose conduct began long enough after the policy was announced.

    Keeps MN-181C, G01.
    """
    if step.measure not in ADVERSE:
        return tuple(findings)
    since = facts.policy.announced_at + facts.clocks.rule_lead
    return tuple(one for one in findings if one.conduct_from >= since)


def told(facts: Facts, findings: Iterable[FindingFacts]) -> tuple[FindingFacts, ...]:
    """Of some findings, those the preliminary notice could tell: begun before it was served.

    Keeps AU-11, G12.
    """
    if facts.hearing is None:
        return ()
    served_at = facts.hearing.served_at
    return tuple(one for one in findings if one.conduct_from <= served_at)


def binding(facts: Facts, step: Step) -> tuple[FindingFacts, ...]:
    """The strong findings on conduct that an announced policy in force forbade.

    Keeps DSA-14.1a, G01.
    """
    return announced(facts, step, bound(facts, step, strong(facts, step)))


def relied(facts: Facts, step: Step) -> tuple[FindingFacts, ...]:
    """The findings a step may rest on, with those that show harm. Nothing else may be cited.

    Keeps SEA-070, G12.
    """
    findings = binding(facts, step)
    harm = harmful(facts, step) if facts.policy.family == Family.PERFORMANCE else ()
    if needs_hearing(facts, step) or (step.measure in HEARD_FIRST and was_heard(facts, step)):
        return told(facts, findings) + harm
    return findings + harm


def harmful(facts: Facts, step: Step) -> tuple[FindingFacts, ...]:
    """The findings that show harm to the workplace, on conduct that counts. Keeps SEA-050e, G07."""
    shown = (
        one
        for one in dict.fromkeys(facts.findings)
        if one.detector == evidence.HARM and one.tier >= evidence.LOOK
    )
    counting = announced(facts, step, bound(facts, step, shown))
    return told(facts, counting) if needs_hearing(facts, step) and facts.hearing else counting


def is_short(step: Step, before: tuple[FindingFacts, ...], after: tuple[FindingFacts, ...]) -> bool:
    """Whether leaving some findings out leaves fewer than the step needs. Keeps DSA-23.3."""
    return len(after) < min(needed_findings(step), len(before))


def latest_conduct(facts: Facts, step: Step) -> datetime | None:
    """When the latest conduct ended that a step could rest on. Keeps DSA-23.1, AU-8."""
    return max((one.conduct_until for one in binding(facts, step)), default=None)


def confirmed(facts: Facts) -> tuple[Earlier, ...]:
    """Earlier decisions that still weigh something: adverse, not interim, not expired. DSA-23.3.

    One reversed on appeal never counts: the caller leaves it out of the facts.
    """
    return tuple(one for one in facts.earlier if points(facts, [one]))


def points(facts: Facts, decisions: Iterable[Earlier]) -> int:
    """What some earlier decisions weigh together now. DSA-23.3."""
    window = facts.clocks.strike_window
    return sum(strikes.weight(one, at=facts.at, window=window) for one in decisions)


def stated_emergency(facts: Facts) -> Emergency | None:
    """The emergency stated in the case, if it counts. Keeps G10."""
    return facts.emergency if facts.emergency in _emergencies(facts) else None


def emergency(facts: Facts, step: Step) -> Emergency | None:
    """The emergency that counts for a step: on the closed list, and poor performance is none.

    Keeps G10, AU-536LH.

    It is stated in the case, or for an interim measure by the published step; fraud is one itself.
    """
    stated = stated_emergency(facts)
    if stated or step.measure != MeasureKind.INTERIM_RESTRICTION:
        return stated
    published = Emergency.FRAUD if facts.policy.family == Family.FRAUD else step.emergency
    return published if published in _emergencies(facts) else None


def _emergencies(facts: Facts) -> frozenset[Emergency]:
    return ORDERS if facts.policy.family == Family.PERFORMANCE else frozenset(Emergency)


def needs_hearing(facts: Facts, step: Step) -> bool:
    """Whether a step must wait for a hearing; a restriction somebody must obey need not.

    Keeps AU-11, G05.

    In every other emergency an interim measure comes first, and then the ordinary way.
    """
    if step.measure == MeasureKind.RESTRICTION and emergency(facts, step) in ORDERS:
        return False
    return step.measure in HEARD_FIRST


def was_heard(facts: Facts, step: Step) -> bool:
    """Whether the member was told enough of this, and no less than this, and could answer.

    Keeps AU-11, G05.
    """
    hearing = facts.hearing
    if hearing is None or hearing.awaits_answer(facts.at):
        return False
    findings = binding(facts, step)
    enough = not is_short(step, findings, told(facts, findings))
    return enough and severity(step.measure) <= severity(hearing.proposed)


def unheard_until(facts: Facts, step: Step) -> datetime:
    """Until when an interim measure may last: counted from the first for the same conduct.

    So a second one, placed when the first lapses, gains no time, and neither does a confirmation.
    What automation places lasts a day; a person gives it the rest (PWD-10.5, G06).
    """
    latest = latest_conduct(facts, step)
    placed = [
        one.decided_at
        for one in facts.earlier
        if one.measure in RESTRICTING
        and one.decided_at <= facts.at
        and (latest is None or one.decided_at >= latest)
    ]
    confirmed_one = [facts.confirming] if facts.confirming else []
    return min(_lapses(facts, moment) for moment in [facts.at, *placed, *confirmed_one])


def _lapses(facts: Facts, placed_at: datetime) -> datetime:
    if facts.decider.is_person:
        return interim_until(placed_at, facts.clocks)
    return placed_at + facts.clocks.interim_alone
