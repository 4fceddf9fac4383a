"""Anyone counts what was done, and how long people waited; small counts are not told."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from goodstanding.reports.transparency import cells, figures, pace
from tests import people
from tests.people import NOW

DAY = timedelta(days=1)
END = NOW + 90 * DAY
SIX = [f"m{number}" for number in range(6)]


@pytest.fixture
def _six():
    """Six members are heard and restricted; all appeal, five are right, one waits in vain."""
    people.rulebook()
    people.team()
    for number, name in enumerate(SIX):
        people.not_delivering(name)
        (case,) = people.work_goes_on(accounts=[name])
        rita, kind = case.assignment.staff, MeasureKind.RESTRICTION
        cases.serve_preliminary_notice(case=case, measure=kind, by=rita, at=NOW + DAY)
        cases.answer(case=case, text="I was ill.", by=name, at=NOW + 2 * DAY)
        cases.decide(case=case, wish=Wish(kind, "Eleven."), by=rita, at=NOW + 3 * DAY)
        filed = appeals.file(decision=case.decisions.get(), text="No.", by=name, at=NOW + 4 * DAY)
        if number:
            by, at = filed.assignment.reviewer, NOW + 6 * DAY
            appeals.uphold(appeal=filed, reasons="They left.", by=by, at=at)
    appeals.overdue(at=NOW + 20 * DAY)


def told(sheets, slug):
    (one,) = (one for one in sheets if one.slug == slug)
    return {line.name: line.cell.count for line in one.lines}, one.total.count


@pytest.mark.django_db
@pytest.mark.usefixtures("_six")
def test_what_was_done_is_counted_from_the_record():
    sheets = figures(since=NOW - DAY, until=END)
    assert told(sheets, "decisions") == ({"poor-performance: restriction": 6}, 6)
    assert told(sheets, "deciders") == (
        {"a rule, no person": 0, "one person": 6, "two people": 0},
        6,
    )
    late = "not answered in time; the measures were lifted"
    assert told(sheets, "appeals") == ({late: None, "reversed": None}, 6)
    assert told(sheets, "reports") == ({}, 0)
    assert told(figures(since=END, until=END + DAY), "decisions") == ({}, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("_six")
def test_how_long_people_waited_is_told_by_month():
    found = {one.slug: one.months for one in pace(since=NOW - DAY, until=END)}
    (month,) = found["first_word"]
    assert (month.month, month.number) == (NOW.date().replace(day=1), 6)
    assert (month.half, month.most) == (DAY, DAY)
    assert found["decision"][0].half == 3 * DAY
    assert (found["appeal"][0].number, found["appeal"][0].half) == (5, 2 * DAY)
    assert (found["appeal"][0].kept, found["decision"][0].kept) == (1.0, None)
    assert found["talk"] == ()


@pytest.mark.parametrize(
    ("counts", "lines", "total"),
    [
        ({}, {}, 0),
        ({"a": 0, "b": 7}, {"a": 0, "b": 7}, 7),
        ({"a": 4}, {"a": None}, None),
        ({"a": 1, "b": 2, "c": 9}, {"a": None, "b": None, "c": 9}, 12),
        ({"a": 1, "b": 6, "c": 9}, {"a": None, "b": None, "c": 9}, 16),
    ],
)
def test_no_small_count_is_told_nor_can_it_be_worked_out(counts, lines, total):
    made = cells.sheet("x", "X", "Xs.", counts)
    assert ({one.name: one.cell.count for one in made.lines}, made.total.count) == (lines, total)
