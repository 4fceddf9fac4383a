"""How the language now spoken writes days, numbers and money."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext

from goodstanding.languages import spoken
from goodstanding.law.terms import Money, decimals_of

NAME = re.compile(r"[a-z]+(_[a-z]+)+")
"""A name or word of ours: `told_by`, `not_delivered`."""

FORMATS = {"en": "en_GB"}
"""Whose customs a language follows where its own name does not say it: the day before the month."""


def day(at: date) -> str:
    """A day in words, e.g. `23 November 2026`, `23 de noviembre de 2026`."""
    return format_date(at, "long", _locale())


def short_day(at: date) -> str:
    """A day in few letters, e.g. `23 Nov 2026`."""
    return format_date(at, "medium", _locale())


def moment(at: datetime) -> str:
    """A moment in words, e.g. `23 November 2026, 14:05 UTC`."""
    return gettext("%(day)s, %(time)s UTC") % {"day": day(_utc(at)), "time": _time(at)}


def short_moment(at: datetime) -> str:
    """A moment in few letters, for tables whose times are all UTC, e.g. `23 Nov 2026, 14:05`."""
    return f"{short_day(_utc(at))}, {_time(at)}"


def plain(value: object) -> object:
    """What stands in a row of the record: moments as moments, names without their underscores."""
    if isinstance(value, datetime):
        return moment(value)
    return value.replace("_", " ") if isinstance(value, str) and NAME.fullmatch(value) else value


def number(value: float | Decimal) -> str:
    """A number with the marks of the language, e.g. `1,234.5`, `1.234,5`."""
    return format_decimal(value, locale=_locale())


def amount(money: Money) -> str:
    """Money with its currency's code, e.g. `1,900.00 EUR`, `1.900,00 EUR`."""
    if spoken() == "en":
        return str(money)
    digits = decimals_of(money.currency)
    form = f"#,##0.{'0' * digits}\u00a0¤¤" if digits else "#,##0\u00a0¤¤"
    value = Decimal(money.minor).scaleb(-digits)
    return format_currency(value, money.currency, form, locale=_locale(), currency_digits=False)


def amounts(moneys: Iterable[Money]) -> str:
    """Several amounts, one a currency; "nothing" where there is none."""
    return ", ".join(amount(one) for one in moneys) or gettext("nothing")


def _locale() -> Locale:
    return Locale.parse(FORMATS.get(spoken(), spoken()).replace("-", "_"))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _time(at: datetime) -> str:
    return format_time(_utc(at), "HH:mm", locale=_locale())
