"""Proportion: what is weighed before a measure, why not less, and why not more.

DSA-23.3 names the factors: number and time, share, gravity and consequences, intention. DSA-14.4
adds what came before, what else could be done, and whom it touches besides (G04). All of them are
told of every measure the law allows, in words that go into its statement of reasons.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from goodstanding.law import evidence, weighing
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.rule import DAY, Refusal
from goodstanding.law.terms import ADVERSE, Capability, Family, Intention, MeasureKind, spoken

GROUNDS = {
    Family.VIOLATION: "a violation of the policy",
    Family.PERFORMANCE: "poor performance",
    Family.FRAUD: "fraud",
}
SIGNS = {
    evidence.NOTHING: "no signs",
    evidence.COACH: "clear signs",
    evidence.LOOK: "strong signs",
    evidence.RESTRICT: "signs beyond chance",
}
INTENTIONS = {
    Intention.UNKNOWN: "whether it was meant cannot be told, and is not supposed",
    Intention.MISTAKE: "it was a mistake",
    Intention.CARELESS: "it was careless",
    Intention.DELIBERATE: "it was meant",
}
NO_OTHERS = "Nobody else's work is stopped by this."
ONE_BY_ONE = "Only on contracts named one by one is others' work stopped; they are told (G25)."
HIGHEST = "This is the highest step of the policy's ladder."


@dataclass(frozen=True)
class Alternative:
    """Another step of the ladder that was considered, and why it is not the one. DSA-14.4."""

    measure: MeasureKind
    why_not: str


@dataclass(frozen=True)
class Factors:
    """What was weighed for one measure: every factor of DSA-23.3 and DSA-14.4 (G04).

    Attributes:
        gravity: how grave it is, in words: the ground, and how strong the evidence.
        number: how many things the findings count; 0 where they count none.
        out_of: of how many of the like; 0 where that is not known.
        since, until: the first and latest conduct that is relied on; None where none is.
        consequences: what came of it for others.
        intention: whether it was meant, where that can be told.
        history: what earlier decisions weigh.
        counterparties: whom the measure itself touches besides.
        milder: each milder step of the ladder, and why it is not enough.
        harsher: the next harsher step, and why it is not taken.
    """

    gravity: str
    number: int
    out_of: int
    since: datetime | None
    until: datetime | None
    consequences: str
    intention: Intention
    history: str
    counterparties: str
    milder: tuple[Alternative, ...]
    harsher: Alternative | None

    @property
    def share_percent(self) -> int | None:
        """The share in whole percent, rounded down in the member's favour; None if not known."""
        return 100 * self.number // self.out_of if self.out_of else None

    @property
    def why_not_less(self) -> str:
        """Every milder step and why it is not enough, in sentences."""
        return " ".join(one.why_not for one in self.milder)

    @property
    def why_not_more(self) -> str:
        """Why the next harsher step is not taken, in a sentence."""
        return self.harsher.why_not if self.harsher else HIGHEST

    @property
    def weighed(self) -> str:
        """All that was weighed, in sentences."""
        parts = (self._frequency, self.consequences, self._meant, self.history)
        return " ".join((self.gravity, *filter(None, parts), self.counterparties))

    def told(self, findings: Iterable[FindingFacts]) -> "Factors":
        """The same, counting only these findings: a number says nothing of what is withheld. P2.

        Args:
            findings: those that the member is told.
        """
        found = tuple(findings)
        conduct = [one for one in found if one.detector not in evidence.NEVER_THE_GROUND]
        return replace(
            self,
            number=sum(one.number for one in conduct),
            out_of=_out_of(conduct),
            since=min((one.conduct_from for one in conduct), default=None),
            until=max((one.conduct_until for one in conduct), default=None),
            consequences=_consequences(found),
        )

    @property
    def record(self) -> dict[str, object]:
        """All of it as it is kept with the decision and told in a log, in the table's words."""
        return {
            "gravity": self.gravity,
            "frequency": self._frequency or "not counted",
            "n_items": self.number,
            "out_of": self.out_of,
            "share": self.share_percent if self.out_of else "unknown",
            "window": [one.isoformat() for one in (self.since, self.until) if one],
            "consequences": self.consequences,
            "intent": str(self.intention),
            "history": self.history,
            "counterparties": self.counterparties,
            "milder": {str(one.measure): one.why_not for one in self.milder},
            "harsher": {str(one.measure): one.why_not for one in (self.harsher,) if one},
        }

    @property
    def _frequency(self) -> str:
        if not self.number or self.since is None or self.until is None:
            return ""
        of = f" of {self.out_of} ({self.share_percent} %)" if self.out_of else ""
        return f"Number: {self.number}{of}, from {self.since:{DAY}} to {self.until:{DAY}}."

    @property
    def _meant(self) -> str:
        return f"Intention: {INTENTIONS[self.intention]}."


def weigh(facts: Facts, step: Step, refused: Mapping[MeasureKind, Sequence[Refusal]]) -> Factors:
    """Weigh a step of the ladder that is open. DSA-14.4, DSA-23.3, SEA-050b (G04).

    Args:
        facts: the case.
        step: the step.
        refused: for each kind of measure that is not open, why.
    """
    relied = weighing.relied(facts, step)
    conduct = [one for one in relied if one.detector not in evidence.NEVER_THE_GROUND]
    return Factors(
        gravity=_gravity(facts, conduct),
        number=sum(one.number for one in conduct),
        out_of=_out_of(conduct),
        since=min((one.conduct_from for one in conduct), default=None),
        until=max((one.conduct_until for one in conduct), default=None),
        consequences=_consequences(relied),
        intention=facts.intention,
        history=_history(facts),
        counterparties=_counterparties(step),
        milder=_milder(facts, step, refused),
        harsher=_harsher(facts, step, refused),
    )


def _gravity(facts: Facts, conduct: Sequence[FindingFacts]) -> str:
    strongest = max((one.tier for one in conduct), default=evidence.NOTHING)
    emergency = weighing.stated_emergency(facts)
    urgent = f" It is an emergency: {emergency.replace('_', ' ')}." if emergency else ""
    return f"Gravity: {SIGNS[strongest]} of {GROUNDS[facts.policy.family]}.{urgent}"


def _out_of(conduct: Sequence[FindingFacts]) -> int:
    """Of how many, where every finding says so: a share of only some would be too high."""
    if not all(one.out_of for one in conduct):
        return 0
    return sum(one.out_of for one in conduct)


def _consequences(relied: Sequence[FindingFacts]) -> str:
    left = "Clients left the marketplace because of it." if _is_harm_shown(relied) else ""
    touched = sum(one.affected for one in relied)
    if touched:
        return f"Consequences: {touched} contracts or clients were touched. {left}".strip()
    return f"Consequences: {left or 'none that anyone could count.'}"


def _is_harm_shown(relied: Sequence[FindingFacts]) -> bool:
    return any(one.detector == evidence.HARM for one in relied)


def _history(facts: Facts) -> str:
    earlier = weighing.confirmed(facts)
    if not earlier:
        return "History: no earlier violation of this policy counts."
    said = ", ".join(f"{spoken(one.measure)} on {one.decided_at:{DAY}}" for one in earlier)
    return f"History: {said}, together {_points(weighing.points(facts, earlier))}."


def _points(number: int) -> str:
    return "1 point" if number == 1 else f"{number} points"


def _counterparties(step: Step) -> str:
    shared = {Capability.WORK, Capability.HIRE}
    if shared & set(step.capabilities):
        return "Those who work with this account lose its work, and are told (G25)."
    return ONE_BY_ONE if shared & set(step.on_contracts) else NO_OTHERS


def _milder(
    facts: Facts, step: Step, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> tuple[Alternative, ...]:
    """Every kind of measure below this one on the ladder, mildest first, doing nothing before."""
    if step.measure not in ADVERSE:
        return ()
    below = _kinds(facts, lambda place: place < weighing.severity(step.measure))
    nothing = Alternative(MeasureKind.NO_ACTION, "No action would leave it as it is.")
    return (nothing, *(_why_not_less(facts, one, refused) for one in below))


def _why_not_less(
    facts: Facts, measure: MeasureKind, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> Alternative:
    name = spoken(measure).capitalize()
    tried = [one.decided_at for one in facts.earlier if one.measure == measure]
    if tried:
        return Alternative(measure, f"{name} of {max(tried):{DAY}} did not end it.")
    if measure in refused:
        return Alternative(measure, f"{name} is not open: {refused[measure][0].reason}")
    return Alternative(measure, f"{name} is milder, and not enough for the reasons given.")


def _harsher(
    facts: Facts, step: Step, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> Alternative | None:
    """The next kind of measure above this one on the ladder."""
    above = _kinds(facts, lambda place: place > weighing.severity(step.measure))
    if not above:
        return None
    measure = above[0]
    if measure in refused:
        return Alternative(measure, " ".join(one.reason for one in refused[measure]))
    return Alternative(measure, f"{spoken(measure).capitalize()} is open too; less is enough.")


def _kinds(facts: Facts, fits: Callable[[int], bool]) -> list[MeasureKind]:
    """The kinds of measures on the ladder whose place among all kinds fits, mildest first."""
    kinds = {step.measure for step in facts.policy.ladder} - {MeasureKind.NO_ACTION}
    return sorted((one for one in kinds if fits(weighing.severity(one))), key=weighing.severity)
