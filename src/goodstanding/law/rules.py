"""The rules of the law, each with its source, its date and its reason in plain words.

A rule looks at the facts of a case and one step of the policy's ladder, and either keeps silent or
says why that step is not open. All rules must keep silent for a step to be open.
"""

from goodstanding.law import grounds, process, weighing
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.rule import Refusal, Rule

__all__ = ["RULES", "Refusal", "Rule", "refusals", "why"]

RULES: tuple[Rule, ...] = (
    process.form,
    grounds.binding,
    grounds.announced,
    grounds.evidence,
    grounds.harm,
    grounds.history,
    grounds.ladder,
    grounds.last_resort,
    grounds.warning,
    grounds.repeated,
    process.emergency,
    process.once,
    process.hearing,
    process.proposed,
    process.told,
    process.talk,
    process.person,
    process.four_eyes,
    process.earnings,
)
"""The book of law, in the order it is read."""


def refusals(facts: Facts, step: Step) -> tuple[Refusal, ...]:
    """Every rule that keeps a step closed, with its reason; empty when the step is open.

    Keeps DSA-14.4, G04.
    """
    found = ((rule, rule.test(facts, step)) for rule in RULES)
    return tuple(Refusal(rule.id, reason, rule.sources) for rule, reason in found if reason)


def why(facts: Facts, step: Step) -> str:
    """Why a step is open, in a sentence. Keeps DSA-17.3b, G11."""
    return (
        f"Findings of tier {weighing.needed_tier(facts, step)} or more that count: "
        f"{len(weighing.relied(facts, step))} of {len(facts.findings)}. "
        f"Earlier confirmed violations that count: {len(weighing.confirmed(facts))}."
    )
