"""A policy's remedy: advice, the steps that lift a measure, and the lesson's questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodstanding.law.remedy import BY_DEFAULT, Question, RemedyStep, StepKind
from goodstanding.law.terms import Capability, MeasureKind
from goodstanding.policies.rulebook.form import Complaint

ADVICE = "advice"
"""The kind of a step in which nothing is proved; a step that is a plain sentence is one."""

COUNTS: Mapping[StepKind, str] = {
    StepKind.CONTRACTS: "contracts",
    StepKind.REFUND: "contracts",
    StepKind.CLEAN_WEEKS: "weeks",
}
"""What a kind of step counts."""


@dataclass(frozen=True)
class Remedy:
    """How a measure under a policy is put right.

    Attributes:
        advice: sentences; nothing of them is proved.
        steps: what a plan is made of; proving them all lifts the measure.
        lifts: the kinds of measure that get a plan.
        questions: those of the lesson.
    """

    advice: tuple[str, ...]
    steps: tuple[RemedyStep, ...]
    lifts: frozenset[MeasureKind]
    questions: tuple[Question, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What to do where no plan is made: the advice, or else the steps."""
        return self.advice or tuple(one.words for one in self.steps)

    def plan(self, measure: MeasureKind) -> tuple[RemedyStep, ...]:
        """The steps of a plan for a measure; empty where it gets none."""
        return self.steps if measure in self.lifts else ()


def read(table: Mapping[str, Any]) -> Remedy:
    """The remedy as the law knows it.

    Args:
        table: the table `[remedy]` of settings without mistakes.
    """
    rows = [_row(one) for one in table["steps"]]
    return Remedy(
        advice=tuple(one["words"] for one in rows if one["kind"] == ADVICE),
        steps=tuple(_step(one) for one in rows if one["kind"] != ADVICE),
        lifts=frozenset(MeasureKind(one) for one in table.get("lifts", BY_DEFAULT)),
        questions=tuple(
            Question(one["ask"], tuple(one["answers"]), one["right"], one["explains"])
            for one in table.get("questions", ())
        ),
    )


def _row(step: str | Mapping[str, Any]) -> Mapping[str, Any]:
    return {"kind": ADVICE, "words": step} if isinstance(step, str) else step


def _step(row: Mapping[str, Any]) -> RemedyStep:
    kind = StepKind(row["kind"])
    return RemedyStep(kind, row["words"], row[COUNTS[kind]] if kind in COUNTS else 1)


def complaints(
    table: Mapping[str, Any], ladder: Sequence[Mapping[str, Any]]
) -> Iterator[Complaint]:
    """What is wrong with a remedy, as far as its keys fit the form.

    Args:
        table: the table `[remedy]`.
        ladder: the steps of the policy's ladder.
    """
    rows, questions = tables(table, "steps"), tables(table, "questions")
    for place, row in rows:
        for key, message in _counts(row):
            yield ("remedy", "steps", place, key), message
    kinds = [row.get("kind") for _, row in rows]
    if StepKind.LESSON in kinds and not questions:
        yield ("remedy", "steps"), "lesson: has no questions; expected [[remedy.questions]]"
    if questions and StepKind.LESSON not in kinds:
        yield ("remedy", "questions"), "questions: no step asks them; expected a step lesson"
    for kind in sorted({str(one) for one in kinds if one != ADVICE and kinds.count(one) > 1}):
        yield ("remedy", "steps"), f"{kind}: stands twice; expected each kind of step once"
    for place, row in questions:
        yield from _question(row, ("remedy", "questions", place))
    yield from _lifts(table.get("lifts"), kinds, ladder)


def _lifts(
    lifts: object, kinds: Sequence[Any], ladder: Sequence[Mapping[str, Any]]
) -> Iterator[Complaint]:
    measures = [row.get("measure") for row in ladder]
    for name in _listed(lifts):
        if name not in measures:
            yield ("remedy", "lifts"), f"lifts: got {name!r}, expected a step of the ladder"
    named = _listed(lifts) if lifts is not None else list(BY_DEFAULT)
    stopped = {
        str(row["measure"])
        for row in ladder
        if Capability.WORK in _listed(row.get("capabilities")) and row.get("measure") in named
    }
    if StepKind.CONTRACTS in kinds and stopped:
        message = (
            f"lifts: nobody finishes contracts under a {', '.join(sorted(stopped))} that stops "
            "work; expected only measures under which work goes on"
        )
        yield ("remedy", "lifts"), message


def tables(table: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The entries of an array that are tables, each with its place."""
    return [
        (place, row) for place, row in enumerate(_listed(table.get(name))) if isinstance(row, dict)
    ]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _counts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = row.get("kind")
    wanted = COUNTS.get(StepKind(kind)) if kind in list(StepKind) else None
    for name in sorted(set(COUNTS.values())):
        if name in row and name != wanted:
            yield name, f"{name}: a step {kind} counts no {name}"
    if wanted and wanted not in row:
        yield "kind", f"{wanted}: missing; a step {kind} says how many {wanted}"


def _question(row: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[Complaint]:
    answers = _listed(row.get("answers"))
    if len(set(map(str, answers))) < len(answers):
        yield (*path, "answers"), "answers: one stands twice"
    if answers and row.get("right") not in answers:
        yield (*path, "right"), f"right: got {row.get('right')!r}, expected one of the answers"
