"""Cases from a finding to a decision: open, hear, decide, lift, lapse, reverse."""

from goodstanding.cases.operations.confirming import confirm_interim
from goodstanding.cases.operations.correspondence import Mail, receive
from goodstanding.cases.operations.deciding import decide
from goodstanding.cases.operations.ending import lapse_due, lift_measure, release_due, reverse
from goodstanding.cases.operations.hearing import answer, serve_preliminary_notice
from goodstanding.cases.operations.opening import open_by_hand, open_from_findings
from goodstanding.cases.operations.remedying import (
    accept_proof,
    answer_lesson,
    give_assurance,
    prove_due,
)

__all__ = [
    "Mail",
    "accept_proof",
    "answer",
    "answer_lesson",
    "confirm_interim",
    "decide",
    "give_assurance",
    "lapse_due",
    "lift_measure",
    "open_by_hand",
    "open_from_findings",
    "prove_due",
    "receive",
    "release_due",
    "reverse",
    "serve_preliminary_notice",
]
