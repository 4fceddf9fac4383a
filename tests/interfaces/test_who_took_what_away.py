"""Whoever takes something of the record away as a file leaves a row: who, when, what, how much."""

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from goodstanding.law.terms import StaffRole
from goodstanding.reports.models import Export
from goodstanding.reports.operations import note_export
from tests import people
from tests.house.test_routes import ROUTES, audiences
from tests.interfaces.console.reading import words
from tests.people import ADOPTED, NOW

pytestmark = pytest.mark.django_db
FILES = (".csv", ".json", ".zip")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case():
    people.rulebook()
    people.not_delivering("ann", at=NOW)
    (opened,) = people.work_goes_on(at=NOW)
    roles = list(StaffRole)
    accounts.employ(name="Pat", email="pat@example.org", roles=roles, at=ADOPTED)
    return opened


def come_in(link):
    client = Client()
    client.get(link.split("8000", 1)[1])
    return client


def files(*whose):
    """The addresses that give a file to those people."""
    marked = [(path, audiences(view)[0] or "") for path, view in ROUTES]
    return [path for path, who in marked if who.startswith(whose) and path.endswith(FILES)]


def test_every_file_of_the_console_and_the_portal_leaves_a_row(case):
    doors = {
        "staff": (come_in(links.to_console("Pat")), "Pat"),
        "member": (come_in(links.to_portal("ann")), "ann, the member"),
    }
    taken = 0
    for whose, (client, name) in doors.items():
        for path in files(whose):
            asked = path.replace("<str:reference>", case.reference).replace("<path:name>", "ann")
            answer = client.get(asked)
            assert answer.status_code == 200, path
            kept = Export.objects.latest("pk")
            assert (kept.by, kept.address, kept.at) == (name, asked, NOW), path
            assert f'filename="{kept.what}"' in answer["Content-Disposition"]
            of_one = whose == "member" or case.reference in asked or "ann" in asked
            assert bool(kept.account) == of_one, path
            if asked.endswith(".csv"):
                assert kept.rows == len(answer.content.decode().splitlines()) - 1, path
            taken += 1
    assert Export.objects.count() == taken >= 9


def test_what_was_refused_was_not_taken_away(case):
    wrong = {"from": "May"}
    pat, ann = come_in(links.to_console("Pat")), come_in(links.to_portal("ann"))
    assert pat.get("/console/members/ann/statement.csv", wrong).status_code == 422
    assert ann.get("/portal/money/statement.csv", wrong).status_code == 422
    assert pat.get("/console/cases/GS-0/record.csv").status_code == 404
    assert not Export.objects.exists()


def test_the_page_says_it_the_latest_first_a_page_at_a_time_and_nothing_of_whom_one_may_not_read(
    case,
):
    pat = come_in(links.to_console("Pat"))
    assert "Nothing was taken away." in words(pat.get("/console/exports/"))
    zoe = people.member("zoe")
    told = {"address": "/x", "rows": 7, "by": "Fin", "at": NOW}
    for number in range(51):
        note_export(what=f"list-{number}.csv", account=None, **told)
    note_export(what="secret.csv", account=zoe, **told)
    two = [
        accounts.employ(name=name, email=f"{name}@example.org", roles=[role], at=ADOPTED)
        for name, role in (("rita", StaffRole.CASE_MANAGER), ("sam", StaffRole.REVIEWER))
    ]
    page = pat.get("/console/exports/")
    assert "secret.csv" in words(page)
    assert "list-1.csv" not in words(page)
    (oldest,) = page.context["exports"][-1:]
    earlier = words(pat.get("/console/exports/", {"before": oldest.pk}))
    assert "list-1.csv 7 no one member" in earlier
    assert pat.get("/console/exports/?before=%C2%B2").status_code == 200
    accounts.protect(account=zoe, reason="Known here.", readers=two, by=two[0], at=NOW)
    assert "secret.csv" not in words(pat.get("/console/exports/"))
    assert "list-50.csv" in words(pat.get("/console/exports/"))


def test_who_took_what_away_is_never_rewritten():
    note_export(what="x.csv", address="/x", rows=1, account=None, by="Fin", at=NOW)
    insert = "INSERT INTO reports_export (what, address, rows, by, at) VALUES"
    for attack, refusal in (
        ("UPDATE reports_export SET rows = 0", "P8: the record is append-only"),
        ("DELETE FROM reports_export", "P8: the record is append-only"),
        (f"{insert} ('x.csv', '/x', 1, ' ', now())", "P8_taken_away_says_who_and_what"),
        (f"{insert} ('x.csv', '/x', -1, 'Fin', now())", "reports_export_rows_check"),
    ):
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            connection.cursor().execute(attack)
