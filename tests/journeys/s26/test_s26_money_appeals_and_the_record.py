"""S26, P5 to P9: money, appeals and the record withstand raw SQL."""

import pytest

from tests import people
from tests.journeys.s26.shell import forged_decision, insert, like, tables
from tests.journeys.s26.story import DAY
from tests.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + 30 * DAY

MAY_CHANGE = {
    "events_cursor": "how far a reader has come",
    "funds_progress": "how far the ledger has come",
    "funds_ledgeraccount": "a balance, by an entry only (P6)",
    "webhooks_endpoint": "who is told, by its end",
    "notices_mailboxmessage": "mail caught on a developer's machine",
    "cases_attachmentcontent": "the bytes of a file, by its erasure only (P8)",
    "cases_draft": "what someone is still writing, theirs alone",
    "cases_place": "where an undecided case stands in the queue",
    "cases_unplaced": "undecided cases whose place could not be worked out",
    "cases_moved": "cases whose place is to be found again",
}
"""Tables that are no record of what happened, and what changes in them."""


# P5 and P6; tests/rooms/funds/test_attacks.py tries much more


def test_no_more_is_held_than_is_contested(shell, refused):
    hold = like(shell.row("funds_hold"))
    pot = shell.row("funds_ledgeraccount", "contract = 'ann-c1' AND purpose = 'payable'")
    entry = dict(shell.row("funds_entry"), id=900_001, key="x", amount=100, source_id=pot["id"])
    held = dict(pot, id=900_002, purpose="held", balance=0)
    part = dict(shell.row("funds_holdpart"), id=900_003, hold_id=hold["id"], entry_id=900_001)
    refused(
        "P5: a hold of 1.00 EUR on contract ann-c1 is above the contested 0.00 EUR",
        insert("funds_hold", hold),
        insert("funds_ledgeraccount", held),
        insert("funds_entry", entry | {"target_id": 900_002}),
        insert("funds_holdpart", part | {"contract": "ann-c1", "amount": 100}),
    )
    refused("P5: a hold says how much of which contract", insert("funds_hold", hold))
    contest = shell.row("funds_contest")
    other = shell.row("events_event", f"id <> {contest['event']}")["id"]
    refused(
        "P5: event .* does not say that .* contests 9000000 of EUR",
        insert("funds_contest", like(contest, amount=9_000_000, event=other)),
    )
    refused("P8", "UPDATE funds_holdpart SET amount = amount + 1")


def test_money_is_neither_made_nor_lost(shell, refused):
    entry = dict(shell.row("funds_entry"), id=900_001, key="x")
    back = {"source_id": entry["target_id"], "target_id": entry["source_id"]}
    refused("P6: no overdraft", insert("funds_entry", entry | back | {"amount": 10**9}))
    refused("P6", insert("funds_entry", entry | {"amount": -1}))
    refused("P6", "UPDATE funds_ledgeraccount SET balance = balance + 1")
    refused("P6", "DELETE FROM funds_ledgeraccount")
    refused("P8", "DELETE FROM funds_entry")
    refused("P8", "UPDATE funds_entry SET amount = 1")
    refused("P8", "UPDATE funds_contest SET amount = amount + 1")


# P7


def forged_outcome(shell, by, **changed):
    appeal = shell.row("appeals_appeal")
    outcome = {
        "appeal_id": appeal["id"],
        "outcome": "confirmed",
        "reasons": "It stays.",
        "decided_by_id": shell.staff(by),
        "at": LATER,
        "notice_id": appeal["receipt_id"],
    }
    return insert("appeals_appealoutcome", outcome | changed)


def test_an_appeal_is_not_closed_without_an_outcome(shell, refused):
    refused("P7", forged_outcome(shell, "Sue", outcome="closed"))
    refused("P7", forged_outcome(shell, "Sue", reasons="  "))
    refused("P8", "UPDATE appeals_appeal SET text = 'I give up'")
    refused("P8", "UPDATE appeals_appeal SET reply_due_at = reply_due_at + interval '1 year'")
    refused("P8", "DELETE FROM appeals_appeal")


def test_nobody_decides_their_own_appeal(shell, refused, decision):
    (decider,) = shell.ask(
        "SELECT name FROM accounts_staff WHERE id = %(id)s", id=decision["decided_by_id"]
    )
    refused("P7", forged_outcome(shell, decider["name"]))


def test_only_a_qualified_reviewer_decides_an_appeal(shell, refused):
    early = people.ADOPTED - DAY
    refused(
        "P7: an appeal is decided by a qualified reviewer", forged_outcome(shell, "Sue", at=early)
    )


def test_an_appeal_is_not_upheld_without_reversing_the_decision(shell, refused):
    refused("P7: the appeal is upheld but", forged_outcome(shell, "Sue", outcome="reversed"))


def test_nobody_appeals_for_another(shell, refused, decision):
    abe = shell.row("accounts_account", "name = 'abe'")["id"]
    appeal = like(shell.row("appeals_appeal"), account_id=abe)
    refused("P7: the appeal is not by the person", insert("appeals_appeal", appeal))


# P8


def test_a_case_is_decided_once(refused, decision):
    refused("P8: case .* is decided", forged_decision(decision, measure="no_action"))


def test_nothing_that_happened_is_changed_or_taken_back_quietly(shell, refused):
    """Each table of the record refuses; a new table is in the record unless it is said why not."""
    filled = {row["place"] for row in shell.everything() if row["count"]}
    record = [one for one in tables() if one not in MAY_CHANGE]
    for table in record:
        if table in filled:
            refused("P8", f"UPDATE {table} SET id = id")
            refused("P8", f"DELETE FROM {table}")
    assert len(filled & set(record)) > 25
    assert unguarded(shell, record) == []


def unguarded(shell, record):
    """Tables of the record without the trigger that refuses change."""
    guarded = shell.ask(
        "SELECT tgrelid::regclass::text AS place FROM pg_trigger "
        "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'refuse_change' AND tgenabled <> 'D'"
    )
    return sorted(set(record) - {row["place"] for row in guarded})


def test_an_event_leaves_only_into_a_sealed_file_that_holds_it(shell, refused):
    refused("P8: .* is in no sealed file and stays", "DELETE FROM events_event")
    first, latest = (
        shell.ask(f"SELECT {which}(id) AS id FROM events_event")[0]["id"]
        for which in ("min", "max")
    )
    seal = like(shell.row("events_seal"), path="forged", first_id=first, latest_id=latest, rows=1)
    refused("P8: a seal of 1 events", insert("events_seal", seal))
    refused(
        "P8: a seal from .* is out of order", insert("events_seal", seal | {"first_id": latest})
    )
    refused("P8", "UPDATE events_seal SET sha256 = repeat('0', 64)")


def test_what_max_was_told_is_not_unsaid(shell, refused):
    refused("P8", "UPDATE webhooks_message SET body = '{}'")
    refused("P8", "DELETE FROM webhooks_dispatch")
    refused("P8", "UPDATE webhooks_attempt SET status = 204")
    again = shell.row("webhooks_message")
    refused("unique", insert("webhooks_message", again | {"body": {}}))


# P9


def test_a_reversal_leaves_nothing_of_its_decision_behind(shell, refused, decision):
    reversal = {
        "decision_id": decision["id"],
        "cause": "x",
        "reasons": "x",
        "by_id": shell.staff("Sue"),
        "at": LATER,
    }
    undone = (insert("cases_reversal", reversal),)
    lift = {"measure_id": shell.row("cases_measure")["id"], "cause": "x", "by": "x", "at": LATER}
    removal = {"strike_id": shell.row("cases_strike")["id"], "at": LATER}
    refused("P9: a reversal sets aside the findings", *undone)
    aside = {
        "finding_id": shell.row("cases_decisionfinding")["finding_id"],
        "cause": "x",
        "at": LATER,
    }
    undone = (*undone, insert("findings_setaside", aside))
    refused("P9: a reversal leaves nothing", *undone)
    refused("P9: a reversal leaves nothing", *undone, insert("cases_measurelift", lift))
    refused(
        "P9: a reversal leaves nothing",
        insert("cases_measurelift", lift),
        insert("cases_reversal", reversal | {"id": 900_001}),
        insert("findings_setaside", aside),
        insert("cases_strikeremoval", removal | {"reversal_id": 900_001}),
    )
