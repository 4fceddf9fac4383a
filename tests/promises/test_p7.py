"""P7, past our code: an appeal is answered in time and told, and never makes anything worse."""

from uuid import UUID

import pytest

from tests.promises.shell import insert
from tests.promises.story import DAY, DECIDED

pytestmark = pytest.mark.django_db
FREE = UUID(int=7)
LATER = DECIDED + 3 * DAY


def answered(shell, house, *, notice=None, **changed):
    """Ann's appeal is answered as a forger would."""
    told = {"id": FREE, "kind": "appeal_outcome", "created_at": LATER} | (notice or {})
    outcome = {
        "appeal_id": shell.row("appeals_appeal")["id"],
        "outcome": "confirmed",
        "inadmissible": "",
        "reasons": "It stays.",
        "decided_by_id": shell.staff("Sue"),
        "at": LATER,
        "notice_id": FREE,
    }
    return [
        shell.forged("notices_notice", f"account_id = {house.ann.account_id}", **told),
        shell.forged("notices_delivery", notice_id=FREE),
        insert("appeals_appealoutcome", outcome | changed),
    ]


def test_the_forger_s_answer_would_be_taken(shell, house):
    shell.allowed(*answered(shell, house))


def test_an_appeal_ends_with_an_outcome_and_reasons(shell, house, refused):
    for outcome in ("closed", "", "withdrawn"):
        refused("P7_appeal_ends_with_an_outcome", *answered(shell, house, outcome=outcome))
    for reasons in ("", " \n\t "):
        refused("P7_appeal_outcome_has_reasons", *answered(shell, house, reasons=reasons))


def test_who_appealed_is_told_that_moment(shell, house, refused):
    for notice in (
        {"account_id": house.waiting.account_id},
        {"kind": "release"},
        {"created_at": LATER - DAY},
    ):
        mute = answered(shell, house, notice=notice)
        refused("P7: who appealed is told the answer and its reasons that moment", *mute)
    notice, _, outcome = answered(shell, house)
    refused("P7: who appealed is told the answer and its reasons", notice, outcome)


def test_an_appeal_is_not_answered_before_it_was_filed(shell, house, refused):
    early = answered(shell, house, at=DECIDED, notice={"created_at": DECIDED})
    refused("P7: an appeal of .* is not answered before", *early)


def test_who_answers_reverses_and_nobody_confirms_what_is_reversed(shell, house, refused):
    undone = {
        "id": 900_001,
        "decision_id": shell.row("appeals_appeal")["decision_id"],
        "cause": "x",
        "reasons": "x",
        "by_id": shell.staff("Sam"),
        "at": LATER - DAY,
    }
    checked = "SET CONSTRAINTS who_appealed_is_told IMMEDIATE"
    reversal = insert("cases_reversal", undone)
    other = answered(shell, house, outcome="reversed")
    refused("P7: who answers the appeal reverses the decision", reversal, *other, checked)
    stays = answered(shell, house)
    refused("P7: a decision that is reversed is not confirmed", reversal, *stays, checked)


def test_no_appeal_waits_for_ever(shell, house, refused):
    receipt = shell.forged("notices_notice", id=FREE)
    case = {"decision_id": house.held_back.id, "account_id": house.held_back.case.account_id}
    filed = {"receipt_id": FREE, "filed_at": LATER, "reply_due_at": LATER + 14 * DAY} | case
    shell.allowed(receipt, shell.forged("appeals_appeal", **filed))
    for due in ("infinity", LATER + 15 * DAY, LATER):
        late = shell.forged("appeals_appeal", **filed | {"reply_due_at": due})
        refused("P7: an appeal of .* is answered within", receipt, late)
    early = filed | {"filed_at": DECIDED - 30 * DAY, "reply_due_at": DECIDED - 20 * DAY}
    refused(
        "P7: nobody appeals before the decision", receipt, shell.forged("appeals_appeal", **early)
    )


def test_a_reporter_s_appeal_ends_with_an_outcome_and_reasons(shell, house, refused):
    outcome = {
        "appeal_id": FREE,
        "outcome": "confirmed",
        "inadmissible": "",
        "reasons": "It stays.",
        "redress": "A court.",
        "decided_by_id": shell.staff("Sue"),
        "at": LATER,
        "letter_id": 1,
    }
    table = "appeals_reporterappealoutcome"
    closed = insert(table, outcome | {"outcome": "closed"})
    refused("P7_reporter_appeal_ends_with_an_outcome", closed)
    refused("P7_reporter_appeal_outcome_has_reasons", insert(table, outcome | {"reasons": " "}))
