"""Answer an appeal: take it, uphold it, or confirm the decision."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, AppealAssignment, AppealOutcome
from goodstanding.appeals.operations.telling import say, serve, tell
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import words
from goodstanding.cases.models import Decision
from goodstanding.funds import operations as funds
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Outcome
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money, UnlawfulError

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@transaction.atomic
def take(*, appeal: Appeal, by: Staff, at: datetime) -> AppealAssignment:
    """Take an appeal nobody has taken.

    Raises:
        UnlawfulError: the person had a hand in the case, is no reviewer, or came second.
    """
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(appeal.decision))
    taken, new = AppealAssignment.objects.get_or_create(
        appeal=appeal, defaults={"reviewer": by, "at": at}
    )
    if not new and taken.reviewer != by:
        raise UnlawfulError(f"{taken.reviewer} has taken this appeal.")
    return taken


@transaction.atomic
def uphold(
    *,
    appeal: Appeal,
    reasons: str,
    by: Staff,
    at: datetime,
    compensation: Mapping[Pot, Money] = NOTHING,
) -> AppealOutcome:
    """Uphold an appeal: the decision is reversed with everything it caused, and the member told.

    Args:
        appeal: the appeal.
        reasons: an answer to each point.
        by: who decides it.
        at: now.
        compensation: what the marketplace gives the member for what was lost by the mistake, pot
            by pot (PWD-11.3, AU-21).

    Raises:
        UnlawfulError: the person decided in the case or is no reviewer (P7), no reasons are given,
            or the appeal has been answered.
    """
    decision = _require_answerable(appeal, reasons=reasons, by=by, at=at)
    cause = f"appeal {appeal.id}"
    reversal = cases.reverse(decision=decision, cause=cause, reasons=reasons, by=by, at=at)
    for pot, money in compensation.items():
        funds.compensate(
            account=decision.case.account,
            money=money,
            contract=pot.contract,
            cause=f"reversal {reversal.pk}",
            by=by.name,
            at=at,
        )
    paid = [f"{money} for contract {pot.contract}" for pot, money in compensation.items()]
    lost = cases.days_lost(decision, at=at)
    given = {"paid": words.listed(paid), "days": lost}
    return _end(appeal, Outcome.REVERSED, reasons=reasons, by=by, at=at, given=given)


@transaction.atomic
def reject(*, appeal: Appeal, reasons: str, by: Staff, at: datetime) -> AppealOutcome:
    """Confirm the decision appealed against, with reasons and the next redress.

    Raises:
        UnlawfulError: as for `uphold`.
    """
    _require_answerable(appeal, reasons=reasons, by=by, at=at)
    return _end(appeal, Outcome.CONFIRMED, reasons=reasons, by=by, at=at)


def _require_answerable(appeal: Appeal, *, reasons: str, by: Staff, at: datetime) -> Decision:
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(appeal.decision))
    if AppealOutcome.objects.filter(appeal=appeal).exists():
        raise UnlawfulError("This appeal has been answered.")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected an answer to each point (P7).")
    return appeal.decision


def _end(
    appeal: Appeal,
    outcome: Outcome,
    *,
    reasons: str,
    by: Staff,
    at: datetime,
    given: Mapping[str, object] = NOTHING,
) -> AppealOutcome:
    decision = appeal.decision
    subject = {
        Outcome.REVERSED: "You were right: the decision is reversed",
        Outcome.CONFIRMED: "Your appeal: the decision stays",
    }[outcome]
    notice = serve(
        decision,
        "appeal_outcome",
        subject,
        say(outcome, decision, reasons=reasons, reviewer=by, **given),
        signed_by=by.name,
        at=at,
    )
    ended = AppealOutcome.objects.create(
        appeal=appeal, outcome=outcome, reasons=reasons, decided_by=by, at=at, notice=notice
    )
    tell(appeal, "appeal.decided", {"outcome": outcome, **given}, at=at)
    return ended
