"""The book of the law, to be read from front to back: each rule, what asks for it, and its cases.

python -m tests.law.the_law > docs/explanation/the-law.md
"""

import sys
from collections.abc import Iterable

from goodstanding.law.rules import RULES
from tests.law import written

OTHERS = {
    "procedure": "How a case proceeds, and whose clock runs",
    "holds": "Money: at most what is contested",
    "moves": "Held money that goes to the other party",
    "lasting": "How long money is held",
    "standing": "What an account may do while measures are in force",
    "reviewers": "Who looks again",
    "appeals": "How long an appeal is open",
    "turned away": "What an appeal may not be turned away for",
    "milder": "A milder decision in the place of another",
    "plans": "Putting it right: what proves each step, and when the measure ends",
    "lessons": "A lesson's questions",
    "refunds": "Money given back to a client",
    "clean weeks": "Clean weeks",
    "probations": "On probation",
}
"""The chapters after the rulings, by kind of case."""


def book() -> str:
    """The whole book in Markdown."""
    rulings = written.written("rulings").values()
    parts = [_opening(), "## What may be done to whom", *(_rule(one, rulings) for one in RULES)]
    open_ = [one for one in rulings if not one.get("refused")]
    parts.append("### Where nothing stands in the way\n\n" + _listed(open_))
    for kind, title in OTHERS.items():
        parts.append(f"## {title}\n\n" + _listed(written.written(kind).values()))
    return "\n\n".join(parts) + "\n"


def _opening() -> str:
    return (
        "# The law, from front to back\n\n"
        "Each rule in the order it is asked, what asks for it, and cases that show it. Every case "
        "is decided by the law itself whenever the tests run; it stands in full in "
        "`tests/law/cases` or, for a published policy, in `rulebook/<policy>/cases`. "
        "Clocks and tables are on [their page](../reference/law.md). This page is written by "
        "`python -m tests.law.the_law`."
    )


def _rule(rule, rulings) -> str:
    shown = [
        one
        for one in rulings
        if any(rule.id in reasons for reasons in one.get("refused", {}).values())
    ]
    fewest = sorted(shown, key=lambda one: sum(map(len, one["refused"].values())))
    told = [_refused(rule, one) for one in fewest[:5]]
    return f"### {rule.says}\n\nAsked by {', '.join(rule.sources)}.\n\n" + "\n".join(told)


def _refused(rule, case) -> str:
    measure, reasons = next((name, why) for name, why in case["refused"].items() if rule.id in why)
    kind = measure.replace("_", " ")
    return f"* {case['case']}. ({', '.join(case['source'])})\n  *No {kind}:* {reasons[rule.id]}"


def _listed(cases: Iterable) -> str:
    return "\n".join(f"* {one['case']}. ({', '.join(one['source'])})" for one in cases)


if __name__ == "__main__":
    sys.stdout.write(book())
