"""A decided case is found as an undecided one is, and says what was decided and where it stands."""

from datetime import timedelta

import pytest
from django.db import connection

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations, queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case
from goodstanding.cases.queries import ended
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)
HEADS = "Decided Member Policy and what was found State Manager"


@pytest.fixture
def three(staff):
    """Abe and Amy were warned, Abe a day before; Ann's case is open."""
    made = {}
    for days, name in ((3, "abe"), (2, "amy"), (0, "ann")):
        people.not_delivering(name, at=NOW - days * DAY)
        people.work_goes_on(at=NOW - days * DAY)
        made[name] = Case.objects.get(account__name=name)
    for days, name, reasons in ((2, "abe", "Parcels went missing."), (1, "amy", "Late again.")):
        wish = Wish(MeasureKind.WARNING, reasons)
        operations.decide(case=made[name], wish=wish, by=staff["Rita"], at=NOW - days * DAY)
    operations.place_moved(at=NOW)
    return made


def names(**search):
    found = ended.asked_for(queries.Search(**search), at=NOW)
    return [one.case.account.name for one in ended.a_page(found, 50, at=NOW)]


def test_decided_cases_are_found_by_what_one_knows_of_them_and_by_what_was_said(three, staff):
    assert names() == ["amy", "abe"]
    assert names(member="abe") == ["abe"]
    assert names(reference=three["amy"].reference) == ["amy"]
    assert names(reference=three["ann"].reference) == []
    assert names(words="parcels") == ["abe"]
    assert names(words="parcels -missing") == []
    assert names(skill="performance", policy="poor-performance", language="en", days=3) == ["abe"]
    assert names(state="open") == []
    assert names(stake=1) == []
    assert names(hidden=frozenset({three["amy"].account_id})) == ["abe"]
    operations.add(case=three["ann"], text="My accordion was stolen.", by="ann", at=NOW)
    operations.write(case=three["abe"], text="Is it your accordion?", by=staff["Rita"], at=NOW)
    placed = queries.placed(queries.Search(words="accordion"), at=NOW)
    assert [one.case for one in placed] == [three["ann"]]
    assert names(words="accordion") == ["abe"]
    found = ended.asked_for(queries.Search(), at=NOW)
    rest = ended.before(found, ended.ending(three["amy"].reference))
    assert [one.case for one in rest] == [three["abe"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off")
    assert "decision_latest" in rest.all()[:51].explain()


def test_the_queues_search_shows_them_with_their_state_and_their_own_page_has_all(
    sign_in, three, staff
):
    decision = three["abe"].decisions.get()
    appeals.file(decision=decision, text="Nothing was lost.", by="abe", at=NOW)
    sue = sign_in("Sue")
    assert "Decided cases like that" not in words(sue.get("/console/?show=all"))
    found = words(sue.get(f"/console/?show=all&reference={three['abe'].reference.lower()}"))
    assert "No case is waiting." in found
    row = f"Warning 30 May 2026, 10:00 Abe {three['abe'].reference} Poor performance"
    assert f"Decided cases like that {HEADS} {row}" in found
    assert "under appeal Rita" in found
    page = words(sue.get("/console/decided/"))
    assert page.index("Amy GS-") < page.index("Abe GS-")
    assert "Ann GS-" not in page
    later = words(sue.get("/console/decided/", {"after": three["amy"].reference}))
    assert "Amy GS-" not in later
    assert row in later
    assert "No decided case is like that." in words(sue.get("/console/decided/?words=zebra"))
    two = {"readers": [staff["Rita"], staff["Sam"]], "by": staff["Sam"], "at": NOW}
    accounts.protect(account=three["abe"].account, reason="Known here.", **two)
    assert "Abe GS-" not in words(sue.get("/console/decided/"))
