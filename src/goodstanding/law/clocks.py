"""Time as the law counts it: days, business days, calendar months. Never what time it is now."""

from calendar import monthrange
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

HOLD_SECURITY: Annotated[
    timedelta,
    "The longest hold for the security period after a payment. UPW-5 (G22).",
] = timedelta(days=5)

HOLD_HOURLY: Annotated[
    timedelta,
    "The longest hold while hourly work is looked at. UPW-10 (G22).",
] = timedelta(days=10)

HOLD_NEW_SELLER: Annotated[
    timedelta,
    "The longest hold on what somebody new has earned. PP-21 (G22).",
] = timedelta(days=21)

HOLD_CHARGEBACK: Annotated[
    timedelta,
    "The longest hold while a card payment may be charged back. CB (G22).",
] = timedelta(days=120)

HOLD_ABSOLUTE: Annotated[
    timedelta,
    "The same money is held on the same ground no longer than this in all. PP-180 (G22).",
] = timedelta(days=180)

HOLD_REVIEW: Annotated[
    timedelta,
    "A person looks at a hold this often, or it lapses. G21; the number is ours.",
] = timedelta(days=7)

HOLD_FRAUD: Annotated[
    timedelta,
    "The longest hold during a fraud inquiry, inside the absolute limit of PP-180 (G22).",
] = timedelta(days=30)

LONGEST_MEASURE: Annotated[
    timedelta,
    "The longest measure but a termination. DSA-23.1: a reasonable period; the number is ours.",
] = timedelta(days=365)

CONSISTENT: Annotated[
    timedelta,
    "Poor performance shorter than this is no consistent history. SEA-050b asks for fairness; the "
    "number is ours (G07).",
] = timedelta(days=30)

STRIKE_WINDOW: Annotated[
    timedelta,
    "An earlier confirmed violation counts this long. DSA-23.3 asks for proportion; number "
    "is ours.",
] = timedelta(days=365)


@dataclass(frozen=True)
class Clocks:
    """The lengths that bind for a member at a time; each by default the gold standard's.

    A law may shorten what runs against the platform or lengthen what runs for the member
    (`law.duties.binding.clocks_for`); S01: the strictest of all that apply.

    Attributes:
        interim_at_most: the longest interim measure where a law counts it in hours, beside the
            business days.
        appeal_days: the window for an appeal in days, where a relaxation counts it so; else 0.
    """

    rule_lead: timedelta = RULE_LEAD
    response_window: timedelta = RESPONSE_WINDOW
    first_look: timedelta = FIRST_LOOK
    decision: timedelta = DECISION
    suspension_notice: timedelta = SUSPENSION_NOTICE
    termination_notice: timedelta = TERMINATION_NOTICE
    interim_business_days: int = INTERIM_BUSINESS_DAYS
    interim_at_most: timedelta | None = None
    interim_alone: timedelta = INTERIM_ALONE
    inquiry: timedelta = INQUIRY
    talk: timedelta = TALK
    cure: timedelta = CURE
    appeal_months: int = APPEAL_MONTHS
    appeal_days: int = 0
    appeal_acknowledged: timedelta = APPEAL_ACKNOWLEDGED
    appeal_reply: timedelta = APPEAL_REPLY
    hold_dispute: timedelta = HOLD_DISPUTE
    hold_fraud: timedelta = HOLD_FRAUD
    hold_security: timedelta = HOLD_SECURITY
    hold_hourly: timedelta = HOLD_HOURLY
    hold_new_seller: timedelta = HOLD_NEW_SELLER
    hold_chargeback: timedelta = HOLD_CHARGEBACK
    hold_absolute: timedelta = HOLD_ABSOLUTE
    hold_review: timedelta = HOLD_REVIEW
    longest_measure: timedelta = LONGEST_MEASURE
    strike_window: timedelta = STRIKE_WINDOW


GOLD = Clocks()
"""The gold standard: what binds where nothing stricter does."""

NO_HOLIDAYS = frozenset[date]()


def add_months(moment: datetime, months: int) -> datetime:
    """The same day some months on; the month's last day where there is no such day. Keeps S08.

    >>> add_months(datetime(2026, 8, 31), 6)
    datetime.datetime(2027, 2, 28, 0, 0)
    """
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def months_between(since: datetime, until: datetime) -> int:
    """How many whole calendar months lie between two moments; 0 where there are none. Keeps S08.

    >>> months_between(datetime(2026, 1, 31), datetime(2026, 3, 1))
    1
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (months > 0 and add_months(since, months) > until), 0)


def add_business_days(
    moment: datetime, days: int, holidays: AbstractSet[date] = NO_HOLIDAYS
) -> datetime:
    """The same time of day, so many business days on: no weekend, and no holiday. Keeps AU-536LH.

    A start at a weekend has the Monday as its first day. A holiday not known here makes the period
    shorter; what is counted so runs against the platform, so that errs in the member's favour.

    Args:
        moment: when it begins.
        days: how many business days.
        holidays: days that are no business days, besides Saturdays and Sundays.
    """
    while days > 0:
        moment += timedelta(days=1)
        days -= moment.weekday() < SATURDAY and moment.date() not in holidays
    return moment


def interim_until(placed_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """When an interim measure lapses, by whomever placed or confirmed. AU-536LH, MN-181C (G10)."""
    until = add_business_days(placed_at, clocks.interim_business_days)
    if clocks.interim_at_most is None:
        return until
    return min(until, placed_at + clocks.interim_at_most)


def appeal_until(delivered_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """Until when an appeal can be filed, counted from delivery of the statement of reasons.

    A period of months or days runs out with the last moment of its last day (S08), in the zone of
    `delivered_at`. DSA-20.1 (G14).
    """
    last_day = add_months(delivered_at, clocks.appeal_months)
    last_day += timedelta(days=clocks.appeal_days)
    return last_day.replace(hour=23, minute=59, second=59, microsecond=999_999)
