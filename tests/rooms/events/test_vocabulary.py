"""What a marketplace may tell, and how it is told what is wrong."""

import json
from pathlib import Path

import pytest

from goodstanding.events import vocabulary as v
from goodstanding.events.vocabulary.page import page
from goodstanding.events.vocabulary.parties import parties
from goodstanding.events.vocabulary.reading import InvalidEventError, convert, decode, decode_batch
from tests.rooms.events.telling import earned

GOOD = {
    "kind": "payment.earned",
    "source": "main",
    "id": "earned-1",
    "at": "2026-02-02T09:30:00Z",
    "account": "ann",
    "contract": "contract-1",
    "client": "ben",
    "amount": 90_000,
    "currency": "EUR",
}


def batch(*events):
    return decode_batch(json.dumps(events).encode())


def without(field):
    return {name: value for name, value in GOOD.items() if name != field}


def test_a_batch_is_a_list_or_an_object_with_a_list():
    assert batch(GOOD) == ([earned(1)], [])
    assert decode_batch(json.dumps({"events": [GOOD]}).encode()) == ([earned(1)], [])
    assert decode_batch(b" []") == ([], [])


@pytest.mark.parametrize(
    ("wrong", "field", "value", "reason"),
    [
        (GOOD | {"amount": -1}, "amount", "-1", "got '-1', expected a whole number of minor"),
        (GOOD | {"amount": "5"}, "amount", "5", "got '5', expected a whole number"),
        (GOOD | {"amount": 1.5}, "amount", "1.5", "got '1.5', expected a whole number"),
        (GOOD | {"currency": "eur"}, "currency", "eur", "expected three capital letters"),
        (GOOD | {"currency": "EUR\n"}, "currency", "EUR\n", "expected three capital letters"),
        (GOOD | {"client": ""}, "client", "", "got '', expected text of 1 to 200"),
        (GOOD | {"client": None}, "client", "null", "got 'null', expected text of 1 to 200"),
        (GOOD | {"milestone": [1]}, "milestone", "[1]", "expected text of at most 50,000"),
        (GOOD | {"kind": "payment"}, "kind", "payment", "expected one of account.registered, "),
        (GOOD | {"tip": 5}, "tip", "5", "expected only the fields contract, client, amount"),
        (GOOD | {"at": "2026-02-02"}, "at", "2026-02-02", "expected a time as RFC 3339 with an"),
        (GOOD | {"at": "0001-01-01T00:00:00+05:00"}, "at", "0001-01-01T00:00:00+05:00", "RFC"),
        (GOOD | {"account": "a\0b"}, "account", "a\0b", "expected text without null"),
        (without("client"), "client", "", "missing, expected text of 1 to 200 characters"),
        (without("kind"), "kind", "", "missing, expected one of"),
        ([GOOD], "", json.dumps([GOOD]), "expected a JSON object"),
        (5, "", "5", "got '5', expected a JSON object"),
    ],
)
def test_an_event_that_is_not_right_is_told_and_harms_no_other(wrong, field, value, reason):
    events, (rejected,) = batch(GOOD, wrong, GOOD | {"id": "earned-2"})
    assert [event.id for event in events] == ["earned-1", "earned-2"]
    assert (rejected.index, rejected.field, rejected.value) == (1, field, value)
    assert reason in rejected.reason


@pytest.mark.parametrize(
    "body", [b"", b"[{]", b"{}", b'{"events": 5}', b'{"events": [], "more": 1}', b"\xff", b"5"]
)
def test_a_body_that_is_no_batch_is_refused(body):
    with pytest.raises(InvalidEventError, match=r"events: got .* expected a JSON list of events"):
        decode_batch(body)


def test_bytes_that_are_not_utf8_are_shown():
    with pytest.raises(InvalidEventError, match=r"event: got .*xff.*, expected a JSON object"):
        decode(b'{"kind": "\xff"}')


def test_values_may_all_be_text_where_a_file_knows_no_other():
    told = {name: str(value) for name, value in GOOD.items() if name != "kind"}
    assert convert(v.PaymentEarned, told | {"milestone": None}) == earned(1)
    registered = {"source": "m", "id": "1", "at": GOOD["at"], "account": "a", "role": "client"}
    assert not convert(v.AccountRegistered, registered | {"natural_person": "false"}).natural_person


def test_a_mail_address_is_one_or_nothing():
    registered = {"source": "m", "id": "1", "at": GOOD["at"], "account": "a", "role": "client"}
    for email in ("", "ann@example.org"):
        assert convert(v.AccountRegistered, registered | {"email": email}).email == email
    for email in ("ann", "a b@example.org", "ann@example.org\n", "@", "x" * 251 + "@a.b"):
        with pytest.raises(InvalidEventError, match=r"email: got .* expected a mail address"):
            convert(v.AccountRegistered, registered | {"email": email})


def test_everyone_an_event_names_is_a_party():
    feedback = v.FeedbackGiven(
        source="main", id="1", at=GOOD["at"], account="ann", by="ben", contract="c", score=5
    )
    assert list(parties(feedback)) == [("ann", "contractor", False), ("ben", "client", False)]
    assert list(parties(earned(1))) == [("ann", "contractor", True), ("ben", "client", True)]


def test_the_page_of_the_vocabulary_is_the_vocabulary():
    shown = Path(__file__).parents[3] / "docs" / "reference" / "events.md"
    assert shown.read_text() == page() + "\n"
