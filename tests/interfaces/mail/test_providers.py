"""A provider that takes our mail brings it by a webhook; nobody else can bring mail that way."""

import hashlib
import hmac
import json
from base64 import b64encode
from datetime import timedelta

import pytest
import time_machine

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import words
from goodstanding.law.procedure import State
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
FRONT = "mx.example.com"
KEY = "key-of-mailgun"


@pytest.fixture
def case():
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    return case


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def postmark(client, settings):
    settings.MAIL_INBOUND, settings.MAIL_INBOUND_SECRET = "postmark", "us:pass"

    def bring(told, secret="us:pass"):
        proof = "Basic " + b64encode(secret.encode()).decode()
        return client.post(
            "/mail/inbound/postmark/",
            json.dumps(told),
            content_type="application/json",
            headers={"Authorization": proof},
        )

    return bring


@pytest.fixture
def mailgun(client, settings):
    settings.MAIL_INBOUND, settings.MAIL_INBOUND_SECRET = "mailgun", KEY

    def bring(key=KEY, **told):
        stamp, token = str(int(LATER.timestamp())), "t" * 50
        signed = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
        proof = {"timestamp": stamp, "token": token, "signature": signed}
        return client.post("/mail/inbound/mailgun/", told | proof)

    return bring


def by_postmark(to, sender="ann@example.org", **changed):
    headers = [
        {"Name": "Return-Path", "Value": f"<{sender}>"},
        {"Name": "Message-ID", "Value": "<1@example.org>"},
    ]
    return {
        "FromFull": {"Email": "ann@example.org", "Name": "Ann"},
        "ToFull": [{"Email": to, "Name": ""}],
        "OriginalRecipient": to,
        "Subject": "Re: my case",
        "Headers": headers,
        "TextBody": "I was ill in March.\n\nOn 1 June 2026, Rita wrote:\n> Nothing is decided.\n",
    } | changed


def whole(to):
    return f"From: ann@example.org\r\nTo: {to}\r\nMessage-ID: <1@example.org>\r\n\r\nI was ill."


def test_anns_answer_comes_by_postmark_once_and_without_what_it_quotes(case, postmark):
    told = by_postmark(words.address(case))
    assert [postmark(told).status_code, postmark(told).status_code] == [200, 200]
    assert case.answers.get().text.strip() == "I was ill in March."
    assert queries.state(case, at=LATER) == State.READY


def test_anns_answer_comes_by_mailgun_as_it_was_written(case, mailgun):
    to = words.address(case)
    told = {"sender": "ann@example.org", "recipient": to, "body-mime": whole(to)}
    assert mailgun(**told).status_code == 200
    assert case.answers.get().text.strip() == "I was ill."


def test_who_cannot_prove_to_be_the_provider_brings_nothing(case, postmark, mailgun, settings):
    to = words.address(case)
    forged = {"sender": "ann@example.org", "recipient": to, "body-mime": whole(to)}
    assert mailgun(key="guessed", **forged).status_code == 403
    assert postmark(by_postmark(to)).status_code == 404  # not who takes our mail now
    settings.MAIL_INBOUND, settings.MAIL_INBOUND_SECRET = "postmark", "us:pass"
    assert postmark(by_postmark(to), secret="us:guessed").status_code == 403
    assert not case.answers.exists()
    assert not case.letters.exists()


def test_a_sender_the_provider_does_not_name_is_kept_apart_unless_found_genuine(
    case, postmark, settings
):
    to = words.address(case)
    number = {"Name": "Message-ID", "Value": "<2@example.org>"}
    postmark(by_postmark(to, Headers=[number]))
    assert not case.answers.exists()
    settings.MAIL_AUTHENTICATED_BY = FRONT
    genuine = {"Name": "Authentication-Results", "Value": f"{FRONT}; dmarc=pass"}
    number = {"Name": "Message-ID", "Value": "<3@example.org>"}
    postmark(by_postmark(to, Headers=[genuine, number]))
    assert case.answers.get().by == "ann"


def test_another_envelope_is_not_ann_and_nobodys_address_is_forgotten(case, postmark):
    assert postmark(by_postmark(words.address(case), sender="eve@example.org")).status_code == 200
    assert not case.answers.exists()
    assert postmark(by_postmark("somebody@example.org")).status_code == 200
    assert postmark({"RecordType": "Bounce"}).status_code == 400
    assert postmark([]).status_code == 400
