"""Every clock of the table, at its boundary, broken, and unanswered; and on any log whatever."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.law.duties.durations import length
from tests.law.duties import naive
from tests.law.duties.logs import MONDAY, breaches, table

CASES = json.loads((Path(__file__).parent / "clock_cases.json").read_text(encoding="utf-8"))
CLOCKS = {one["duty"]: one for one in CASES}
EVENTS = sorted({one[side] for one in CLOCKS.values() for side in ("from", "to")})
CHRISTMAS = date(2026, 12, 25)


def flat(log, key="k"):
    return [{"type": kind, "key": key, "at": at} for kind, at in log]


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['duty']} {one['op']}")
def test_a_clock_is_kept_at_its_boundary_and_broken_a_second_past_it(case):
    now = datetime.fromisoformat(case["now"])
    found = [one for one in breaches(flat(case["log"]), at=now) if one.duty == case["duty"]]
    assert len(found) == case["breaches"]


def test_there_are_four_cases_for_each_of_the_68_clocks():
    assert Counter(one["duty"] for one in CASES) == dict.fromkeys(CLOCKS, 4)
    assert set(CLOCKS) == {one.id for one in table().duties if one.clocks}
    assert len(CLOCKS) == 68


moments = st.integers(0, 5 * 365 * 24).map(lambda hours: MONDAY + timedelta(hours=hours))
near = st.integers(0, 40 * 24).map(lambda hours: MONDAY + timedelta(hours=hours))
lines = st.tuples(st.sampled_from(EVENTS), st.sampled_from("ab"), moments | near)
pairs = st.sampled_from(sorted(CLOCKS)).flatmap(
    lambda duty: st.lists(
        st.tuples(
            st.sampled_from([CLOCKS[duty]["from"], CLOCKS[duty]["to"]]),
            st.sampled_from("ab"),
            moments | near,
        ),
        max_size=6,
    )
)


@settings(max_examples=400, deadline=None)
@given(st.lists(lines, max_size=30) | pairs, moments, st.booleans())
def test_on_any_log_the_audit_says_what_the_slow_way_says(events, now, at_christmas):
    holidays = frozenset({CHRISTMAS} if at_christmas else ())
    log = [{"type": kind, "key": key, "at": at} for kind, key, at in events]
    found = Counter((one.duty, one.case) for one in breaches(log, at=now, holidays=holidays))
    assert found == naive.breaches(CLOCKS, events, now, holidays)


def test_without_a_time_to_ask_about_the_latest_event_is_now():
    late = flat([("notice.received", "2026-03-02T09:00:00Z"), ("week.end", "2026-03-03T09:00:01Z")])
    assert [one.duty for one in breaches(late)] == ["DSA-16.4"]
    assert breaches(late[:1]) == []


def test_a_clock_of_months_ends_with_the_shorter_month():
    assert length("P1M").after(datetime(2027, 1, 31, tzinfo=UTC)).date() == date(2027, 2, 28)


def test_a_holiday_is_no_business_day():
    friday = datetime(2026, 12, 18, tzinfo=UTC)
    week = length("P7D", business=True)
    assert week.after(friday, {CHRISTMAS}).date() == date(2026, 12, 30)
    assert week.after(friday).date() == date(2026, 12, 29)


@pytest.mark.parametrize("written", ["", "P", "PT", "14D", "P14", "P1DT", "P-1D", "P1W"])
def test_what_is_no_length_of_time_is_refused(written):
    with pytest.raises(ValueError, match="length: got"):
        length(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [("P6M", "6 months"), ("PT24H", "24 hours"), ("P1Y", "12 months"), ("PT0S", "no time")],
)
def test_a_length_says_itself(written, said):
    assert str(length(written)) == said
