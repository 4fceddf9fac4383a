"""What may be done with a hold, and what is typed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django import forms

from goodstanding.cases.drafting import second
from goodstanding.cases.drafting.wishes import GiveBack
from goodstanding.funds import queries as funds
from goodstanding.interfaces.console.forms import AmountField
from goodstanding.law.hold import Ground
from goodstanding.law.second import Act
from goodstanding.law.terms import Family, Money, UnlawfulError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from goodstanding.cases.models import Case, Decision, Proposal
    from goodstanding.funds.models import Hold


@dataclass(frozen=True)
class Givable:
    """What is still held of one contract, and who paid for it."""

    part: int
    contract: str
    left: Money
    clients: Sequence[str]


def givable(hold: Hold) -> list[Givable]:
    """What could go back to whom out of a hold, contract by contract; nothing but in fraud."""
    return awardable(hold) if hold.family == Family.FRAUD else []


def awardable(hold: Hold) -> list[Givable]:
    """What a neutral could award whom out of a hold, contract by contract, on any ground."""
    return [
        Givable(
            part=part.pk,
            contract=part.contract,
            left=Money(funds.left_of(part), part.currency),
            clients=sorted(funds.clients_of(hold.account, part.contract)),
        )
        for part in funds.unreleased().filter(hold=hold).order_by("contract", "currency")
    ]


def case_of(hold: Hold) -> Case:
    """The case in which a hold was ordered.

    Raises:
        UnlawfulError: no decision orders it.
    """
    decision: Decision | None = getattr(hold, "decision", None)
    if decision is None:
        raise UnlawfulError(f"hold: got {hold.pk}, expected one that a decision orders.")
    return decision.case


def asked(hold: Hold, sent: QueryDict) -> GiveBack:
    """What someone asks to give back.

    Raises:
        UnlawfulError: the part is not of this hold, or the amount is none; the message says what.
    """
    one, money = _part_and_sum(givable(hold), sent, "held on fraud")
    client, why = sent.get("client", "").strip(), sent.get("why", "")
    return GiveBack(hold.pk, one.contract, client, money, why)


@dataclass(frozen=True)
class Awarded:
    """An award as it was typed: of which contract, how much, to whom, by whom, and why."""

    contract: str
    client: str
    money: Money
    neutral: str
    reference: str
    reasons: str


def awarded(hold: Hold, sent: QueryDict) -> Awarded:
    """What an award says, as it was typed.

    Raises:
        UnlawfulError: the contract is not of this hold, the recipient did not pay for it, or
            something is missing; the message says what.
    """
    one, money = _part_and_sum(awardable(hold), sent, "held")
    typed = {name: sent.get(name, "").strip() for name in ("client", "neutral", "reference")}
    for name, value in typed.items():
        if not value:
            raise UnlawfulError(f"{name}: got nothing, expected what the award says.")
    if typed["client"] not in one.clients:
        paid = ", ".join(one.clients) or "nobody known"
        raise UnlawfulError(f"client: got {typed['client']!r}, expected who paid for it: {paid}.")
    return Awarded(one.contract, money=money, **typed, reasons=sent.get("reasons", ""))


def _part_and_sum(parts: list[Givable], sent: QueryDict, how: str) -> tuple[Givable, Money]:
    found = {str(one.part): one for one in parts}
    one = found.get(sent.get("part", ""))
    if one is None:
        raise UnlawfulError(f"part: expected a contract of which something is {how}.")
    try:
        money = AmountField(one.left.currency).clean(sent.get("amount", ""))
    except forms.ValidationError as wrong:
        raise UnlawfulError(f"amount: {' '.join(wrong.messages)}") from None
    if money is None:
        raise UnlawfulError(f"amount: got nothing, expected a sum such as {one.left}.")
    return one, money


def waiting(hold: Hold, *, at: datetime) -> list[Proposal]:
    """What was proposed to be given back out of a hold and waits for the second person."""
    return [
        one
        for one in second.waiting(at=at)
        if one.act == Act.REVERSAL and one.wish["hold"] == str(hold.pk)
    ]


def latest_end(hold: Hold) -> datetime | None:
    """Until when a hold could last if its dispute goes a step up; None where it cannot."""
    if hold.ground != Ground.DISPUTE or hasattr(hold, "extension"):
        return None
    return funds.latest_extension(hold)


def day(typed: str) -> datetime:
    """The start of a day typed as 2026-06-30, in UTC.

    Raises:
        UnlawfulError: it is no such day.
    """
    try:
        on = datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, made UTC below
    except ValueError:
        raise UnlawfulError(f"ends_on: got {typed!r}, expected a day such as 2026-06-30.") from None
    return datetime.combine(on, time(), tzinfo=UTC)
