"""Carry out an award in the ledger, and tell both parties and the marketplace, all in one."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Account
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.models import Decision
from goodstanding.cases.operations.telling import serve, tell
from goodstanding.funds import operations as funds
from goodstanding.funds import queries
from goodstanding.funds.models import Award
from goodstanding.languages import writing
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money, UnlawfulError
from goodstanding.notices import operations as notices


@transaction.atomic
def carry_out_award(
    *,
    account: Account,
    recipient: Account,
    contract: str,
    money: Money,
    cause: str,
    reasons: str,
    by: str,
    at: datetime,
) -> Award:
    """Move exactly what an award says from what is held of a contract, and tell everyone.

    Whose money was held gets a notice in each case that held it: what went, why, how much, and
    what they can do. The recipient gets a letter that says nothing of any case; the marketplace
    the webhook `award.carried_out`.

    Args:
        account: from whom.
        recipient: to whom.
        contract: of which contract.
        money: how much was awarded.
        cause: the award, by its reference; it is carried out once.
        reasons: the reasons of the award, in words fit to be shown to both.
        by: the neutral who awarded it.
        at: now.

    Raises:
        UnlawfulError: it has no reasons (UML), or less than that is held of the contract.
    """
    said = _said(reasons)
    pay = partial(funds.carry_out_award, account=account, recipient=recipient, contract=contract)
    award = pay(money=money, cause=cause, by=by, at=at)
    for decision in _decisions(award):
        _tell_member(award, decision, said, at=at)
    _tell_recipient(award, said, at=at)
    return award


def _said(reasons: str) -> str:
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why the award was made.")
    return reasons.strip()


def _decisions(award: Award) -> Iterable[Decision]:
    """The decisions whose holds the award took from."""
    return Decision.objects.filter(hold__parts__transfers__award=award).distinct().order_by("at")


def _tell_member(award: Award, decision: Decision, reasons: str, *, at: datetime) -> None:
    case, of = decision.case, Pot(award.contract, award.currency)
    moved = award.transfers.filter(part__hold=decision.hold)
    gone = Money(sum(one.amount for one in moved), award.currency)
    left = queries.balances(award.account, at=at)[of].held
    statement = decision.statement

    def subject() -> str:
        money = {"money": writing.amount(gone)}
        return gettext("%(money)s went to the other party by an award") % money

    def text() -> str:
        return words.render(
            "cases/awarded.md",
            case,
            award=award,
            money=writing.amount(gone),
            left=writing.amount(left) if left.minor else "",
            reasons=reasons,
            appeal_until=statement.appeal_until if statement else None,
            manager=rulings.manager(case),
        )

    serve(case, "release", subject, text, at=at)
    body: dict[str, object] = {
        "award": str(award.id),
        "reference": award.cause,
        "hold": str(decision.hold_id),
        "contract": award.contract,
        "recipient": award.recipient.name,
        "amount": gone.minor,
        "currency": award.currency,
        "by": award.by,
    }
    tell(case, "award.carried_out", f"{award.id} {decision.id}", body, at=at)


def _tell_recipient(award: Award, reasons: str, *, at: datetime) -> None:
    """Tell the recipient what is theirs, and nothing of the other's case."""
    money, recipient = Money(award.amount, award.currency), award.recipient
    told = {"award": award, "recipient": recipient, "reasons": reasons, "signed": award.by}

    def subject() -> str:
        return gettext("%(money)s is yours by an award") % {"money": writing.amount(money)}

    def text() -> str:
        return words.plain("cases/award_won.md", **told, money=writing.amount(money))

    notices.serve(
        account=recipient,
        kind="release",
        subject=subject,
        text=text,
        reference=award.contract[:64],
        cause=f"award {award.cause}"[:200],
        signed_by=award.by,
        reply_to="",
        at=at,
    )
