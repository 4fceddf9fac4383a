"""Time as the law counts it: days, business days, calendar months. Never what time it is now."""

from calendar import monthrange
from datetime import datetime, timedelta
from typing import Annotated

SATURDAY = 5

RULE_LEAD: Annotated[
    timedelta,
    "A policy is announced this long before it binds. MN-181C, CO-TNC; gold standard G01.",
] = timedelta(days=30)

RESPONSE_WINDOW: Annotated[
    timedelta,
    "Time to answer a preliminary notice. AU-11 holds 24 hours too short; the number is "
    "ours (G05).",
] = timedelta(days=7)

FIRST_LOOK: Annotated[
    timedelta,
    "A person looks at an opened case within this. DSA-20.4a asks for timely; the number is ours.",
] = timedelta(days=3)

DECISION: Annotated[
    timedelta,
    "From the answer, or the end of the time for it, to the decision. SEA-055, for all "
    "cases (G04).",
] = timedelta(days=10)

SUSPENSION_NOTICE: Annotated[
    timedelta,
    "From the statement of reasons to the effect of a suspension. SEA-070, ON-11 (G08).",
] = timedelta(days=14)

TERMINATION_NOTICE: Annotated[
    timedelta,
    "From the statement of reasons to the effect of a termination. P2B-4.2 (G09).",
] = timedelta(days=30)

INTERIM_BUSINESS_DAYS: Annotated[
    int,
    "The longest interim measure. AU-536LH (G10).",
] = 7

INTERIM_ALONE: Annotated[
    timedelta,
    "The longest interim measure automation placed, unless a person confirms it. PWD-10.5 (G06).",
] = timedelta(hours=24)

INQUIRY: Annotated[
    timedelta,
    "From the first measure before hearing to the end of the inquiry. SEA-055 (G04, G10).",
] = timedelta(days=10)

TALK: Annotated[
    timedelta,
    "A talk with a human being is held or offered within this, once asked for. AU-13 asks for a "
    "reasonable time; the number is ours (G05).",
] = timedelta(days=7)

CURE: Annotated[
    timedelta,
    "Time a warning gives to mend. AU-8 asks for a reasonable chance; the number is ours (G03).",
] = timedelta(days=14)

WARNED_BEFORE: Annotated[
    timedelta,
    "Whoever owns a clock is warned this long before it runs out, or for its last quarter if that "
    "is longer. The number is ours (S10).",
] = timedelta(hours=24)

APPEAL_MONTHS: Annotated[
    int,
    "How long an appeal can be filed. DSA-20.1 (G14).",
] = 6

APPEAL_ACKNOWLEDGED: Annotated[
    timedelta,
    "An appeal is acknowledged within this. DSA-16.4, SCP-A leave it open; the number is "
    "ours (G15).",
] = timedelta(hours=24)

APPEAL_REPLY: Annotated[
    timedelta,
    "An appeal gets its reasoned answer within this. PWD-11.2, SEA-060b (G16).",
] = timedelta(days=14)

HOLD_DISPUTE: Annotated[
    timedelta,
    "The longest hold for a contest about money. UPW-ESC (G22).",
] = timedelta(days=30)

HOLD_FRAUD: Annotated[
    timedelta,
    "The longest hold during a fraud inquiry, inside the absolute limit of PP-180 (G22).",
] = timedelta(days=30)

LONGEST_MEASURE: Annotated[
    timedelta,
    "The longest measure but a termination. DSA-23.1: a reasonable period; the number is ours.",
] = timedelta(days=365)

STRIKE_WINDOW: Annotated[
    timedelta,
    "An earlier confirmed violation counts this long. DSA-23.3 asks for proportion; number "
    "is ours.",
] = timedelta(days=365)


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

    Not knowing a holiday makes the period shorter, so errs in the member's favour. So does a start
    at a weekend, whose first day is the Monday.
    """
    while days > 0:
        moment += timedelta(days=1)
        days -= moment.weekday() < SATURDAY
    return moment


def interim_until(placed_at: datetime) -> datetime:
    """When an interim measure lapses, by whomever placed or confirmed. AU-536LH (G10)."""
    return add_business_days(placed_at, INTERIM_BUSINESS_DAYS)


def appeal_until(delivered_at: datetime) -> datetime:
    """Until when an appeal can be filed, counted from delivery of the statement of reasons.

    A period of months runs out with the last moment of its last day (S08), in the zone of
    `delivered_at`.
    """
    last_day = add_months(delivered_at, APPEAL_MONTHS)
    return last_day.replace(hour=23, minute=59, second=59, microsecond=999_999)
