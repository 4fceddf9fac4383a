"""The rules of the law, each with its source, its date and its reason in plain words.

A rule looks at the facts of a case and one step of the policy's ladder, and either keeps silent or
says why that step is not open. All rules must keep silent for a step to be open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goodstanding.law import clocks, evidence
from goodstanding.law.facts import Earlier, Facts
from goodstanding.law.policy import Step
from goodstanding.law.terms import RESTRICTING, Family, MeasureKind, StaffRole

FINAL = frozenset({MeasureKind.SUSPENSION, MeasureKind.TERMINATION})
HEARD_FIRST = frozenset({MeasureKind.RESTRICTION}) | FINAL
PERSON_ONLY = frozenset({MeasureKind.RESTRICTION}) | FINAL


@dataclass(frozen=True)
class Refusal:
    """Why a step is not open: the rule's id, the reason for this person, and the rule's sources."""

    rule: str
    reason: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One rule of the law.

    Attributes:
        id: its name, stable for ever.
        says: the rule in one sentence.
        sources: ids in the table of duties, or the promise or design sentence it carries out.
        since: the day it came into force here.
        test: gives the reason why a step is not open, or None.
    """

    id: str
    says: str
    sources: tuple[str, ...]
    since: date
    test: Callable[[Facts, Step], str | None]


RULES: list[Rule] = []
"""The book of law, in the order it is read."""

Test = Callable[[Facts, Step], str | None]


def law(id: str, says: str, sources: tuple[str, ...], since: date) -> Callable[[Test], Test]:
    """Enter a function into the book as a rule."""

    def enter(test: Test) -> Test:
        RULES.append(Rule(id, says, sources, since, test))
        return test

    return enter


def refusals(facts: Facts, step: Step) -> tuple[Refusal, ...]:
    """Every rule that keeps a step closed, with its reason; empty when the step is open."""
    found = ((rule, rule.test(facts, step)) for rule in RULES)
    return tuple(Refusal(rule.id, reason, rule.sources) for rule, reason in found if reason)


def why(facts: Facts, step: Step) -> str:
    """Why a step is open, in a sentence."""
    strong = [one for one in facts.findings if one.tier >= needed_tier(facts, step)]
    return (
        f"{len(strong)} of {len(facts.findings)} findings reach tier {needed_tier(facts, step)} or "
        f"more; {len(confirmed(facts))} earlier confirmed violations count."
    )


def needed_tier(facts: Facts, step: Step) -> int:
    """The tier a step needs: the policy's, but never below what the law allows."""
    return max(step.needs_tier, evidence.floor_tier(facts.policy.family, step.measure))


def confirmed(facts: Facts) -> tuple[Earlier, ...]:
    """Earlier decisions that still count: adverse, confirmed by a decision, within the window."""
    counting = {MeasureKind.WARNING} | RESTRICTING - {MeasureKind.INTERIM_RESTRICTION}
    since = facts.at - clocks.STRIKE_WINDOW
    return tuple(e for e in facts.earlier if e.measure in counting and e.decided_at > since)


SINCE = date(2026, 1, 1)


@law(
    "binding",
    "Only conduct that a published policy already forbade can be held against anyone.",
    ("P1", "DSA-14.1a", "P2B-3.2", "S03", "S04"),
    SINCE,
)
def _binding(facts: Facts, step: Step) -> str | None:
    if step.measure == MeasureKind.COACHING_NOTE:
        return None
    early = [one for one in facts.findings if not facts.policy.binds(one.conduct_from)]
    if not early:
        return None
    return (
        f"{facts.policy.title} version {facts.policy.version} binds from "
        f"{facts.policy.in_force_from:%d %B %Y}; a finding rests on conduct of "
        f"{early[0].conduct_from:%d %B %Y}."
    )


@law(
    "evidence",
    "Each measure needs evidence of its tier: chance alone must be unable to explain the record.",
    ("P1", "DSA-14.4", "SEA-050b", "G04"),
    SINCE,
)
def _evidence(facts: Facts, step: Step) -> str | None:
    tier = needed_tier(facts, step)
    strong = sum(one.tier >= tier for one in facts.findings)
    if strong >= step.needs_findings:
        return None
    if not facts.findings:
        return "No detector finds anything in this record."
    return (
        f"This step needs {step.needs_findings} findings of tier {tier} or more; "
        f"there are {strong}."
    )


@law(
    "harm",
    "Poor performance leads to suspension only after a finding that it harms the workplace; "
    "ratings alone are never enough.",
    ("SEA-050e", "G07"),
    SINCE,
)
def _harm(facts: Facts, step: Step) -> str | None:
    if facts.policy.family != Family.PERFORMANCE or step.measure not in FINAL:
        return None
    harmful = any(
        one.detector == evidence.HARM and one.tier >= evidence.LOOK for one in facts.findings
    )
    return None if harmful else "No finding shows that clients left the marketplace because of it."


@law(
    "ladder",
    "Nobody is put on a step of the ladder before the steps below it were tried.",
    ("DSA-23.4", "DSA-14.4", "G13"),
    SINCE,
)
def _ladder(facts: Facts, step: Step) -> str | None:
    count = len(confirmed(facts))
    if count >= step.after:
        return None
    return (
        f"This step comes after {step.after} confirmed violations within a year; there are {count}."
    )


@law(
    "warning",
    "A warning comes before a suspension or a termination, except in an emergency.",
    ("DSA-23.1", "AU-8", "G03"),
    SINCE,
)
def _warning(facts: Facts, step: Step) -> str | None:
    if step.measure not in FINAL or facts.emergency or confirmed(facts):
        return None
    return "No warning under this policy was given within a year."


@law(
    "hearing",
    "Whoever is to be restricted is told first and can answer, except in an emergency.",
    ("AU-11", "P2B-4.3a", "BC-45.32", "G05"),
    SINCE,
)
def _hearing(facts: Facts, step: Step) -> str | None:
    if step.measure not in HEARD_FIRST or (
        facts.emergency and step.measure == MeasureKind.RESTRICTION
    ):
        return None
    hearing = facts.hearing
    if hearing is None:
        return "No preliminary notice was served."
    if hearing.answered_at is None and facts.at < hearing.respond_by:
        return f"The answer is awaited until {hearing.respond_by:%d %B %Y %H:%M} UTC."
    return None


@law(
    "person",
    "A restriction, suspension or termination is decided by a named, qualified person.",
    ("P3", "PWD-10.5", "GDPR-22.1", "G06"),
    SINCE,
)
def _person(facts: Facts, step: Step) -> str | None:
    if step.measure not in PERSON_ONLY:
        return None
    if not facts.decider.is_person:
        return "Automation may coach, warn, or place an interim measure that lapses by itself."
    if StaffRole.CASE_MANAGER not in facts.decider.roles:
        return f"{facts.decider.name} is not a case manager."
    return None
