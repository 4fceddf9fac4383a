"""S23: the regulator asks for statements, for the record, and for every clock that ran out."""

import json
from datetime import timedelta
from getpass import getuser

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.reports.models import Export
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
ASKED = "2026-07-31T00:00:00Z"


@pytest.fixture
def appealed():
    """Ann, heard and restricted, appealed; nobody answered, also not when she asked to talk."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=rita, at=NOW + 2 * DAY)
    notices.deliver_due(at=NOW + 2 * DAY)
    appeals.file(decision=decision, text="They cancelled.", by="ann", at=NOW + 3 * DAY)
    notices.deliver_due(at=NOW + 3 * DAY)
    return case


def taken():
    """What was noted as taken away, in order."""
    return list(Export.objects.order_by("pk").values_list("by", "what", "rows"))


def test_statements_are_valid_and_an_id_is_never_used_twice(goodstanding, appealed, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    assert goodstanding("export", "statements", "--out", str(first))[0] == 0
    assert goodstanding("export", "statements", "--out", str(second))[0] == 0
    (file,), (again,) = first.iterdir(), second.iterdir()
    assert goodstanding("statements", "check", "--export", str(file))[0] == 0
    assert file.read_text() == again.read_text()
    code, said = goodstanding("statements", "check", "--together", str(file), str(again))
    assert code == 1
    assert "R1 unique for ever" in said
    assert taken() == [(getuser(), "statements of reasons", 1)] * 2


def test_the_record_shows_the_appeal_nobody_answered_and_nothing_else(
    goodstanding, appealed, tmp_path
):
    code, exported = goodstanding("export", "log", "--at", ASKED)
    assert code == 0
    assert taken() == [(getuser(), "the log", len(exported.splitlines()))]
    assert goodstanding("export", "file", "ann", "--to", str(tmp_path / "ann.zip"))[0] == 0
    file = Export.objects.select_related("account").latest("pk")
    assert (file.what, file.address) == ("file.zip", "goodstanding export file ann")
    assert (file.by, file.account.name) == (getuser(), "ann")
    path = tmp_path / "log.jsonl"
    path.write_text(exported)
    code, said = goodstanding("audit", str(path), "--at", ASKED, "--json")
    assert code == 1
    found = [json.loads(line) for line in said.splitlines()]
    assert {one["case"] for one in found} == {appealed.reference}
    assert "G16" in {one["duty"] for one in found}
    assert all("appeal" in one["what_was_due"] for one in found), found
    assert all(one["source"] and one["what_happened"] for one in found)


def test_a_case_nobody_looked_at_is_told_with_its_day(goodstanding):
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    code, said = goodstanding("audit", "--at", ASKED)
    assert code == 1
    assert f"{case.reference}: first look was due 2026-06-04 10:00 UTC" in said


@pytest.mark.parametrize("worker_ran", [False, True])
def test_our_own_record_names_an_overdue_appeal_once(goodstanding, appealed, worker_ran):
    if worker_ran:
        cases.watch_clocks(at=NOW + 18 * DAY)
        appeals.overdue(at=NOW + 18 * DAY)
    code, said = goodstanding("audit", "--at", ASKED)
    assert code == 1
    late = [line for line in said.splitlines() if f"{appealed.reference}: answer to" in line]
    assert len(late) == 1
    assert "answer to the appeal was due 2026-06-18 10:00 UTC" in late[0]
