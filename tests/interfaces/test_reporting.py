"""Somebody reports Ann by each door, follows it, and appeals; she never learns who it was."""

import html
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.accounts.queries import account as known
from goodstanding.appeals import operations as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import reported
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Report
from goodstanding.interfaces import links
from goodstanding.interfaces.mail.reading import place
from goodstanding.law.appeal import Outcome
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FILLED = {
    "about": "ann",
    "policy": "poor-performance",
    "place": "contract ann-c1",
    "text": "She was paid, and nothing came.",
    "good_faith": "yes",
}
OLGA = {"name": "Olga Out", "email": "olga@example.net"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(clock):
    people.rulebook()
    people.member("ann")
    people.member("ben", role="client")
    return people.team()


@pytest.fixture
def ben(client, team):
    """Ben has come in."""
    client.get(links.to_portal("ben").split("8000", 1)[1])
    return client


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def closed(at=NOW + DAY):
    case = Report.objects.first().case
    wish = Wish(MeasureKind.NO_ACTION, "Nothing is found.")
    return cases.decide(case=case, wish=wish, by=case.assignment.staff, at=at)


def test_ben_reports_from_his_page_follows_it_and_appeals(ben, clock):
    sent = ben.post("/portal/reports/", FILLED, follow=True)
    assert "We have it. A person looks" in text(sent)
    assert "We have your report" in text(sent)
    closed()
    clock.move_to(NOW + 2 * DAY)
    ben = come_in("ben")
    page = ben.get(sent.redirect_chain[-1][0])
    assert "Your report led to no action. You can appeal until 2 December 2026" in text(page)
    path = f"/portal/reports/{Report.objects.get().id}/appeal"
    assert ben.post(path, {"text": " "}).status_code == 422
    appealed = ben.post(path, {"text": "Look again."}, follow=True)
    assert "Another person looks again." in text(appealed)
    assert "due by 17 June 2026" in text(appealed)
    assert reporters.waiting().get().door == "portal"
    assert "under appeal" in text(ben.get("/portal/reports/"))


def test_what_is_missing_is_named_and_what_was_written_is_kept(ben):
    answer = ben.post("/portal/reports/", FILLED | {"good_faith": "", "about": "ann"})
    assert answer.status_code == 422
    assert "The tick: we expected that you believe" in text(answer)
    assert "She was paid, and nothing came." in text(answer)
    wrong = {
        "about": ("nobody", "Whose conduct: we got 'nobody', and expected the id"),
        "policy": ("none", "What it is about: we got 'none', and expected one in force"),
        "place": ("x" * 501, "Where exactly: we got 501 letters, and expected 500."),
    }
    for field, (value, said) in wrong.items():
        answer = ben.post("/portal/reports/", FILLED | {field: value})
        assert said in html.unescape(text(answer))
        assert f'href="#{field}"' in answer.content.decode()
    assert not Report.objects.exists()


def test_nobody_sees_anothers_report(ben):
    ben.post("/portal/reports/", FILLED)
    path = f"/portal/reports/{Report.objects.get().id}/"
    ann = Client()
    assert ann.get(path).status_code == 403
    ann.get(links.to_portal("ann").split("8000", 1)[1])
    assert ann.get(path).status_code == 404
    assert ann.post(f"{path}appeal", {"text": "x"}).status_code == 404


def test_olga_without_an_account_follows_hers_by_its_link_and_appeals(client, team, clock):
    sent = client.post("/report/", FILLED | OLGA, follow=True)
    assert "We have it." in text(sent)
    address = sent.redirect_chain[-1][0]
    assert sent["Referrer-Policy"] == "no-referrer"
    assert address in reported.page(Report.objects.get())
    closed()
    clock.move_to(NOW + 2 * DAY)
    appealed = Client().post(f"{address}appeal", {"text": "Look again."}, follow=True)
    assert "Another person looks again." in text(appealed)
    assert client.get("/report/0123456789abcdef0123456789abcdef/").status_code == 404


def test_a_mail_to_somebody_who_may_not_have_written_repeats_nothing_of_the_report(client, team):
    client.post("/report/", FILLED | OLGA)
    assert "nothing came" not in Report.objects.get().receipt.text


def test_one_address_makes_so_many_reports_a_day(client, team):
    for n in range(20):
        assert (
            client.post("/report/", FILLED | OLGA | {"place": f"contract {n}"}).status_code == 302
        )
    answer = client.post("/report/", FILLED | OLGA | {"place": "one more"})
    assert "Your mail address: we got 20 reports under this address within a day" in text(answer)


def test_without_name_and_address_it_is_taken_too(client, team):
    answer = client.post("/report/", FILLED | {"name": "", "email": ""}, follow=True)
    assert "We have it." in text(answer)
    assert client.post("/report/", FILLED | {"email": "olga"}).status_code == 422


@pytest.fixture
def ask(client, team):
    scopes = ["reports:write", "reports:read"]
    _, key = accounts.issue_key(label="max", scopes=scopes, at=people.ADOPTED)

    def send(method, path="", body=None, key=key):
        headers = {"Authorization": f"Bearer {key}"}
        return client.generic(
            method, f"/v1/reports{path}", json.dumps(body), "application/json", headers=headers
        )

    return send


def test_max_passes_a_report_on_and_appeals_for_who_made_it(ask, clock):
    body = FILLED | {"good_faith": True, "reporter": "ben"}
    first, again = ask("POST", body=body).json(), ask("POST", body=body).json()
    assert first == again
    assert first["state"] == "received"
    assert "account" not in json.dumps(ask("GET", f"/{first['id']}").json())
    early = ask("POST", f"/{first['id']}/appeal", {"text": "Look."})
    assert early.status_code == 422
    assert early.json()["detail"].startswith("report: Your report is still being looked at")
    closed()
    clock.move_to(NOW + 2 * DAY)
    assert ask("GET", f"/{first['id']}").json()["appeal_until"].startswith("2026-12-02")
    appealed = ask("POST", f"/{first['id']}/appeal", {"text": "Look again."})
    assert appealed.json()["state"] == "under appeal"


def test_max_hears_what_is_wrong_by_the_field(ask):
    body = FILLED | {"good_faith": True}
    for field, value in (("reporter", "nobody"), ("about", "nobody"), ("text", " ")):
        answer = ask("POST", body=body | {field: value})
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith(f"{field}: got")
    both = ask("POST", body=body | {"reporter": "ben", "name": "Ben"})
    assert both.json()["detail"].startswith("name, email: got a value")
    assert ask("GET", "/00000000-0000-4000-8000-000000000000").status_code == 404
    _, other = accounts.issue_key(label="other", scopes=["reports:read"], at=people.ADOPTED)
    assert ask("POST", body=body, key=other).status_code == 403


def test_a_report_has_a_mail_address_of_its_own(client, team):
    client.post("/report/", FILLED | OLGA)
    report = Report.objects.get()
    found = place(f"<{reported.address(report)}>")
    assert (found.token, found.report) == (report.token, True)


def come_in(name):
    browser = Client()
    browser.get(links.to_portal(name).split("8000", 1)[1])
    return browser


def all_she_can_see(case):
    """Every page of hers and all she can take away."""
    ann = come_in("ann")
    pages = ["/portal/", "/portal/notices/", "/portal/money/", "/portal/file", "/portal/file.json"]
    pages += [f"/portal/cases/{case.reference}/", "/portal/reports/"]
    pages += [f"/portal/notices/{one.id}/" for one in case.account.notices.all()]
    seen = [ann.get(page) for page in pages]
    assert {page.status_code for page in seen} == {200}
    archive = zipfile.ZipFile(io.BytesIO(ann.get("/portal/file.zip").content))
    files = [archive.read(name).decode() for name in archive.namelist()]
    return "\n".join([*(page.content.decode() for page in seen), *files])


def test_she_never_learns_who_reported_her_whatever_becomes_of_it(client, clock, team):
    client.post("/report/", FILLED | OLGA)
    people.tell(*people.contracts("ann", bad=11))
    people.work_goes_on()
    decision = closed()
    case = decision.case
    told = Report.objects.get()
    appeal = appeals.file_for_reporter(
        report=told, text="I, Olga, saw it.", door="public", at=NOW + 2 * DAY
    )
    answer = {"reasons": "Olga's contract shows it.", "by": appeal.taken.reviewer}
    at = NOW + 3 * DAY
    appeals.answer_reporter(appeal=appeal, outcome=Outcome.REVERSED, at=at, **answer)
    manager, at = case.assignment.staff, at + timedelta(hours=1)
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=at)
    clock.move_to(NOW + 4 * DAY)
    proposed = all_she_can_see(case)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    cases.decide(case=case, wish=wish, by=manager, at=NOW + 11 * DAY)
    deliveries.deliver_due(at=NOW + 11 * DAY)
    clock.move_to(NOW + 12 * DAY)
    seen = proposed + all_she_can_see(case)
    for secret in ("Olga", "olga@", told.reference, told.token, "nothing came", "saw it"):
        assert secret not in seen
    assert "Eleven clients got nothing." in seen


def test_who_is_restricted_can_report_too(ben, team):
    assert known("ben")
    assert ben.get("/portal/reports/?about=ann").status_code == 200
    assert 'value="ann"' in ben.get("/portal/reports/?about=ann").content.decode()
