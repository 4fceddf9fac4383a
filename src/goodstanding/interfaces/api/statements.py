"""A member's statement of account, for the marketplace's own pages and books."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.interfaces import account as statements
from goodstanding.interfaces.api import reading
from goodstanding.interfaces.api.keys import Key
from goodstanding.interfaces.audience import audience

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from goodstanding.cases.models import Case
    from goodstanding.funds.queries import Kept, Sheet, StatementLine

router = Router(tags=["money"])
SCOPE = "money:read"


class Asked(Schema):
    """From which day until which, both included; what is left out is usual."""

    first: date | None = Field(None, alias="from")
    until: date | None = None


class Sums(Schema):
    """What is payable and what is held, in minor units."""

    payable: int
    held: int


class LineOut(Schema):
    """One movement: by how much each sum changed, and what was there after it, in minor units.

    `movement`: earned, refunded, paid_out, held, released, given_back, awarded, received or
    compensated. `hold` and `case` are "" where it belongs to none.
    """

    at: datetime
    movement: str
    contract: str
    change: Sums
    after: Sums
    reference: str
    why: str
    hold: str
    case: str


class KeptOut(Schema):
    """What one hold keeps of one contract at the end, in minor units, and until when."""

    hold: str
    ground: str
    contract: str
    amount: int
    ends_at: datetime
    case: str


class SheetOut(Schema):
    """One currency's part. `opening` and all changes add up to `closing`, `kept` to its `held`."""

    currency: str
    opening: Sums
    lines: list[LineOut]
    closing: Sums
    kept: list[KeptOut]


class StatementOut(Schema):
    """A statement of account: both days included, UTC."""

    account: str
    first: date
    last: date
    sheets: list[SheetOut]


@router.get(
    "/{account}/statement",
    auth=Key(SCOPE),
    response=StatementOut,
    summary="An account's statement of account",
)
@audience(f"key:{SCOPE}")
def statement(
    request: HttpRequest,
    account: str,
    asked: Query[Asked],
) -> StatementOut:
    """What was there, every movement, and what is there now: 90 days until today, if not told."""
    member, at = accounts.account(account), now()
    days = {"from": asked.first, "until": asked.until}
    told = {field: day.isoformat() for field, day in days.items() if day}
    try:
        period = statements.asked(told, at=at)
    except statements.PeriodError as wrong:
        raise HttpError(422, str(wrong)) from wrong
    known = statements.cases_behind(member)
    reading.note(request, member, None, at=at)
    return StatementOut(
        account=member.name,
        first=period.first,
        last=period.last,
        sheets=[_sheet(one, known) for one in statements.sheets(member, period, at=at)],
    )


def _sheet(sheet: "Sheet", known: "Mapping[UUID | str, Case]") -> SheetOut:
    return SheetOut(
        currency=sheet.currency,
        opening=Sums(payable=sheet.opening_payable.minor, held=sheet.opening_held.minor),
        lines=[_line(one, known) for one in sheet.lines],
        closing=Sums(payable=sheet.closing_payable.minor, held=sheet.closing_held.minor),
        kept=[_kept(one, known.get(one.hold)) for one in sheet.kept],
    )


def _line(line: "StatementLine", known: "Mapping[UUID | str, Case]") -> LineOut:
    case = statements.case_of(line, known)
    return LineOut(
        at=line.at,
        movement=line.movement,
        contract=line.contract,
        change=Sums(payable=line.payable.minor, held=line.held.minor),
        after=Sums(payable=line.payable_after.minor, held=line.held_after.minor),
        reference=line.reference,
        why=line.why,
        hold=str(line.hold or ""),
        case=case.reference if case else "",
    )


def _kept(one: "Kept", case: "Case | None") -> KeptOut:
    return KeptOut(
        hold=str(one.hold),
        ground=one.ground,
        contract=one.contract,
        amount=one.money.minor,
        ends_at=one.ends_at,
        case=case.reference if case else "",
    )
