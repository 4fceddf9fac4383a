"""What stands around a case: the member, the money, the mail."""

from datetime import timedelta
from uuid import uuid4

import pytest

from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW


def test_all_there_is_of_a_member_is_on_one_page(sign_in, appeal):
    page = words(sign_in("Rita").get("/console/members/ann/"))
    assert "In force 1 measure Strikes 1 Contested 150.00 EUR Payable 2,850.00 EUR" in page
    assert f"{appeal.decision.case.reference} Poor performance under appeal" in page
    assert "in force No applying for jobs, the whole account" in page
    assert "Contracts that ended badly 11 of 20" in page
    assert "31 May 2026 to 30 Jun 2026 150.00 EUR, contract ann-c0" in page
    assert "Your side first: poor performance 24 May 2026" in page
    assert "1 Jun 2026 : waiting" in page


def test_a_member_is_found_by_id_and_an_unknown_one_is_named(sign_in, staff):
    people.member("ann")
    client = sign_in("Rita")
    assert client.get("/console/members/", {"name": " ann "})["Location"] == "/console/members/ann/"
    unknown = client.get("/console/members/", {"name": "zoe"})
    assert unknown.status_code == 404
    assert "account: got 'zoe', expected one that was reported" in words(unknown)
    assert client.get("/console/members/zoe/").status_code == 404


@pytest.mark.parametrize("name", ["a/b", "a b?c=d&e", "100%", "ünï", "members/notices"])
def test_ids_are_whatever_the_marketplace_says(sign_in, staff, name):
    people.member(name)
    client = sign_in("Rita")
    found = client.get("/console/members/", {"name": name})
    assert client.get(found["Location"]).status_code == 200


def test_a_notice_says_whether_it_arrived_and_was_read(sign_in, decided):
    notice = decided.notice
    client = sign_in("Rita")
    page = words(client.get(f"/console/members/ann/notices/{notice.id}/"))
    assert "mail: 31 May 2026, 10:00 delivered, accepted for ann@example.org" in page
    assert "not read in the portal so far" in page
    deliveries.opened(notice=notice.id, at=NOW)
    page = words(client.get(f"/console/members/ann/notices/{notice.id}/"))
    assert "read in the portal 1 Jun 2026, 10:00" in page
    assert client.get(f"/console/members/ann/notices/{uuid4()}/").status_code == 404
    people.member("abe")
    assert client.get(f"/console/members/abe/notices/{notice.id}/").status_code == 404


def test_what_is_held_and_until_when_is_on_one_page_and_the_ledger_adds_up(sign_in, decided):
    page = words(sign_in("Rita").get("/console/funds/"))
    assert "It adds up" in page
    assert "Held: 150.00 EUR" in page
    assert "in 6 days 7 Jun 2026, 10:00 look due Ann ann-c0 150.00 EUR dispute" in page


def test_a_hold_whose_contest_is_over_says_that_its_release_is_due(sign_in, decided):
    from goodstanding.events import vocabulary as v
    from goodstanding.funds import operations as funds

    closed = v.DisputeClosed(
        source="max",
        id="closed",
        at=people.stamp(NOW),
        account="ann",
        contract="ann-c0",
        client="client-0",
    )
    people.tell(closed)
    funds.post_events(at=NOW)
    page = words(sign_in("Rita").get("/console/funds/"))
    assert "contest over: release due" in page
    assert "1 problem" in page


def test_without_holds_the_page_says_so(sign_in, staff):
    assert "No money is held." in words(sign_in("Rita").get("/console/funds/"))


@pytest.fixture
def caught(settings, case):
    """A mail with marks of its own, caught on a developer's machine."""
    settings.EMAIL_BACKEND = "goodstanding.notices.channels.mailbox.MailboxBackend"
    deliveries.serve(
        account=case.account,
        kind="coaching_note",
        subject="A <b>note</b>",
        text="Dear Ann,\n\n<script>alert(1)</script>\n\n**Nothing changes.**",
        reference="GS-TEST",
        cause="a test",
        signed_by="Rita",
        reply_to="case+1@cases.example.org",
        at=NOW - timedelta(hours=1),
    )
    deliveries.deliver_due(at=NOW)
    return notices.mailbox()[0]


def test_mail_is_caught_and_read_cleaned(sign_in, caught):
    client = sign_in("Rita")
    listed = client.get("/console/mail/")
    assert "ann@example.org [GS-TEST] A <b>note</b>" in words(listed)
    page = client.get(f"/console/mail/{caught.id}/").content.decode()
    assert "<strong>Nothing changes.</strong>" in page
    assert "<script>alert" not in page
    assert "<title>A" not in page.split("</head>")[1]


def test_where_mail_is_sent_there_is_no_mailbox(sign_in, caught, settings):
    settings.DEVELOPMENT = False
    client = sign_in("Rita")
    assert client.get("/console/mail/").status_code == 404
    assert client.get(f"/console/mail/{caught.id}/").status_code == 404
    assert "Mail" not in words(client.get("/console/"))


def test_there_is_no_such_mail(sign_in, staff):
    assert sign_in("Rita").get("/console/mail/99/").status_code == 404
