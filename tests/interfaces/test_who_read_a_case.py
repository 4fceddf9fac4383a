"""Whoever is shown anything of Ann's record leaves a row: when, who, what page."""

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import CaseReading
from goodstanding.interfaces import links
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money, StaffRole
from tests import people
from tests.house.test_routes import ROUTES, audiences, filled
from tests.interfaces.console.reading import words
from tests.people import ADOPTED, NOW, timedelta

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    """Ann was heard, restricted, and appealed."""
    people.not_delivering("ann", at=NOW - 8 * DAY)
    people.tell(people.contested("ann", 0, 15_000), at=NOW - 8 * DAY)
    (opened,) = people.work_goes_on(at=NOW - 8 * DAY)
    measure, told = MeasureKind.RESTRICTION, NOW - 8 * DAY
    cases.serve_preliminary_notice(case=opened, measure=measure, by=staff["Rita"], at=told)
    cases.answer(case=opened, text="I was ill.", by="ann", at=told + DAY)
    held = {Pot("ann-c0", "EUR"): Money(15_000, "EUR")}
    wish = Wish(measure, "Eleven of twenty clients got nothing.", hold=held)
    decision = cases.decide(case=opened, wish=wish, by=staff["Sam"], at=NOW - DAY)
    appeals.file(decision=decision, text="They cancelled first.", by="ann", at=NOW - DAY)
    return opened


def come_in(link):
    client = Client()
    client.get(link.split("8000", 1)[1])
    return client


def with_anns(path, case):
    """The address of a page about Ann, of those the console has."""
    decision = case.decisions.get()
    for place, of_hers in {
        "cases/<str:reference>": f"cases/{case.reference}",
        "members/<path:name>": "members/ann",
        "notices/<uuid:id_>": f"notices/{decision.notice_id}",
        "appeals/<uuid:id_>": f"appeals/{decision.appeal.pk}",
        "holds/<uuid:id_>": f"holds/{decision.hold_id}",
    }.items():
        path = path.replace(place, of_hers)
    return path


def test_every_page_of_the_console_that_shows_something_of_hers_leaves_a_row(case, staff):
    roles = list(StaffRole)
    accounts.employ(name="Pat", email="pat@example.org", roles=roles, at=ADOPTED)
    console = [path for path, view in ROUTES if (audiences(view)[0] or "").startswith("staff")]
    hers = {path: with_anns(path, case) for path in console}
    shown = 0
    with time_machine.travel(NOW, tick=False):
        pat = come_in(links.to_console("Pat"))
        for path, address in hers.items():
            if path == address:
                continue
            asked = filled(address)
            before = CaseReading.objects.count()
            is_shown = pat.get(asked).status_code in {200, 422}
            kept = CaseReading.objects.filter(by="Pat", address=asked).count()
            assert kept == is_shown, path
            assert CaseReading.objects.count() == before + is_shown, path
            shown += is_shown
    assert shown >= 9


def test_what_was_wrong_is_shown_with_the_case_and_that_is_a_reading_too(case):
    with time_machine.travel(NOW, tick=False):
        rita = come_in(links.to_console("Rita"))
        rita.post(f"/console/cases/{case.reference}/messages", {"text": ""})
        rita.post(f"/console/cases/{case.reference}/messages", {"text": "Hello."})
    assert queries.readings(case).count() == 1


def test_the_page_of_the_case_says_who_read_it_and_the_table_has_all(case):
    with time_machine.travel(NOW, tick=False):
        come_in(links.to_console("Sue")).get("/console/members/ann/")
        rita = come_in(links.to_console("Rita"))
        rita.get(f"/console/cases/{case.reference}/")
        page = words(rita.get(f"/console/cases/{case.reference}/"))
        assert "1 Jun 2026, 10:00 Sue /console/members/ann/" in page
        table = rita.get(f"/console/cases/{case.reference}/readings.csv").content.decode()
        come_in(links.to_portal("ann")).get(f"/portal/cases/{case.reference}/")
    first, *rows = table.splitlines()
    assert first == "at,who,page,of"
    assert rows[-1] == "2026-06-01T10:00:00+00:00,Sue,/console/members/ann/,the member"
    assert len(rows) == 3
    assert not queries.readings(case).filter(by="ann").exists()


def test_a_key_and_who_speaks_for_her_are_told_by_name(case):
    _, clear = accounts.issue_key(label="Max", scopes=["money:read"], at=ADOPTED)
    una = cases.name_representative(case=case, name="Una", email="una@u.example", by="ann", at=NOW)
    from goodstanding.cases.hearings import reading

    with time_machine.travel(NOW, tick=False):
        max_ = Client(headers={"Authorization": f"Bearer {clear}"})
        assert max_.get("/v1/accounts/ann/statement").status_code == 200
        speaker = come_in(reading.link(una))
        speaker.get("/portal/represented/")
    who = list(queries.readings(case).values_list("by", flat=True))
    assert who[0] == "Una, for the member"
    assert who[1].startswith("the key Max")


def test_who_read_it_is_never_rewritten(case, staff):
    cases.note_reading(account=case.account, case=case, address="/x", by=staff["Sue"], at=NOW)
    ben = people.member("ben", "client")
    insert = "INSERT INTO cases_casereading (account_id, case_id, by, address, at) VALUES"
    for attack, refusal in (
        ("UPDATE cases_casereading SET by = 'nobody'", "append-only"),
        ("DELETE FROM cases_casereading", "append-only"),
        (f"{insert} ({ben.pk}, '{case.pk}', 'x', '/x', now())", "of the account it is about"),
        (f"{insert} ({ben.pk}, NULL, ' ', '/x', now())", "reading_says_who_and_what"),
    ):
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            connection.cursor().execute(attack)
