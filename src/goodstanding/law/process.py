"""Rules on the way to a decision: its form, the hearing before it, and who takes it."""

from datetime import timedelta

from goodstanding.law import second, weighing
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.rule import SINCE, law
from goodstanding.law.terms import (
    ADVERSE,
    RESTRICTING,
    Capability,
    Family,
    MeasureKind,
    StaffRole,
    spoken,
)
from goodstanding.law.wording import day, worded

PERSON_ONLY = weighing.HEARD_FIRST
WORDS_ONLY = worded("A note or a warning cannot restrict anything, or last.")


@law("form", ("P4", "S05", "G13", "DSA-23.1", "MN-181C"), SINCE)
def form(facts: Facts, step: Step) -> str | None:
    """A note or a warning takes nothing away; all else says what it stops, and how long.

    Only a termination has no end; everything else ends within a year.
    """
    if step.measure not in RESTRICTING:
        words = not step.stops() and step.lasts is None
        return None if words else WORDS_ONLY
    if not step.capabilities:
        return worded("%(policy)s does not say what this stops.", policy=facts.policy.title)
    if step.measure == MeasureKind.TERMINATION:
        return None if step.lasts is None else worded("A termination has no end; this step has.")
    if _ends(facts, step):
        return None
    return worded(
        "%(policy)s does not say how long this lasts, up to %(days)s days; only a termination has "
        "no end.",
        policy=facts.policy.title,
        days=facts.clocks.longest_measure.days,
    )


def _ends(facts: Facts, step: Step) -> bool:
    if step.lasts is None:
        return step.measure == MeasureKind.INTERIM_RESTRICTION
    return timedelta() < step.lasts <= facts.clocks.longest_measure


@law("emergency", ("G10", "AU-536LH", "BC-45.32", "SEA-055"), SINCE)
def emergency(facts: Facts, step: Step) -> str | None:
    """Only an emergency on the closed list lets anyone be restricted before hearing.

    The case states it, or the published policy does; poor performance is none.
    """
    if step.measure != MeasureKind.INTERIM_RESTRICTION or weighing.emergency(facts, step):
        return None
    return worded(
        "Neither the policy nor the case states an emergency that allows acting before hearing."
    )


@law("once", ("P4", "G06", "G10", "AU-536LH", "PWD-10.5", "S10"), SINCE)
def once(facts: Facts, step: Step) -> str | None:
    """Acting before hearing ends after seven business days; the same conduct starts no more.

    What automation did alone ends after a day, unless a person confirms it.
    """
    if step.measure != MeasureKind.INTERIM_RESTRICTION:
        return None
    until = weighing.unheard_until(facts, step)
    if facts.at < until:
        return None
    return worded(
        "The time for acting before hearing ended on %(day)s; nothing happened since.",
        day=day(until),
    )


@law("hearing", ("AU-11", "P2B-4.3a", "BC-45.32", "G05", "G10"), SINCE)
def hearing(facts: Facts, step: Step) -> str | None:
    """Whoever is to be restricted is told first and has seven days to answer.

    Only a restriction that the law or an authority orders comes before that. In any other
    emergency there is the interim measure first, and then the ordinary way.
    """
    if not weighing.needs_hearing(facts, step):
        return None
    hearing = facts.hearing
    if hearing is None or facts.at < hearing.served_at:
        return worded("No preliminary notice was served.")
    if hearing.awaits_answer(facts.at):
        until = hearing.awaited_until
        return worded(
            "The answer is awaited until %(day)s %(time)s UTC.",
            day=day(until),
            time=f"{until:%H:%M}",
        )
    return None


@law("proposed", ("AU-11", "BC-45.32", "G05"), SINCE)
def proposed(facts: Facts, step: Step) -> str | None:
    """No measure is more severe than the one the preliminary notice proposed."""
    hearing = facts.hearing
    if hearing is None or not weighing.needs_hearing(facts, step):
        return None
    if weighing.severity(step.measure) <= weighing.severity(hearing.proposed):
        return None
    return worded(
        "The preliminary notice proposed %(proposed)s; %(asked)s is more severe, and needs its own "
        "hearing.",
        proposed=spoken(hearing.proposed),
        asked=spoken(step.measure),
    )


@law("told", ("AU-11", "P2B-4.3a", "SEA-070", "G05", "G12"), SINCE)
def told(facts: Facts, step: Step) -> str | None:
    """No measure rests on conduct the preliminary notice did not tell."""
    if facts.hearing is None or not weighing.needs_hearing(facts, step):
        return None
    findings = weighing.binding(facts, step)
    if not weighing.is_short(step, findings, weighing.told(facts, findings)):
        return None
    return worded(
        "The preliminary notice of %(day)s told of less conduct than this step rests on; a new one "
        "is needed.",
        day=day(facts.hearing.served_at),
    )


@law("talk", ("AU-13", "G05"), SINCE)
def talk(facts: Facts, step: Step) -> str | None:
    """Whoever asks to talk with a human being does so before anything is decided against them.

    Danger is met by an interim measure, and an order is obeyed.
    """
    waits = step.measure in ADVERSE - {MeasureKind.INTERIM_RESTRICTION}
    if not waits or facts.talk_until is None or facts.at >= facts.talk_until:
        return None
    if weighing.emergency(facts, step) in weighing.ORDERS:
        return None
    return worded(
        "The talk that was asked for is owed until %(day)s %(time)s UTC.",
        day=day(facts.talk_until),
        time=f"{facts.talk_until:%H:%M}",
    )


@law("person", ("P3", "PWD-10.5", "GDPR-22.1", "G06"), SINCE)
def person(facts: Facts, step: Step) -> str | None:
    """A restriction, suspension or termination is decided by a named, qualified person."""
    if step.measure in PERSON_ONLY and not facts.decider.is_person:
        return worded(
            "Automation may coach, warn, or place an interim measure that lapses by itself."
        )
    if step.measure not in ADVERSE or not facts.decider.is_person:
        return None
    if StaffRole.CASE_MANAGER not in facts.decider.roles:
        return worded("%(name)s is not a case manager.", name=facts.decider.name)
    return None


@law("four_eyes", ("P3", "S07", "G06"), SINCE)
def four_eyes(facts: Facts, step: Step) -> str | None:
    """A second qualified person agrees to a termination."""
    if step.measure != MeasureKind.TERMINATION:
        return None
    return second.why_not(second.Act.TERMINATION, facts.decider, facts.second)


@law("earnings", ("P5", "ON-10", "PSD2-87", "G22"), SINCE)
def earnings(facts: Facts, step: Step) -> str | None:
    """Earned money is paid whatever else is stopped.

    Only fraud stops payouts, and no longer than a hold may last.
    """
    if Capability.WITHDRAW not in step.stops():
        return None
    if facts.policy.family != Family.FRAUD:
        return worded("Payouts can be stopped for fraud only; what is contested can be held.")
    if step.measure == MeasureKind.INTERIM_RESTRICTION:
        return None
    if step.lasts is None or step.lasts > facts.clocks.hold_fraud:
        days = facts.clocks.hold_fraud.days
        return worded("Payouts can be stopped for %(days)s days at most.", days=days)
    return None
