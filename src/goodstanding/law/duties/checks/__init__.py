"""What a log shows besides clocks, a file for each thing that is looked at."""

from goodstanding.law.duties.checks import (
    answers,
    appeals,
    bases,
    contents,
    decisions,
    effects,
    hearings,
    holds,
    outside,
    rules,
    statements,
    things,
)
from goodstanding.law.duties.checks.check import CHECKS, SETTLED, Check

__all__ = [
    "CHECKS",
    "SETTLED",
    "Check",
    "answers",
    "appeals",
    "bases",
    "contents",
    "decisions",
    "effects",
    "hearings",
    "holds",
    "outside",
    "rules",
    "statements",
    "things",
]
