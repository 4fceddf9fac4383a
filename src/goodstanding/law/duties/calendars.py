"""Holidays of the places whose law counts in business days, for the years that are known.

A holiday makes such a time longer. So a calendar is used only where one law is asked about, and is
that law's own counting; whoever is judged by all laws at once has the shorter time, which favours
the person. Beyond the years written here only weekends are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.law.clocks import NO_HOLIDAYS

YEARS = range(2025, 2029)
"""Whose holidays are written here."""


@dataclass(frozen=True)
class Calendar:
    """Weekdays that are no business days, and what says so."""

    source: str
    days: frozenset[date]


def _days(written: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, written.split()))


CALENDARS: Mapping[str, Calendar] = {
    "AU": Calendar(
        "Fair Work Act 2009 (Australia), section 115(1)(a): days that are holidays in every state",
        _days(
            "2025-01-01 2025-04-18 2025-04-21 2025-04-25 2025-12-25 2025-12-26 "
            "2026-01-01 2026-01-26 2026-04-03 2026-04-06 2026-12-25 "
            "2027-01-01 2027-01-26 2027-03-26 2027-03-29 "
            "2028-01-26 2028-04-14 2028-04-17 2028-04-25 2028-12-25 2028-12-26 "
        ),
    ),
    "PAY-EU": Calendar(
        "closing days of TARGET, the settlement system of the euro",
        _days(
            "2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26 "
            "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25 "
            "2027-01-01 2027-03-26 2027-03-29 "
            "2028-04-14 2028-04-17 2028-05-01 2028-12-25 2028-12-26 "
        ),
    ),
    "PAY-US": Calendar(
        "federal holidays of the United States, 5 U.S.C. 6103",
        _days(
            "2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 "
            "2025-09-01 2025-10-13 2025-11-11 2025-11-27 2025-12-25 "
            "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 "
            "2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25 "
            "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 "
            "2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24 2027-12-31 "
            "2028-01-17 2028-02-21 2028-05-29 2028-06-19 2028-07-04 2028-09-04 "
            "2028-10-09 2028-11-10 2028-11-23 2028-12-25 "
        ),
    ),
}
"""By profile; the others count no business days, or no source of theirs was read."""


def holidays_of(profiles: Iterable[str]) -> frozenset[date]:
    """The holidays of some profiles together: days that are one under each of them. Keeps S08.

    Args:
        profiles: ids of the profiles asked for; none, or one without a calendar, has no holidays.
    """
    several = [CALENDARS[one].days if one in CALENDARS else NO_HOLIDAYS for one in profiles]
    return frozenset.intersection(*several) if several else NO_HOLIDAYS
