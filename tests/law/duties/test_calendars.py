"""Holidays make the platform's time longer, so they count only for the law that has them."""

from datetime import UTC, date, datetime, timedelta

from goodstanding.interfaces.cli import audit_log
from goodstanding.law import clocks
from goodstanding.law.duties import calendars
from goodstanding.policies.platform.table import table
from tests.law.duties.logs import event

EASTER = datetime(2026, 3, 31, 9, tzinfo=UTC)
"""A Tuesday; Good Friday and Easter Monday lie in the seven business days after it."""


def found(days, *profiles):
    log = [
        event("interim.started", EASTER, key="i1"),
        event("interim.ended", EASTER + timedelta(days=days), key="i1"),
    ]
    said = audit_log.breaches(log, profiles=profiles, at=EASTER + timedelta(days=60))
    return {one.duty for one in said}


def test_over_easter_australia_counts_two_days_more():
    assert "AU-536LH" not in found(13, "AU")
    assert "AU-536LH" in found(14, "AU")


def test_who_is_judged_by_all_laws_has_no_holidays():
    assert "AU-536LH" in found(13)
    assert "AU-536LH" in found(13, "AU", "GOLD")


def test_our_own_interim_measures_are_counted_without_holidays():
    assert clocks.interim_until(EASTER) == EASTER + timedelta(days=9)


def test_days_common_to_several_count():
    both = calendars.holidays_of(["AU", "PAY-EU"])
    assert date(2026, 4, 3) in both
    assert date(2026, 1, 26) not in both
    assert calendars.holidays_of([]) == frozenset()


def test_each_calendar_is_of_a_profile_with_a_source_and_of_weekdays_in_known_years():
    assert calendars.CALENDARS.keys() <= {one.profile for one in table().duties}
    assert {name: one.source for name, one in calendars.CALENDARS.items()} == {
        "AU": "Fair Work Act 2009 (Australia), section 115(1)(a): days that are holidays in every "
        "state",
        "PAY-EU": "closing days of TARGET, the settlement system of the euro",
        "PAY-US": "federal holidays of the United States, 5 U.S.C. 6103",
    }
    for one in calendars.CALENDARS.values():
        assert {day.year for day in one.days} == set(calendars.YEARS)
        assert all(day.weekday() < clocks.SATURDAY for day in one.days)
