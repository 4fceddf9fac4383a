"""The book of law as a page: every rule, clock and step, from the law itself.

python -m goodstanding.law.book > docs/reference/law.md
"""

import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import get_type_hints

from goodstanding.law import clocks, evidence, procedure
from goodstanding.law.rules import RULES
from goodstanding.law.terms import MILDEST_FIRST, Emergency, Family

SOURCES: Mapping[str, str] = {
    "P": "a promise kept by the database (ARCHITECTURE.md)",
    "S": "what any record of due process must hold, whatever the law of the place",
    "G": "the gold standard: the strictest of all sources together, on by default",
    "DSA": "European Union, Digital Services Act, Regulation 2022/2065",
    "P2B": "European Union, platform-to-business Regulation 2019/1150",
    "PWD": "European Union, Platform Work Directive 2024/2831",
    "GDPR": "European Union, General Data Protection Regulation 2016/679",
    "PSD2": "European Union, Payment Services Directive 2015/2366",
    "SEA": "Seattle, App-Based Worker Deactivation Rights, SMC 8.40",
    "MN": "Minnesota, Statutes 181C",
    "CO": "Colorado, transparency for drivers of network companies",
    "AU": "Australia, Digital Labour Platform Deactivation Code 2024; Fair Work Act, part 3A-3",
    "BC": "British Columbia, Employment Standards Regulation, online platform workers",
    "ON": "Ontario, Digital Platform Workers' Rights Act 2022",
    "SCP": "Santa Clara Principles 2.0",
    "UPW": "terms of Upwork, as a practice of the market",
    "PP": "terms of PayPal, as a practice of the market",
}
"""What the letters of a source stand for."""

TIERS: Mapping[int, str] = {
    evidence.NOTHING: "none",
    evidence.COACH: "20",
    evidence.LOOK: "1,000",
    evidence.RESTRICT: "10,000,000",
}
"""How many times likelier a record must be if the person is above the tolerated rate."""


def book() -> str:
    """The whole book of law in Markdown."""
    parts = [_opening(), _rules(), _evidence(), _emergencies(), _clocks(), _steps(), _sources()]
    return "\n\n".join(parts) + "\n"


def _opening() -> str:
    return (
        "# The law\n\n"
        "What may be done to whom, on what ground, after what notice, by whom, and until when. "
        "This page is written by the law itself (`goodstanding.law`), so it cannot differ from "
        "what is enforced. A measure is open when it stands on the policy's ladder and no rule "
        "below refuses it. Doing nothing is always open."
    )


def _rules() -> str:
    entries = (
        f"### {number}. {rule.id}\n\n{rule.says}\n\n"
        f"Sources: {', '.join(rule.sources)}. In force since {rule.since.day} {rule.since:%B %Y}."
        for number, rule in enumerate(RULES, start=1)
    )
    return "\n\n".join(["## Rules", *entries])


def _evidence() -> str:
    rows = (
        [measure, *(TIERS[evidence.floor_tier(family, measure)] for family in Family)]
        for measure in MILDEST_FIRST
    )
    return (
        "## Evidence\n\n"
        "How many times likelier the record must be, if the person is above the tolerated rate, "
        "before a measure may rest on it. A policy may ask for more, never for less. Automation "
        "needs 1,000 for anything adverse. That clients left is never the ground itself.\n\n"
    ) + _table(["measure", *Family], rows)


def _emergencies() -> str:
    kinds = "\n".join(f"- {one.replace('_', ' ')}" for one in Emergency)
    return f"## Emergencies\n\nThe closed list of reasons for acting before hearing.\n\n{kinds}"


def _clocks() -> str:
    hints = get_type_hints(clocks, include_extras=True)
    rows = (
        [f"`{name}`", _length(name, getattr(clocks, name)), " ".join(hint.__metadata__)]
        for name, hint in hints.items()
    )
    return "## Clocks\n\n" + _table(["clock", "length", "what it counts"], rows)


def _length(name: str, value: timedelta | int) -> str:
    if isinstance(value, int):
        return f"{value} {name.split('_', 1)[1].replace('_', ' ').lower()}"
    return f"{value.days} days" if value.days > 1 else f"{value // timedelta(hours=1)} hours"


def _steps() -> str:
    rows = (
        [state, ", ".join(one for one in procedure.CaseStep if one in steps) or "nothing"]
        for state, steps in procedure.STEPS.items()
    )
    return "## Steps of a case\n\n" + _table(["a case that is", "is open to"], rows)


def _sources() -> str:
    return "## Sources\n\n" + _table(["letters", "source"], SOURCES.items())


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(book())
