"""What is remembered of cases, from the first finding to the decision and what became of it."""

from goodstanding.cases.models.attachment import Attachment, AttachmentContent
from goodstanding.cases.models.binding import DecisionLaw
from goodstanding.cases.models.case import (
    MEASURES,
    Answer,
    Assignment,
    Case,
    CaseFinding,
    Letter,
    PreliminaryNotice,
)
from goodstanding.cases.models.claim import Claim, ClaimEnd
from goodstanding.cases.models.clock import ClockBreach, ClockWarning, Escalation
from goodstanding.cases.models.decision import (
    Decision,
    DecisionFinding,
    Measure,
    MeasureLift,
    Reversal,
    Strike,
    StrikeRemoval,
)
from goodstanding.cases.models.dialogue import Heed, Message
from goodstanding.cases.models.draft import Draft
from goodstanding.cases.models.emergency import EmergencyEvidence
from goodstanding.cases.models.handover import Handover
from goodstanding.cases.models.hearing import (
    Representative,
    RepresentativeEnd,
    Talk,
    TalkRequest,
)
from goodstanding.cases.models.note import Note
from goodstanding.cases.models.place import Moved, Place, Unplaced
from goodstanding.cases.models.quarantine import QuarantineEnd
from goodstanding.cases.models.reading import CaseReading
from goodstanding.cases.models.remedy import (
    Probation,
    PutBack,
    RemedyPlan,
    RemedyStep,
    StepProof,
)
from goodstanding.cases.models.report import (
    Reopening,
    Report,
    ReporterMail,
    ReportOutcome,
    ReportReading,
)
from goodstanding.cases.models.restitution import Restitution
from goodstanding.cases.models.rule import RuleLoss, RuleReturn
from goodstanding.cases.models.search import SavedSearch, SavedSearchEnd
from goodstanding.cases.models.second import Agreement, Proposal, Withholding, WithholdingEnd

__all__ = [
    "MEASURES",
    "Agreement",
    "Answer",
    "Assignment",
    "Attachment",
    "AttachmentContent",
    "Case",
    "CaseFinding",
    "CaseReading",
    "Claim",
    "ClaimEnd",
    "ClockBreach",
    "ClockWarning",
    "Decision",
    "DecisionFinding",
    "DecisionLaw",
    "Draft",
    "EmergencyEvidence",
    "Escalation",
    "Handover",
    "Heed",
    "Letter",
    "Measure",
    "MeasureLift",
    "Message",
    "Moved",
    "Note",
    "Place",
    "PreliminaryNotice",
    "Probation",
    "Proposal",
    "PutBack",
    "QuarantineEnd",
    "RemedyPlan",
    "RemedyStep",
    "Reopening",
    "Report",
    "ReportOutcome",
    "ReportReading",
    "ReporterMail",
    "Representative",
    "RepresentativeEnd",
    "Restitution",
    "Reversal",
    "RuleLoss",
    "RuleReturn",
    "SavedSearch",
    "SavedSearchEnd",
    "StepProof",
    "Strike",
    "StrikeRemoval",
    "Talk",
    "TalkRequest",
    "Unplaced",
    "Withholding",
    "WithholdingEnd",
]
