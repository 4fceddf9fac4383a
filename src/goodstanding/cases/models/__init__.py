"""What is remembered of cases, from the first finding to the decision and what became of it."""

from goodstanding.cases.models.case import (
    MEASURES,
    Answer,
    Assignment,
    Case,
    CaseFinding,
    Letter,
    PreliminaryNotice,
)
from goodstanding.cases.models.decision import (
    Decision,
    Measure,
    MeasureLift,
    Reversal,
    Strike,
    StrikeRemoval,
)

__all__ = [
    "MEASURES",
    "Answer",
    "Assignment",
    "Case",
    "CaseFinding",
    "Decision",
    "Letter",
    "Measure",
    "MeasureLift",
    "PreliminaryNotice",
    "Reversal",
    "Strike",
    "StrikeRemoval",
]
