"""A ladder's steps in plain words, for members, staff and notices alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from goodstanding.law import clocks, weighing
from goodstanding.law.policy import Step
from goodstanding.law.terms import Capability, MeasureKind

NAMES = {
    MeasureKind.NO_ACTION: "Nothing",
    MeasureKind.COACHING_NOTE: "A coaching note",
    MeasureKind.WARNING: "A warning",
    MeasureKind.INTERIM_RESTRICTION: "Held back for a few days",
    MeasureKind.RESTRICTION: "A restriction",
    MeasureKind.SUSPENSION: "A suspension",
    MeasureKind.TERMINATION: "The end of the account",
}

CANNOT = {
    Capability.APPLY: "apply for jobs",
    Capability.POST_JOB: "post jobs",
    Capability.HIRE: "hire",
    Capability.WORK: "work on contracts",
    Capability.MESSAGE: "send messages",
    Capability.GIVE_FEEDBACK: "give feedback",
    Capability.WITHDRAW: "withdraw money",
}

ON_THEM = {
    Capability.WORK: "work on them",
    Capability.HIRE: "hire for them",
    Capability.MESSAGE: "send messages about them",
    Capability.GIVE_FEEDBACK: "give feedback on them",
}
"""The same of single contracts."""

SURE = {
    1: "a clear sign (tier 1)",
    2: "a strong sign (tier 2)",
    3: "a sign that chance can hardly explain (tier 3)",
}
SIGNS = {
    1: "clear signs (tier 1)",
    2: "strong signs (tier 2)",
    3: "signs that chance can hardly explain (tier 3)",
}


@dataclass(frozen=True)
class Rung:
    """One step of a ladder in words.

    Attributes:
        measure: the kind of measure.
        name: what it is called, e.g. "A warning".
        effect: what it does, and how long.
        needs: what has to be found first.
        who: who decides, and what comes before.
    """

    measure: MeasureKind
    name: str
    effect: str
    needs: str
    who: str

    @property
    def sentence(self) -> str:
        """All of it, to be read in one go."""
        return f"{self.name}. {self.effect} {self.needs} {self.who}"


def rung(step: Step, *, by: str, subject: str = "") -> Rung:
    """A step in words.

    Args:
        step: the step.
        by: `person` or `rule`.
        subject: the one thing it is about, in words, or "".
    """
    return Rung(
        step.measure, NAMES[step.measure], _effect(step, subject), _needs(step), _who(step, by)
    )


def listed(words: Iterable[str], final: str = "or") -> str:
    """Words in a row: "a, b or c"."""
    *most, end = words
    return f"{', '.join(most)} {final} {end}" if most else end


def _effect(step: Step, subject: str) -> str:
    cannot = listed(CANNOT[one] for one in step.capabilities) if step.capabilities else ""
    if step.measure == MeasureKind.COACHING_NOTE:
        return "We tell you what we see and what helps. Nothing is held against you."
    if step.measure == MeasureKind.WARNING:
        return "We tell you what broke the policy and what to change. Nothing is taken from you."
    if step.measure == MeasureKind.INTERIM_RESTRICTION:
        days = f"{clocks.INTERIM_BUSINESS_DAYS} working days at most, until a person has looked"
        what = f"{subject} is held back" if subject else f"You can't {cannot}"
        rest = " All else stays open to you." if subject else ""
        return f"{what[0].upper()}{what[1:]}, for {days}.{rest}"
    if step.measure == MeasureKind.TERMINATION:
        return "The account is closed. What you have earned is still paid."
    days_at_most = step.lasts.days if step.lasts else 0
    ends = f"for {days_at_most} days at most. It ends by itself."
    return f"You can't {cannot} {ends}{_on_contracts(step)}"


def _on_contracts(step: Step) -> str:
    if not step.on_contracts:
        return ""
    cannot = listed(ON_THEM[one] for one in step.on_contracts)
    return f" Or it is for single contracts only: you can't {cannot}, and all else goes on."


def _needs(step: Step) -> str:
    tier = min(max(step.needs_tier, 1), 3)
    found = SURE[tier] if step.needs_findings <= 1 else f"{step.needs_findings} {SIGNS[tier]}"
    after = ""
    if step.after:
        times = "decision" if step.after == 1 else "decisions"
        after = f", after {step.after} earlier {times} against you within a year"
    return f"It takes {found}{after}."


def _who(step: Step, by: str) -> str:
    if by == "rule":
        return "A rule may do this alone. Ask, and a person looks at it."
    if weighing.in_substance(step) == MeasureKind.TERMINATION:
        return "You are heard first, and two people must agree."
    if step.measure in weighing.HEARD_FIRST:
        lead = ""
        if weighing.in_substance(step) == MeasureKind.SUSPENSION:
            lead = f" It starts {clocks.SUSPENSION_NOTICE.days} days after you are told."
        days = clocks.RESPONSE_WINDOW.days
        return f"You are told first and have {days} days to answer. Then a person decides.{lead}"
    return "A person decides."
