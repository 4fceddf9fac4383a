"""Lengths of time as laws write them (ISO 8601), added as laws count them."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from goodstanding.law.clocks import NO_HOLIDAYS, SATURDAY, add_months

_WRITTEN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SOME_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - lengths are compared from it; no zone is meant


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time.

    Attributes:
        months: calendar months; a day the month lacks becomes its last.
        days: days, or business days.
        rest: hours, minutes and seconds.
        business: whether the days are business days.
    """

    months: int
    days: int
    rest: timedelta
    business: bool = False

    def after(self, moment: datetime, holidays: AbstractSet[date] = NO_HOLIDAYS) -> datetime:
        """The moment this long after another: months first, then days, then hours.

        Args:
            moment: when the time begins to run.
            holidays: days that are no business days, besides Saturdays and Sundays.
        """
        if self.months:
            moment = add_months(moment, self.months)
        if self.business:
            moment = _business_days_after(moment, self.days, holidays)
        elif self.days:
            moment += timedelta(days=self.days)
        return moment + self.rest

    def is_longer_than(self, other: "Length") -> bool:
        """Whether this is the longer, both counted from the same ordinary Thursday."""
        return self.after(_SOME_DAY) > other.after(_SOME_DAY)

    def __str__(self) -> str:
        """Say it in words, e.g. `6 months` or `7 business days`."""
        hours, seconds = divmod(int(self.rest.total_seconds()), 3600)
        parts = (
            (self.months, "months"),
            (self.days, "business days" if self.business else "days"),
            (hours, "hours"),
            (seconds, "seconds"),
        )
        said = (f"{n} {unit[:-1] if n == 1 else unit}" for n, unit in parts if n)
        return ", ".join(said) or "no time"


def _business_days_after(moment: datetime, days: int, holidays: AbstractSet[date]) -> datetime:
    while days:
        moment += timedelta(days=1)
        if moment.weekday() < SATURDAY and moment.date() not in holidays:
            days -= 1
    return moment


@lru_cache(maxsize=1024)
def length(written: str, *, business: bool = False) -> Length:
    """A length of time from its ISO 8601 form, e.g. `P6M`, `P14D`, `PT24H`.

    Raises:
        ValueError: it is not such a form.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None or written in {"P", "PT"} or written.endswith("T"):
        msg = f"length: got {written!r}, expected ISO 8601, e.g. P14D."
        raise ValueError(msg)
    years, months, days, hours, minutes, seconds = (int(one or 0) for one in found.groups())
    rest = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Length(12 * years + months, days, rest, business)
