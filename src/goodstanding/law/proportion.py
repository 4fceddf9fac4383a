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
from goodstanding.law.facts import Earlier, Facts
from goodstanding.law.policy import Step
from goodstanding.law.rule import Refusal
from goodstanding.law.terms import (
    ADVERSE,
    Capability,
    Emergency,
    Family,
    Intention,
    MeasureKind,
    spoken,
)
from goodstanding.law.wording import Joined, beginning, counting, day, worded

GROUNDS = {
    Family.VIOLATION: worded("a violation of the policy"),
    Family.PERFORMANCE: worded("poor performance"),
    Family.FRAUD: worded("fraud"),
}
SIGNS = {
    evidence.NOTHING: worded("no signs"),
    evidence.COACH: worded("clear signs"),
    evidence.LOOK: worded("strong signs"),
    evidence.RESTRICT: worded("signs beyond chance"),
}
INTENTIONS = {
    Intention.UNKNOWN: worded("whether it was meant cannot be told, and is not supposed"),
    Intention.MISTAKE: worded("it was a mistake"),
    Intention.CARELESS: worded("it was careless"),
    Intention.DELIBERATE: worded("it was meant"),
}
URGENT = {
    Emergency.LEGAL_DUTY: worded("legal duty"),
    Emergency.AUTHORITY_ORDER: worded("authority order"),
    Emergency.IMMINENT_SAFETY: worded("imminent safety"),
    Emergency.FRAUD: worded("fraud"),
    Emergency.SERIOUS_MISCONDUCT: worded("serious misconduct"),
}
LEFT = worded("Clients left the marketplace because of it.")
NO_OTHERS = worded("Nobody else's work is stopped by this.")
ONE_BY_ONE = worded(
    "Only on contracts named one by one is others' work stopped; they are told (G25)."
)
ALL = worded("Those who work with this account lose its work, and are told (G25).")
HIGHEST = worded("This is the highest step of the policy's ladder.")


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
        return Joined(one.why_not for one in self.milder)

    @property
    def why_not_more(self) -> str:
        """Why the next harsher step is not taken, in a sentence."""
        return self.harsher.why_not if self.harsher else HIGHEST

    @property
    def weighed(self) -> str:
        """All that was weighed, in sentences."""
        parts = (self._frequency, self.consequences, self._meant, self.history)
        return Joined((self.gravity, *filter(None, parts), self.counterparties))

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
        told = {"number": self.number, "since": day(self.since), "until": day(self.until)}
        if not self.out_of:
            return worded("Number: %(number)s, from %(since)s to %(until)s.", **told)
        return worded(
            "Number: %(number)s of %(out_of)s (%(share)s %%), from %(since)s to %(until)s.",
            out_of=self.out_of,
            share=self.share_percent,
            **told,
        )

    @property
    def _meant(self) -> str:
        return worded("Intention: %(intention)s.", intention=INTENTIONS[self.intention])


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
    of = {"signs": SIGNS[strongest], "ground": GROUNDS[facts.policy.family]}
    grave = worded("Gravity: %(signs)s of %(ground)s.", **of)
    if not emergency:
        return grave
    return Joined((grave, worded("It is an emergency: %(what)s.", what=URGENT[emergency])))


def _out_of(conduct: Sequence[FindingFacts]) -> int:
    """Of how many, where every finding says so: a share of only some would be too high."""
    if not all(one.out_of for one in conduct):
        return 0
    return sum(one.out_of for one in conduct)


def _consequences(relied: Sequence[FindingFacts]) -> str:
    left = _is_harm_shown(relied)
    touched = sum(one.affected for one in relied)
    if touched:
        said = worded("Consequences: %(number)s contracts or clients were touched.", number=touched)
        return Joined((said, LEFT)) if left else said
    if left:
        return worded("Consequences: %(left)s", left=LEFT)
    return worded("Consequences: none that anyone could count.")


def _is_harm_shown(relied: Sequence[FindingFacts]) -> bool:
    return any(one.detector == evidence.HARM for one in relied)


def _history(facts: Facts) -> str:
    earlier = weighing.confirmed(facts)
    if not earlier:
        return worded("History: no earlier violation of this policy counts.")
    said = Joined((_dated(one) for one in earlier), ", ")
    return counting(
        "History: %(said)s, together %(number)s point.",
        "History: %(said)s, together %(number)s points.",
        weighing.points(facts, earlier),
        said=said,
    )


def _dated(one: Earlier) -> str:
    return worded("%(what)s on %(day)s", what=spoken(one.measure), day=day(one.decided_at))


def _counterparties(step: Step) -> str:
    shared = {Capability.WORK, Capability.HIRE}
    if shared & set(step.capabilities):
        return ALL
    return ONE_BY_ONE if shared & set(step.on_contracts) else NO_OTHERS


def _milder(
    facts: Facts, step: Step, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> tuple[Alternative, ...]:
    """Every kind of measure below this one on the ladder, mildest first, doing nothing before."""
    if step.measure not in ADVERSE:
        return ()
    below = _kinds(facts, lambda place: place < weighing.severity(step.measure))
    nothing = Alternative(MeasureKind.NO_ACTION, worded("No action would leave it as it is."))
    return (nothing, *(_why_not_less(facts, one, refused) for one in below))


def _why_not_less(
    facts: Facts, measure: MeasureKind, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> Alternative:
    name = beginning(spoken(measure))
    tried = [one.decided_at for one in facts.earlier if one.measure == measure]
    if tried:
        day_ = day(max(tried))
        return Alternative(
            measure, worded("%(what)s of %(day)s did not end it.", what=name, day=day_)
        )
    if measure in refused:
        why = refused[measure][0].reason
        return Alternative(measure, worded("%(what)s is not open: %(why)s", what=name, why=why))
    enough = worded("%(what)s is milder, and not enough for the reasons given.", what=name)
    return Alternative(measure, enough)


def _harsher(
    facts: Facts, step: Step, refused: Mapping[MeasureKind, Sequence[Refusal]]
) -> Alternative | None:
    """The next kind of measure above this one on the ladder."""
    above = _kinds(facts, lambda place: place > weighing.severity(step.measure))
    if not above:
        return None
    measure = above[0]
    if measure in refused:
        return Alternative(measure, Joined(one.reason for one in refused[measure]))
    name = beginning(spoken(measure))
    return Alternative(measure, worded("%(what)s is open too; less is enough.", what=name))


def _kinds(facts: Facts, fits: Callable[[int], bool]) -> list[MeasureKind]:
    """The kinds of measures on the ladder whose place among all kinds fits, mildest first."""
    kinds = {step.measure for step in facts.policy.ladder} - {MeasureKind.NO_ACTION}
    return sorted((one for one in kinds if fits(weighing.severity(one))), key=weighing.severity)
