"""A marketplace files an appeal for its member, who is told of it directly."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from goodstanding.appeals import operations, queries
from goodstanding.config.clock import now
from goodstanding.interfaces.api import reading
from goodstanding.interfaces.api.keys import Key
from goodstanding.interfaces.audience import audience
from goodstanding.law.appeal import Door
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from goodstanding.appeals.models import Appeal
    from goodstanding.cases.models import Decision

router = Router(tags=["appeals"])
SCOPE = "appeals:write"


class Filing(Schema):
    """An appeal for a member: against what, and why, in the member's own words.

    `decision` is the id of a decision, or the reference of a decided case. `member`, where it is
    told, must be the account the decision is about.
    """

    model_config = {"extra": "forbid"}

    decision: str
    text: str
    member: str = ""


class AppealOut(Schema):
    """Where an appeal is. `state`: waiting, overdue, or answered, which has an outcome."""

    id: str
    decision: str
    case: str
    account: str
    door: str
    filed_at: datetime
    reply_due_at: datetime
    state: str
    outcome: str
    answered_at: datetime | None


@router.post("", auth=Key(SCOPE), response=AppealOut, summary="File an appeal for a member")
@audience(f"key:{SCOPE}")
def file(request: HttpRequest, filing: Filing) -> AppealOut:  # noqa: ARG001
    """File an appeal for a member, who is told at once, and by when a person answers.

    Send again without fear: the same words against the same decision are kept once. Other words are
    added to the appeal while it waits.
    """
    at, decision = now(), _decision(filing)
    try:
        appeal = operations.submit(decision=decision, text=filing.text, at=at, door=Door.API)
    except UnlawfulError as refused:
        raise HttpError(422, _named(str(refused), filing)) from refused
    return _shown(appeal, at=at)


def _decision(filing: Filing) -> "Decision":
    try:
        found = queries.against(filing.decision)
    except queries.UnknownDecisionError as unknown:
        raise HttpError(422, str(unknown)) from unknown
    about = found.case.account.name
    if filing.member not in {"", about}:
        told = f"member: got {filing.member!r}, expected whom the decision is about, or nothing"
        raise HttpError(422, told)
    return found


def _named(refusal: str, filing: Filing) -> str:
    """A refusal that names the field."""
    if refusal.startswith("text: "):
        return refusal
    return f"decision: got {filing.decision!r}, expected one that is open to an appeal. {refusal}"


@router.get("/{id_}", auth=Key(SCOPE), response=AppealOut, summary="Where an appeal is")
@audience(f"key:{SCOPE}")
def state(request: HttpRequest, id_: UUID) -> AppealOut:
    """Where an appeal is: waiting, overdue, or answered. The reasons are for the member alone."""
    found, at = queries.appeal(id_), now()
    shown = _shown(found, at=at)
    reading.note(request, found.account, found.decision.case, at=at)
    return shown


def _shown(one: "Appeal", *, at: datetime) -> AppealOut:
    ended = getattr(one, "outcome", None)
    waiting = "overdue" if one.reply_due_at <= at else "waiting"
    return AppealOut(
        id=str(one.id),
        decision=str(one.decision_id),
        case=one.decision.case.reference,
        account=one.account.name,
        door=one.door,
        filed_at=one.filed_at,
        reply_due_at=one.reply_due_at,
        state="answered" if ended else waiting,
        outcome=ended.outcome if ended else "",
        answered_at=ended.at if ended else None,
    )
