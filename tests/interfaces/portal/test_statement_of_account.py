"""Ann reads her statement of account, and takes it away; Rita sees the same."""

import csv
import io
import re
from datetime import timedelta

import msgspec
import pytest
import time_machine
from django.db import DatabaseError

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries as accounts_of
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.reports.models import AccountReading
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/portal/money/statement"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ann(client):
    """Ann has earned 1,000.00 on one contract and 50.00 on another; 300.00 are contested."""
    people.rulebook()
    people.team()
    people.tell(
        people.registered("ann"),
        people.earned("ann", 1, 100_000),
        people.earned("ann", 2, 5_000),
        people.contested("ann", 1, 30_000),
    )
    people.work_goes_on()
    enter(client, links.to_portal("ann"))
    return client


def enter(client, link):
    return client.get(link.split("8000", 1)[1], follow=True)


def text(page):
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain)


def rows(page):
    return list(csv.DictReader(io.StringIO(page.content.decode())))


def test_her_statement_says_what_was_there_and_every_movement(ann):
    read = text(ann.get(PATH, {"from": "2026-01-01"}))
    assert "At the start 0.00 EUR payable, 0.00 EUR held" in read
    assert "At the end 1,050.00 EUR payable, 0.00 EUR held" in read
    assert read.count("Earned") == 2
    assert "Statement of account" in text(ann.get("/portal/money/"))


def test_she_takes_it_away_as_a_table(ann):
    page = ann.get(f"{PATH}.csv", {"from": "2026-01-01"})
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    opening, *lines, closing = rows(page)
    assert (opening["what"], opening["payable_after"]) == ("Opening balance", "0.00")
    assert [line["payable"] for line in lines] == ["1000.00", "50.00"]
    assert lines[0]["contract"] == "ann-c1"
    assert (closing["what"], closing["payable_after"]) == ("Closing balance", "1050.00")


def test_a_period_without_money_says_so(ann):
    assert "There was no money in this time." in text(ann.get(PATH, {"until": "2020-01-01"}))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"from": "May"}, "from: got “May”, expected a day like 2026-05-31"),
        ({"until": "2026-02-30"}, "until: got “2026-02-30”, expected a day like 2026-05-31"),
        ({"from": "2026-05-02", "until": "2026-05-01"}, "expected a day not after 2026-05-01"),
        ({"until": "9999-12-31"}, "until: got 9999-12-31, expected a day from 1970-01-01"),
    ],
)
def test_what_is_no_period_is_refused_by_name(ann, said, answer):
    for path in (PATH, f"{PATH}.csv"):
        page = ann.get(path, said)
        assert page.status_code == 422
        assert answer in text(page)


def test_rita_sees_the_same_statement(ann):
    hers = ann.get(f"{PATH}.csv").content
    enter(ann, links.to_console("Rita"))
    assert "Statement of account" in text(ann.get("/console/members/ann/"))
    assert "1,050.00 EUR payable" in text(ann.get("/console/members/ann/statement/"))
    assert ann.get("/console/members/ann/statement.csv").content == hers
    assert ann.get("/console/members/nobody/statement/").status_code == 404
    noted = AccountReading.objects.order_by("pk").values_list("account__name", "as_file")
    assert list(noted) == [("ann", False), ("ann", True)]
    with pytest.raises(DatabaseError, match="P8: the record is append-only"):
        AccountReading.objects.update(as_file=False)
    assert ann.get("/console/members/ann/statement.csv", {"from": "x"}).status_code == 422


def test_text_that_a_spreadsheet_would_run_is_kept_as_text(ann):
    people.tell(msgspec.structs.replace(people.earned("ann", 3, 100), contract="=1+1"))
    people.work_goes_on()
    assert "'=1+1" in {line["contract"] for line in rows(ann.get(f"{PATH}.csv"))}


def test_max_reads_it_too_with_a_key_for_money_and_no_other(ann):
    def ask(scope, **said):
        _, key = accounts.issue_key(label=scope, scopes=[scope], at=people.ADOPTED)
        shown = {"Authorization": f"Bearer {key}"}
        return ann.get("/v1/accounts/ann/statement", said, headers=shown)

    told = ask("money:read", **{"from": "2026-01-01"}).json()
    assert (told["account"], told["first"], told["last"]) == ("ann", "2026-01-01", "2026-06-01")
    (sheet,) = told["sheets"]
    assert sheet["opening"] == {"payable": 0, "held": 0}
    assert sheet["closing"] == {"payable": 105_000, "held": 0}
    assert [one["change"]["payable"] for one in sheet["lines"]] == [100_000, 5_000]
    assert sheet["lines"][0]["reference"] == "max/ann-earned-1"
    assert ask("standing:read").status_code == 403
    wrong = ask("money:read", **{"from": "2026-05-02", "until": "2026-05-01"})
    assert wrong.status_code == 422
    assert "expected a day not after 2026-05-01" in wrong.json()["detail"]
    assert ask("money:read", until="May").status_code == 422


def test_what_is_held_is_told_by_ground_and_end_with_its_case(ann, client):
    """And in the table, the case and the reason stand beside each movement."""
    people.tell(*(people.ended("ann", n, "not_delivered") for n in range(11)))
    (case,) = people.work_goes_on()
    wish = Wish(
        measure=MeasureKind.COACHING_NOTE,
        reasons="A client contests it.",
        hold={Pot("ann-c1", "EUR"): Money(30_000, "EUR")},
    )
    rita = accounts_of.staff("Rita")
    cases.decide(case=case, wish=wish, by=rita, at=NOW)
    read = text(client.get(PATH))
    assert "300.00 EUR of ann-c1: Contested by a client, " in read
    assert f"{case.reference} ; until 1 July 2026 at the latest" in read
    held = rows(client.get(f"{PATH}.csv"))[-2]
    assert (held["what"], held["held"], held["case"]) == ("Held", "300.00", case.reference)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        enter(client, links.to_portal("ann"))
        read = text(client.get(PATH))
        assert "At the end 1,050.00 EUR payable, 0.00 EUR held" in read
        assert "The hold has lapsed." in read
