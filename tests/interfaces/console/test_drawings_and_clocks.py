"""The drawing of a record and the words for a time are pure, and true at their edges."""

import doctest
import re
from datetime import datetime, timedelta

import pytest

from goodstanding.detectors.detector import Point
from goodstanding.interfaces.console import charts, clocks, stakes
from goodstanding.law.procedure import Due
from tests.people import NOW

DAY = 86_400_000_000


def points(*bads, e_value=1.0, tolerated=0.05):
    return [
        Point(
            at=n * DAY,
            row=n,
            bad=bad,
            n=n + 1,
            bad_so_far=sum(bads[: n + 1]),
            tolerated_so_far=(n + 1) * tolerated,
            e_value=e_value,
            label=f"client-{n}",
        )
        for n, bad in enumerate(bads)
    ]


@pytest.mark.parametrize("module", [charts, clocks, stakes], ids=lambda m: m.__name__)
def test_the_examples_in_the_code_hold(module):
    assert doctest.testmod(module).failed == 0


def test_no_outcomes_no_drawing():
    assert charts.chart([]) is None


def test_one_good_outcome_is_drawn():
    drawn = charts.chart(points(False))
    assert drawn.dots == []
    assert drawn.described.startswith("1 outcomes from 1 Jan 1970 to 1 Jan 1970: 0 bad")


@pytest.mark.parametrize("count", [1, 2, 7, 400])
@pytest.mark.parametrize("e_value", [0.0, 1e-9, 1.0, 1e7, 1e300])
def test_everything_lies_inside_the_drawing(count, e_value):
    drawn = charts.chart(points(*[True] * count, e_value=e_value))
    for path in (drawn.bad, drawn.tolerated, drawn.evidence):
        numbers = [float(one) for one in re.findall(r"[\d.]+", path)]
        assert min(numbers) >= 0
        assert max(numbers) <= charts.RIGHT
    assert len(drawn.dots) == count
    assert all(charts.TOP <= dot.y <= charts.BOTTOM for dot in drawn.dots)
    places = [mark.place for mark in drawn.tiers]
    assert places == sorted(places, reverse=True)
    assert all(charts.EVIDENCE_TOP <= one <= charts.EVIDENCE_BOTTOM for one in places)


def test_the_words_at_the_end_of_two_lines_do_not_lie_on_each_other():
    drawn = charts.chart(points(True, False, tolerated=0.5))
    assert abs(drawn.bad_end.place - drawn.tolerated_end.place) >= 15


def test_the_same_day_is_named_once():
    drawn = charts.chart([*points(True), *points(False), *points(False)])
    assert [mark.label for mark in drawn.days] == ["1 Jan 1970"]


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(days=3), "in 3 days"),
        (timedelta(hours=47), "in 47 hours"),
        (timedelta(minutes=90), "in 90 minutes"),
        (timedelta(seconds=20), "now"),
        (-timedelta(days=2), "2 days ago"),
    ],
)
def test_how_far_away_a_time_is(away, said):
    assert clocks.distance(NOW + away, at=NOW) == said


@pytest.mark.parametrize(
    ("away", "owner", "urgency"),
    [
        (timedelta(days=3), "platform", "calm"),
        (timedelta(days=1), "platform", "soon"),
        (timedelta(0), "platform", "overdue"),
        (timedelta(hours=1), "member", "calm"),
        (-timedelta(hours=1), "member", "calm"),
    ],
)
def test_only_our_own_time_is_urgent(away, owner, urgency):
    due: datetime = NOW + away
    assert clocks.clock(Due(due, "answer", owner), at=NOW).urgency == urgency


def test_nothing_due_has_no_clock():
    assert clocks.clock(None, at=NOW) is None
