"""Time as the law counts it: days, business days, calendar months. Never what time it is now."""

from calendar import monthrange
from datetime import datetime, timedelta

SATURDAY = 5

RULE_LEAD = timedelta(days=30)
"""A policy is announced this long before it binds. MN-181C, CO-TNC; gold standard G01."""

RESPONSE_WINDOW = timedelta(days=7)
"""Time to answer a preliminary notice. AU-11 holds 24 hours too short; the number is ours (G05)."""

FIRST_LOOK = timedelta(days=3)
"""A person looks at an opened case within this. DSA-20.4a asks for timely; the number is ours."""

DECISION = timedelta(days=10)
"""From the answer, or the end of the time for it, to the decision. SEA-055, for all cases (G04)."""

SUSPENSION_NOTICE = timedelta(days=14)
"""From the statement of reasons to the effect of a suspension. SEA-070, ON-11 (G08)."""

TERMINATION_NOTICE = timedelta(days=30)
"""From the statement of reasons to the effect of a termination. P2B-4.2 (G09)."""

INTERIM_BUSINESS_DAYS = 7
"""The longest interim measure. AU-536LH (G10)."""

APPEAL_MONTHS = 6
"""How long an appeal can be filed. DSA-20.1 (G14)."""

APPEAL_ACKNOWLEDGED = timedelta(hours=24)
"""An appeal is acknowledged within this. DSA-20 leaves it open; the number is ours (G15)."""

APPEAL_REPLY = timedelta(days=14)
"""An appeal gets its reasoned answer within this. PWD-11.2, SEA-060b (G16)."""

HOLD_DISPUTE = timedelta(days=30)
"""The longest hold for a contest about money. UPW-ESC (G22)."""

HOLD_FRAUD = timedelta(days=30)
"""The longest hold during a fraud inquiry, inside the absolute limit of PP-180 (G22)."""

LONGEST_MEASURE = timedelta(days=365)
"""The longest measure but a termination. DSA-23.1: a reasonable period; the number is ours."""

STRIKE_WINDOW = timedelta(days=365)
"""An earlier confirmed violation counts this long. DSA-23.3 asks for proportion; number is ours."""


def add_months(moment: datetime, months: int) -> datetime:
    """The same day some months on; the month's last day where there is no such day.

    >>> add_months(datetime(2026, 8, 31), 6)
    datetime.datetime(2027, 2, 28, 0, 0)
    """
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def add_business_days(moment: datetime, days: int) -> datetime:
    """The same time of day, so many weekdays on. Public holidays are not known here.

    Not knowing a holiday makes the period shorter, so errs in the member's favour.
    """
    while days > 0:
        moment += timedelta(days=1)
        days -= moment.weekday() < SATURDAY
    return moment


def interim_until(placed_at: datetime) -> datetime:
    """When an interim measure lapses unless a person has confirmed it."""
    return add_business_days(placed_at, INTERIM_BUSINESS_DAYS)


def appeal_until(delivered_at: datetime) -> datetime:
    """Until when an appeal can be filed, counted from delivery of the statement of reasons.

    A period of months runs out with the last moment of its last day (S08), in the zone of
    `delivered_at`.
    """
    last_day = add_months(delivered_at, APPEAL_MONTHS)
    return last_day.replace(hour=23, minute=59, second=59, microsecond=999_999)
