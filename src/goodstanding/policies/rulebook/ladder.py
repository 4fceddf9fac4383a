"""A policy's ladder before the law: every step must be one that the law could ever open."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from goodstanding.law import clocks, evidence, rules, weighing
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Facts, Hearing
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.terms import (
    ADVERSE,
    Capability,
    Emergency,
    Family,
    MeasureKind,
    StaffRole,
    spoken,
)
from goodstanding.policies.rulebook.form import STEP, Complaint

_NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
_YEARS = timedelta(days=800)
_MANAGER = Decider("a case manager", frozenset({StaffRole.CASE_MANAGER}))
_REVIEWER = Decider("a reviewer", frozenset({StaffRole.REVIEWER}))


def step(row: Mapping[str, Any]) -> Step:
    """A step of the ladder as the law knows it."""
    days = row.get("lasts_days")
    emergency = row.get("emergency")
    return Step(
        measure=MeasureKind(row["measure"]),
        needs_tier=row["needs_tier"],
        after=row.get("after", 0),
        needs_findings=row.get("needs_findings", 1),
        capabilities=tuple(Capability(one) for one in row.get("capabilities", ())),
        lasts=timedelta(days=days) if days else None,
        emergency=Emergency(emergency) if emergency else None,
        strike_weight=row.get("strike_weight", 1),
        on_contracts=tuple(Capability(one) for one in row.get("on_contracts", ())),
    )


def is_step(row: Mapping[str, Any]) -> bool:
    """Whether a row fits the form well enough to ask the law about it."""
    known = all(STEP[name].fits(value) for name, value in row.items() if name in STEP)
    return known and all(name in row for name, key in STEP.items() if key.required)


def complaints(rows: list[dict[str, Any]], family: Family) -> Iterator[Complaint]:
    """Steps that the law would never open, whatever the case; and a ladder out of order."""
    mildest = 0
    for place, row in enumerate(rows):
        if not is_step(row):
            continue
        one, path = step(row), ("ladder", place)
        alone = row["by"] == "rule"
        for key, message in (*_below_floor(one, family, alone), *_closed(one, family, alone)):
            yield (*path, key), f"{one.measure}: {message}"
        severity = weighing.severity(one.measure)
        if severity < mildest:
            yield (*path, "measure"), f"{one.measure}: steps are written mildest first"
        mildest = max(mildest, severity)


def _below_floor(one: Step, family: Family, alone: bool) -> Iterator[tuple[str, str]]:
    substance = weighing.in_substance(one)
    floor = evidence.floor_tier(family, substance)
    if alone and one.measure in ADVERSE:
        floor = max(floor, evidence.LOOK)
    if one.needs_tier < floor:
        whose = "by a rule alone" if alone else f"for {family}"
        named = spoken(substance)
        message = (
            f"got {one.needs_tier}, expected {floor} or more: "
            f"the law's floor of evidence for {named} {whose}"
        )
        yield "needs_tier", message


def _closed(one: Step, family: Family, alone: bool) -> Iterator[tuple[str, str]]:
    """Ask the law about the step in the case that speaks most for it."""
    for refusal in rules.refusals(_strongest_case(one, family, alone), one):
        yield _KEYS.get(refusal.rule, "measure"), f"the law never opens this: {refusal.reason}"


_KEYS = {"person": "by", "form": "lasts_days", "earnings": "capabilities", "emergency": "emergency"}


def _strongest_case(one: Step, family: Family, alone: bool) -> Facts:
    policy = PolicyTerms("", 1, "The policy", family, _NOON - _YEARS, _NOON - _YEARS / 2, (one,))
    conduct = _NOON - clocks.RESPONSE_WINDOW * 2
    detectors = ["outcomes"] * one.needs_findings + [evidence.HARM]
    findings = tuple(
        FindingFacts(name, evidence.RESTRICT, f"{n}", conduct - clocks.CONSISTENT * 2, conduct)
        for n, name in enumerate(detectors)
    )
    warned = tuple(
        Earlier(MeasureKind.RESTRICTION, conduct - timedelta(days=1 + n))
        for n in range(one.after or 1)
    )
    served = _NOON - clocks.RESPONSE_WINDOW
    return Facts(
        policy=policy,
        findings=findings,
        decider=AUTOMATION if alone else _MANAGER,
        at=_NOON,
        earlier=warned,
        hearing=None if alone else Hearing(served, _NOON, _NOON, MeasureKind.TERMINATION),
        emergency=None,
        second=_REVIEWER,
    )
