"""Cases from a finding to a decision: open, hear, decide, lift, lapse, reverse."""

from goodstanding.cases.operations.agreeing import agree, disagree, propose
from goodstanding.cases.operations.automating import give_back
from goodstanding.cases.operations.awarding import carry_out_award
from goodstanding.cases.operations.claiming import claim, put_down
from goodstanding.cases.operations.confirming import confirm_interim
from goodstanding.cases.operations.correspondence import Mail, Taker, receive
from goodstanding.cases.operations.deciding import decide
from goodstanding.cases.operations.dialogue import add, heed, write
from goodstanding.cases.operations.drafts import (
    DECISION,
    MESSAGE,
    drop_draft,
    forget_drafts,
    keep_draft,
)
from goodstanding.cases.operations.ending import days_lost, lapse_due, lift_measure, reverse
from goodstanding.cases.operations.handing_over import take_over
from goodstanding.cases.operations.hearing import answer, serve_preliminary_notice
from goodstanding.cases.operations.modifying import modify
from goodstanding.cases.operations.noting import note
from goodstanding.cases.operations.opening import open_by_hand, open_from_findings
from goodstanding.cases.operations.placing import place_moved
from goodstanding.cases.operations.quarantine import admit, refuse
from goodstanding.cases.operations.reading import note_reading
from goodstanding.cases.operations.reinstating import put_back, reinstate
from goodstanding.cases.operations.releasing import hold_longer, release_due, release_early
from goodstanding.cases.operations.remedying import (
    accept_proof,
    answer_lesson,
    give_assurance,
    prove_due,
)
from goodstanding.cases.operations.reporter_mail import Reader, receive_from_reporter
from goodstanding.cases.operations.reporting import Reporter, Said, read_reporter, reopen, report
from goodstanding.cases.operations.searching import SearchError, drop_search, save_search
from goodstanding.cases.operations.talking import (
    ask_to_talk,
    end_representation,
    name_representative,
    record_talk,
)
from goodstanding.cases.operations.undelivered import came_back
from goodstanding.cases.operations.watching import watch_clocks
from goodstanding.cases.operations.withholding import tell_withheld, tell_withheld_due

__all__ = [
    "DECISION",
    "MESSAGE",
    "Mail",
    "Reader",
    "Reporter",
    "Said",
    "SearchError",
    "Taker",
    "accept_proof",
    "add",
    "admit",
    "agree",
    "answer",
    "answer_lesson",
    "ask_to_talk",
    "came_back",
    "carry_out_award",
    "claim",
    "confirm_interim",
    "days_lost",
    "decide",
    "disagree",
    "drop_draft",
    "drop_search",
    "end_representation",
    "forget_drafts",
    "give_assurance",
    "give_back",
    "heed",
    "hold_longer",
    "keep_draft",
    "lapse_due",
    "lift_measure",
    "modify",
    "name_representative",
    "note",
    "note_reading",
    "open_by_hand",
    "open_from_findings",
    "place_moved",
    "propose",
    "prove_due",
    "put_back",
    "put_down",
    "read_reporter",
    "receive",
    "receive_from_reporter",
    "record_talk",
    "refuse",
    "reinstate",
    "release_due",
    "release_early",
    "reopen",
    "report",
    "reverse",
    "save_search",
    "serve_preliminary_notice",
    "take_over",
    "tell_withheld",
    "tell_withheld_due",
    "watch_clocks",
    "write",
]
