"""A statement of account for a page and for a spreadsheet: the period asked for, in plain words."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from goodstanding.cases import queries as cases
from goodstanding.funds import queries as funds
from goodstanding.funds.queries import Movement
from goodstanding.law.hold import Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.funds.queries import Kept, Sheet, StatementLine
    from goodstanding.law.terms import Money

USUAL = timedelta(days=90)
"""How far back a statement goes where nothing else is asked for."""

EARLIEST, LATEST = date(1970, 1, 1), date(9998, 12, 31)
"""Days that can be asked for."""

SAID = {
    Movement.EARNED: gettext_noop("Earned"),
    Movement.REFUNDED: gettext_noop("Paid back to the client"),
    Movement.PAID_OUT: gettext_noop("Paid out"),
    Movement.HELD: gettext_noop("Held"),
    Movement.RELEASED: gettext_noop("Released"),
    Movement.GIVEN_BACK: gettext_noop("Held money given back to the client"),
    Movement.AWARDED: gettext_noop("Held money awarded to the other party"),
    Movement.RECEIVED: gettext_noop("Received from the other party"),
    Movement.COMPENSATED: gettext_noop("Compensation from the marketplace"),
}
"""What a movement is called."""

COLUMNS = ("at", "currency", "contract", "what", "payable", "held", "payable_after", "held_after")
HEADINGS = (*COLUMNS, "reference", "case", "why")

GROUNDS = {
    Ground.SECURITY: gettext_noop("Security period"),
    Ground.HOURLY: gettext_noop("Hours under review"),
    Ground.NEW_SELLER: gettext_noop("First payments of a new member"),
    Ground.DISPUTE: gettext_noop("Contested by a client"),
    Ground.CHARGEBACK: gettext_noop("A payment that may be taken back"),
    Ground.FRAUD: gettext_noop("Fraud"),
    Ground.ORDER: gettext_noop("An order of a court or an authority"),
}
"""Why money is held, in words."""

NOTHING = ("", "", "")
"""The last columns of a row that no movement is behind."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes text that begins so for a formula."""


class PeriodError(ValueError):
    """What was asked for is no period; the message names the field, the value and why."""


@dataclass(frozen=True)
class Period:
    """Whole days, UTC: from the start of the first to the end of the last."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, tzinfo=UTC)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, tzinfo=UTC)


def usual(*, at: datetime) -> Period:
    """The period of a statement where nothing else is asked for: 90 days until today."""
    today = at.astimezone(UTC).date()
    return Period(today - USUAL, today)


def asked(said: Mapping[str, str], *, at: datetime) -> Period:
    """The period asked for by `from` and `until`, both days included; what is left out is usual.

    Raises:
        PeriodError: one is no day, or they are the wrong way round.
    """
    default = usual(at=at)
    last = _day(said, "until") or default.last
    first = _day(said, "from") or min(default.first, last - USUAL)
    if first > last:
        msg = f"from: got {first}, expected a day not after {last}"
        raise PeriodError(msg)
    return Period(first, last)


def _day(said: Mapping[str, str], field: str) -> date | None:
    typed = said.get(field, "").strip()
    if not typed:
        return None
    try:
        found = date.fromisoformat(typed)
    except ValueError as wrong:
        msg = f"{field}: got “{typed}”, expected a day like 2026-05-31"
        raise PeriodError(msg) from wrong
    if not EARLIEST <= found <= LATEST:
        msg = f"{field}: got {typed}, expected a day from {EARLIEST} to {LATEST}"
        raise PeriodError(msg)
    return found


@dataclass(frozen=True)
class Row:
    """A line as a page shows it: in words, with the case of its hold and where that stands."""

    line: StatementLine
    what: str
    case: Case | None
    url: str


@dataclass(frozen=True)
class HeldRow:
    """What is held of a contract when a sheet ends: why, in words, and in which case."""

    kept: Kept
    ground: str
    case: Case | None
    url: str


@dataclass(frozen=True)
class Shown:
    """A sheet as a page shows it."""

    sheet: Sheet
    rows: tuple[Row, ...]
    held: tuple[HeldRow, ...]


def page(
    member: Account, said: Mapping[str, str], *, at: datetime, url_of: Callable[[Case], str]
) -> dict[str, object]:
    """What the page of a statement of account shows; `wrong` says why a period was not taken.

    Args:
        member: whose money.
        said: what was asked for, see `asked`.
        at: now.
        url_of: where the page of a case is, for whoever reads this.
    """
    try:
        period, wrong = asked(said, at=at), ""
    except PeriodError as error:
        period, wrong = usual(at=at), str(error)
    found = [] if wrong else sheets(member, period, at=at)
    known = cases_behind(member)
    return {
        "period": period,
        "wrong": wrong,
        "sheets": [_shown(one, known, url_of) for one in found],
    }


def sheets(member: Account, period: Period, *, at: datetime) -> list[Sheet]:
    """A member's statement of account of a period, a sheet a currency."""
    return funds.statement(member, since=period.since, until=period.until, at=at)


def cases_behind(member: Account) -> dict[UUID | str, Case]:
    """The case of each of a member's holds, and of each reversal that compensated them."""
    known: dict[UUID | str, Case] = {}
    for made in (each for one in cases.of(member) for each in one.decisions.all()):
        if made.hold_id:
            known[made.hold_id] = made.case
        if hasattr(made, "reversal"):
            known[f"reversal {made.reversal.pk}"] = made.case
    return known


def case_of(line: StatementLine, known: Mapping[UUID | str, Case]) -> Case | None:
    """The case a line belongs to, if it does."""
    if line.hold:
        return known.get(line.hold)
    compensated = line.movement == Movement.COMPENSATED
    return known.get(line.reference.partition(",")[0]) if compensated else None


def _shown(sheet: Sheet, known: Mapping[UUID | str, Case], url_of: Callable[[Case], str]) -> Shown:
    rows, held = [], []
    for line in sheet.lines:
        case = case_of(line, known)
        rows.append(Row(line, SAID[line.movement], case, url_of(case) if case else ""))
    for kept in sorted(sheet.kept, key=lambda one: (one.ends_at, one.contract)):
        case = known.get(kept.hold)
        held.append(HeldRow(kept, GROUNDS[kept.ground], case, url_of(case) if case else ""))
    return Shown(sheet, tuple(rows), tuple(held))


def as_file(member: Account, said: Mapping[str, str], *, at: datetime) -> str:
    """The statement of a period as a table.

    Raises:
        PeriodError: what was asked for is no period.
    """
    period = asked(said, at=at)
    return as_csv(sheets(member, period, at=at), cases_behind(member))


def as_csv(sheets: Iterable[Sheet], known: Mapping[UUID | str, Case]) -> str:
    """Statement sheets for a spreadsheet: a header, and a row for each opening, line and closing.

    Amounts are plain decimals; times are ISO 8601, UTC.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(HEADINGS)
    for sheet in sheets:
        opening = plain(sheet.opening_payable), plain(sheet.opening_held)
        rows.writerow(("", sheet.currency, "", "Opening balance", "", "", *opening, *NOTHING))
        rows.writerows(_row(sheet.currency, line, known) for line in sheet.lines)
        closing = plain(sheet.closing_payable), plain(sheet.closing_held)
        rows.writerow(("", sheet.currency, "", "Closing balance", "", "", *closing, *NOTHING))
    return written.getvalue()


def _row(currency: str, line: StatementLine, known: Mapping[UUID | str, Case]) -> tuple[str, ...]:
    moved = (line.payable, line.held, line.payable_after, line.held_after)
    said = (_text(line.contract), SAID[line.movement], *map(plain, moved), _text(line.reference))
    case = case_of(line, known)
    behind = (case.reference if case else "", _text(line.why))
    return (line.at.astimezone(UTC).isoformat(), currency, *said, *behind)


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


def plain(money: Money) -> str:
    """An amount as a number for machines: no currency, nothing between thousands."""
    return money.amount.replace(",", "")
