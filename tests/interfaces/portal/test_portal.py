"""Ann sees where she stands, reads what she was told, answers, appeals; also while restricted."""

import re
from datetime import timedelta

import pytest
import time_machine

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def case():
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    return case


def enter(client, name="ann"):
    path = links.to_portal(name).split("8000", 1)[1]
    return client.get(path, follow=True)


def text(page):
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain)


def test_nobody_comes_in_without_a_link(client, case):
    for path in (
        "/portal/",
        "/portal/notices/",
        "/portal/money/",
        f"/portal/cases/{case.reference}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 403
        assert case.reference not in text(answer)


def test_a_link_works_for_a_day(client, case):
    with time_machine.travel(NOW, tick=False):
        path = links.to_portal("ann").split("8000", 1)[1]
    with time_machine.travel(NOW + DAY + timedelta(minutes=1), tick=False):
        refused = client.get(path)
        assert refused.status_code == 403
        assert "Ask for a new one" in text(refused)


def test_a_link_to_the_console_does_not_open_the_portal(client, case):
    token = links.to_console("ann").rsplit("/", 1)[1]
    assert client.get(f"/portal/enter/{token}").status_code == 403


def test_her_own_figures_stand_beside_the_published_ones(client, case):
    with time_machine.travel(NOW, tick=False):
        page = text(enter(client))
    assert "Nothing is restricted. A person is looking at your record" in page
    assert "11 of 20" in page
    assert "Tolerated" in page
    assert "3,000.00 EUR" in page


def test_one_bad_of_fifty_is_shown_with_how_far_away_it_is(client):
    people.rulebook()
    people.member("ann")
    people.tell(
        *(people.ended("ann", n, "not_delivered" if n == 9 else "accepted") for n in range(50))
    )
    with time_machine.travel(NOW, tick=False):
        page = text(enter(client))
    assert "You are in good standing" in page
    assert "1 of 50" in page
    assert "How far away" in page


def test_she_sees_every_record_relied_on(client, case):
    with time_machine.travel(NOW, tick=False):
        enter(client)
        page = text(client.get(f"/portal/cases/{case.reference}/"))
    finding = case.taken.get().finding
    assert finding.sentence in page
    assert page.count("contract: ann-c") >= 11
    assert case.token in page


def test_she_answers_and_is_told_at_once_that_it_came(client, case):
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    with time_machine.travel(NOW + DAY, tick=False):
        page = text(enter(client))
        assert "Something waits for you" in page
        sent = client.post(
            f"/portal/cases/{case.reference}/answer", {"text": "I was ill in March."}, follow=True
        )
    assert "I was ill in March." in text(sent)
    receipt = notices.of(case.account).get(kind="answer_received")
    assert receipt.created_at == NOW + DAY


def test_an_empty_answer_is_refused_with_the_reason_and_nothing_is_lost(client, case):
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    with time_machine.travel(NOW + DAY, tick=False):
        enter(client)
        refused = client.post(f"/portal/cases/{case.reference}/answer", {"text": "  "})
    assert refused.status_code == 422
    assert "in your own words" in text(refused)


@pytest.fixture
def decision(case):
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    wish = Wish(
        MeasureKind.RESTRICTION,
        "Eleven clients got nothing.",
        hold={Pot("ann-c0", "EUR"): Money(15_000, "EUR")},
    )
    made = cases.decide(case=case, wish=wish, by=by, at=NOW + 8 * DAY)
    deliveries.deliver_due(at=NOW + 8 * DAY)
    return made


def test_while_restricted_she_reads_the_same_words_as_in_the_mail_and_appeals(
    client, case, decision
):
    with time_machine.travel(NOW + 9 * DAY, tick=False):
        page = text(enter(client))
        assert "restriction is in force" in page
        assert "applying for jobs" in page
        notice = decision.notice
        shown = text(client.get(f"/portal/notices/{notice.id}/"))
        for line in ("150.00 EUR of contract ann-c0", "Eleven clients got nothing", case.reference):
            assert line in notice.text
            assert line in shown
        sent = client.post(
            f"/portal/cases/{case.reference}/appeal", {"text": "They cancelled."}, follow=True
        )
        assert "Another person answers by" in text(sent)
        twice = client.post(f"/portal/cases/{case.reference}/appeal", {"text": "Again."})
        assert twice.status_code == 422


def test_she_sees_what_is_held_why_and_until_when(client, case, decision):
    with time_machine.travel(NOW + 9 * DAY, tick=False):
        enter(client)
        page = text(client.get("/portal/money/"))
    assert "150.00 EUR" in page
    assert "2,850.00 EUR" in page
    assert case.reference in page
    assert f"{decision.hold.ends_at.day} {decision.hold.ends_at:%B %Y}" in page


def test_nobody_sees_another_members_case_or_notice(client, case, decision):
    people.member("abe")
    with time_machine.travel(NOW + 9 * DAY, tick=False):
        enter(client, "abe")
        for path in (
            f"/portal/cases/{case.reference}/",
            f"/portal/notices/{decision.notice_id}/",
        ):
            assert client.get(path).status_code == 404
        answer = client.post(f"/portal/cases/{case.reference}/appeal", {"text": "Mine."})
        assert answer.status_code == 404


def test_what_a_member_writes_is_never_markup(client, case):
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    with time_machine.travel(NOW + DAY, tick=False):
        enter(client)
        client.post(f"/portal/cases/{case.reference}/answer", {"text": "<script>alert(1)</script>"})
        page = client.get(f"/portal/cases/{case.reference}/").content
        receipt = notices.of(case.account).get(kind="answer_received")
        told = client.get(f"/portal/notices/{receipt.id}/").content
    assert b"<script>alert" not in page + told
