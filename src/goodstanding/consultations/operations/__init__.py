"""What people do in a consultation, and what the clock does."""

from goodstanding.consultations.operations.announcing import announce_due
from goodstanding.consultations.operations.removing import answer_objection, object_to, remove
from goodstanding.consultations.operations.speaking import answer, close, comment, vote

__all__ = [
    "announce_due",
    "answer",
    "answer_objection",
    "close",
    "comment",
    "object_to",
    "remove",
    "vote",
]
