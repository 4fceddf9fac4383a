"""Judge the cases beside a policy by the policy and the law, and say where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from goodstanding.law.facts import AUTOMATION, Facts
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.ruling import Ruling, rule
from goodstanding.law.terms import Exemption, Family, Intention, MeasureKind, UnlawfulError
from goodstanding.policies.cases import words
from goodstanding.policies.cases.reading import Form, cases
from goodstanding.policies.rulebook import ladder
from goodstanding.policies.rulebook.reading import moment, read

RULINGS = Form(
    {
        "case": words.text,
        "source": words.text,
        "at": words.moment,
        "decided by": words.person,
        "found": words.each(words.finding),
        "allowed": words.each(words.measure),
    },
    {
        "agreed by": words.person,
        "earlier": words.each(words.earlier),
        "notice": words.hearing,
        "emergency": words.emergency,
        "confirming what began": words.moment,
        "a talk is owed until": words.moment,
        "intention": lambda value: Intention(words.name(value)),
        "exemption": lambda value: Exemption(words.name(value)),
        "refused": words.by(words.measure, words.by(words.name, words.text)),
        "takes effect": words.by(words.measure, words.moment),
        "ends by": words.by(words.measure, words.moment),
        "has no end": words.each(words.measure),
        "rests on": words.by(words.measure, words.sentences),
        "weighed": words.by(words.measure, words.sentences),
        "why not less": words.by(words.measure, words.sentences),
        "why not more": words.by(words.measure, words.text),
        "strike": words.by(words.measure, words.strike),
    },
)
"""What a case about a ruling says, and what it may say besides."""


@dataclass(frozen=True)
class Judged:
    """A case as it was judged: where it stands, what it tells, and what differs, if anything."""

    file: Path
    line: int
    title: str
    differs: tuple[str, ...]

    def __str__(self) -> str:
        """Say what differs."""
        return f"{self.title}: {'; '.join(self.differs) or 'as written'}"


def judge(folder: Path) -> list[Judged]:
    """Judge every case in the `cases` folder of a policy by that policy.

    Args:
        folder: the policy's folder, without mistakes.

    Raises:
        WrongCaseError: a case is not written as its form asks, with file and line.
    """
    found = [
        case
        for file in sorted((folder / "cases").glob("*.yaml"))
        for _, case in cases(file, {"rulings": RULINGS})
    ]
    policy = published(folder)
    return [
        Judged(one["file"], one["line"], one["case"], tuple(_differs(one, policy))) for one in found
    ]


@cache
def published(folder: Path) -> PolicyTerms:
    """The policy of a folder, as the law knows it."""
    settings = read(folder).settings
    return PolicyTerms(
        slug=settings["slug"],
        version=settings["version"],
        title=settings["title"],
        family=Family(settings["family"]),
        announced_at=moment(settings["announced"]),
        in_force_from=moment(settings["in_force_from"]),
        ladder=tuple(ladder.step(row) for row in settings["ladder"]),
        strikes_last=_days(settings, "strike_days"),
        strikes_fall_every=_days(settings, "strike_falls_every_days"),
        protects_owner=settings.get("protects_owner", False),
    )


def _days(settings: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - a time, or none
    return words.days(str(settings[key])) if key in settings else None


def facts(case: Mapping[str, Any], policy: PolicyTerms) -> Facts:
    """The facts of a case as the law needs them."""
    return Facts(
        policy=policy,
        findings=case["found"],
        decider=case["decided_by"],
        at=case["at"],
        earlier=case.get("earlier", ()),
        hearing=case.get("notice"),
        emergency=case.get("emergency"),
        confirming=case.get("confirming_what_began"),
        talk_until=case.get("a_talk_is_owed_until"),
        second=case.get("agreed_by", AUTOMATION),
        intention=case.get("intention", Intention.UNKNOWN),
        exemption=case.get("exemption"),
    )


def says(reason: str, expected: str) -> bool:
    """Whether a reason says what a case expects: part of it, or up to its full stop its end."""
    return reason.endswith(expected) if expected.endswith(".") else expected in reason


def _differs(case: Mapping[str, Any], policy: PolicyTerms) -> Iterator[str]:
    ruling = rule(facts(case, policy))
    open_ = {one.measure for one in ruling.allowed} - {MeasureKind.NO_ACTION}
    if open_ != set(case["allowed"]):
        yield f"allowed: got {_listed(open_)}, expected {_listed(case['allowed'])}"
    if "refused" in case:
        yield from _refused(case["refused"], ruling)
    for key, got in GOT.items():
        for measure, expected in _expected(case, key):
            try:
                found = got(ruling.require(measure))
            except UnlawfulError as closed:
                yield f"{key}, {measure}: {closed}"
                continue
            if not _same(key, found, expected):
                yield f"{key}, {measure}: got {_shown(found)}, expected {_shown(expected)}"


def _expected(case: Mapping[str, Any], key: str) -> list[tuple[MeasureKind, Any]]:
    said = case.get(key.replace(" ", "_"), {})
    return list(said.items()) if isinstance(said, dict) else [(one, None) for one in said]


GOT: Mapping[str, Any] = {
    "takes effect": lambda one: one.effect_at,
    "ends by": lambda one: one.ends_by,
    "has no end": lambda one: one.ends_by,
    "rests on": lambda one: [each.detector for each in one.relied],
    "weighed": lambda one: one.factors.weighed,
    "why not less": lambda one: [each.why_not for each in one.factors.milder],
    "why not more": lambda one: one.factors.why_not_more,
    "strike": lambda one: one.strike,
}
"""What a ruling says to each key of a case, of a measure that is open."""


def _same(key: str, found: Any, expected: Any) -> bool:  # noqa: ANN401 - what a key holds
    if key == "weighed":
        return all(one in found for one in expected)
    return says(found, expected) if key == "why not more" else bool(found == expected)


def _refused(expected: Mapping[MeasureKind, Mapping[str, str]], ruling: Ruling) -> Iterator[str]:
    """Where the reasons differ; a measure or a rule that is not named differs, too."""
    for measure in sorted({*expected, *ruling.refused}):
        known = {one.rule: one.reason for one in ruling.refused.get(measure, ())}
        named = expected.get(measure, {})
        if set(known) != set(named):
            yield f"refused, {measure}: got {_listed(known)}, expected {_listed(named)}"
        for name in sorted(set(known) & set(named)):
            if not says(known[name], named[name]):
                yield f"refused, {measure}, {name}: got “{known[name]}”, expected “{named[name]}”"


def _listed(names: Any) -> str:  # noqa: ANN401 - any words
    return ", ".join(sorted(map(str, names))) or "nothing"


def _shown(value: Any) -> str:  # noqa: ANN401 - what a key holds
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)
