"""Answer an appeal: take it, uphold it, modify the decision, confirm it, or not look into it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, AppealAssignment, AppealOutcome
from goodstanding.appeals.operations import turns
from goodstanding.appeals.operations.telling import say, serve, tell
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Decision
from goodstanding.funds import operations as funds
from goodstanding.languages import Said, writing
from goodstanding.languages import say as say_in
from goodstanding.languages.vocabulary import word
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Inadmissible, Outcome
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money, UnlawfulError
from goodstanding.notices.models import Notice

SUBJECTS = {
    Outcome.REVERSED: gettext_noop("You were right: the decision is reversed"),
    Outcome.MODIFIED: gettext_noop("Your appeal: a milder decision takes the place of the first"),
    Outcome.CONFIRMED: gettext_noop("Your appeal: the decision stays"),
    Outcome.INADMISSIBLE: gettext_noop("Your appeal: why it was not looked into"),
}
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
    cause = _cause(appeal)
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
    lost = cases.days_lost(decision, at=at)
    paid = partial(_paid, compensation)
    given = {"paid": say_in(paid, "en"), "days": lost}
    return _end(
        appeal, Outcome.REVERSED, reasons=reasons, by=by, at=at, given=given, said={"paid": paid}
    )


def _paid(compensation: Mapping[Pot, Money]) -> str:
    return words.listed(
        gettext("%(money)s for contract %(contract)s")
        % {"money": writing.amount(money), "contract": pot.contract}
        for pot, money in compensation.items()
    )


@transaction.atomic
def modify(*, appeal: Appeal, wish: Wish, by: Staff, at: datetime) -> AppealOutcome:
    """Put a milder decision in the place of the one appealed against; the member is told of both.

    Args:
        appeal: the appeal.
        wish: the milder decision; its reasons answer the appeal, too.
        by: the reviewer.
        at: now.

    Raises:
        UnlawfulError: as for `uphold`; or the law does not allow it, or it is not milder (G20).
    """
    decision = _require_answerable(appeal, reasons=wish.reasons, by=by, at=at)
    milder = cases.modify(decision=decision, wish=wish, cause=_cause(appeal), by=by, at=at)
    return _end(appeal, Outcome.MODIFIED, reasons=wish.reasons, by=by, at=at, milder=milder)


@transaction.atomic
def reject(*, appeal: Appeal, reasons: str, by: Staff, at: datetime) -> AppealOutcome:
    """Confirm the decision appealed against, with reasons and the next redress.

    Raises:
        UnlawfulError: as for `uphold`.
    """
    _require_answerable(appeal, reasons=reasons, by=by, at=at)
    return _end(appeal, Outcome.CONFIRMED, reasons=reasons, by=by, at=at)


@transaction.atomic
def find_inadmissible(
    *, appeal: Appeal, code: Inadmissible, reasons: str, by: Staff, at: datetime
) -> AppealOutcome:
    """Say why an appeal is not looked into, under a code of the closed list; with other redress.

    Raises:
        UnlawfulError: as for `uphold`; or the record gainsays the code.
    """
    _require_answerable(appeal, reasons=reasons, by=by, at=at)
    law.require_inadmissible(code, queries.filed(appeal))
    return _end(appeal, Outcome.INADMISSIBLE, reasons=reasons, by=by, at=at, code=code)


def _cause(appeal: Appeal) -> str:
    return f"appeal {appeal.id}"


def _require_answerable(appeal: Appeal, *, reasons: str, by: Staff, at: datetime) -> Decision:
    appeal = turns.of_appeal(appeal)
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
    said: Mapping[str, Callable[[], str]] = NOTHING,
    code: Inadmissible | None = None,
    milder: Decision | None = None,
) -> AppealOutcome:
    why = code.spoken if code else ""

    def text() -> str:
        told = {"reasons": reasons, "reviewer": by, "why": word(why)}
        spoken = {name: known() for name, known in said.items()}
        return say(outcome, appeal.decision, **(told | dict(given) | spoken))

    ended = AppealOutcome.objects.create(
        appeal=appeal,
        outcome=outcome,
        inadmissible=code or "",
        milder=milder,
        reasons=reasons,
        decided_by=by,
        at=at,
        notice=_serve(appeal, outcome, text, by=by, at=at),
    )
    told: dict[str, object] = {"outcome": outcome, **given}
    told |= {"inadmissible": code} if code else {}
    told |= {"milder": str(milder.id)} if milder else {}
    tell(appeal, "appeal.decided", told, at=at)
    return ended


def _serve(appeal: Appeal, outcome: Outcome, text: Said, *, by: Staff, at: datetime) -> Notice:
    def subject() -> str:
        return gettext(SUBJECTS[outcome])

    return serve(appeal.decision, "appeal_outcome", subject, text, signed_by=by.name, at=at)
