"""What is remembered of appeals: a member's, and those of who reported a member."""

from goodstanding.appeals.models.appeal import (
    CODES,
    Appeal,
    AppealAssignment,
    AppealOutcome,
    Overdue,
    Remark,
)
from goodstanding.appeals.models.reporter import (
    ReporterAppeal,
    ReporterAppealOutcome,
    ReporterAppealOverdue,
    ReporterAppealTaken,
    ReporterRemark,
)
from goodstanding.appeals.models.sample import Draw, Sample, SampleAnswer

__all__ = [
    "CODES",
    "Appeal",
    "AppealAssignment",
    "AppealOutcome",
    "Draw",
    "Overdue",
    "Remark",
    "ReporterAppeal",
    "ReporterAppealOutcome",
    "ReporterAppealOverdue",
    "ReporterAppealTaken",
    "ReporterRemark",
    "Sample",
    "SampleAnswer",
]
