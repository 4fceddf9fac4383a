"""The money a case is about, contract by contract, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.cases.drafting import rulings, words
from goodstanding.funds import queries as funds
from goodstanding.interfaces import moneyflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.funds.queries import Balance, Flow
    from goodstanding.interfaces.moneyflow import Picture
    from goodstanding.law.hold import Pot
    from goodstanding.law.terms import Money


@dataclass(frozen=True)
class Line:
    """One contract's money in one currency; None where there is none of a kind."""

    contract: str
    payable: Money | None
    contested: Money | None
    held: Money | None
    holdable: Money | None


@dataclass(frozen=True)
class Stakes:
    """A member's money: in all, and of each contract that is contested or held.

    `unpaid` is contested in a currency in which its contract was never paid, and holds nothing.
    """

    payable: str
    contested: str
    held: str
    holdable: str
    lines: Sequence[Line]
    unpaid: str
    pictures: Sequence[Picture]


def stakes(account: Account, case: Case | None = None, *, at: datetime) -> Stakes:
    """What is payable, contested and held of a member's, and what may be held in a case."""
    balances = funds.balances(account, at=at)
    contested = funds.contested(account)
    most = rulings.hold_ceiling(case) if case else {}
    touched = {pot for pot, of in balances.items() if of.held.minor} | contested.keys()
    return Stakes(
        payable=said(one.payable for one in balances.values()),
        contested=said(contested.values()),
        held=said(one.held for one in balances.values()),
        holdable=said(most.values()),
        lines=[_line(pot, balances, contested, most) for pot in sorted(touched)],
        unpaid=unpaid(account),
        pictures=moneyflow.pictures(flows(account, case, at=at)),
    )


def flows(account: Account, case: Case | None = None, *, at: datetime) -> list[Flow]:
    """Where a member's money went; in a case, of the contracts ever contested or held."""
    contracts = funds.ever_at_stake(account) if case else None
    return funds.flow(account, contracts=contracts, at=at)


def unpaid(account: Account) -> str:
    """What is contested in a currency in which its contract was never paid, in words."""
    known = funds.unpaid_contests(account).items()
    return words.listed(f"{money} of contract {pot.contract}" for pot, money in known)


def _line(
    pot: Pot,
    balances: Mapping[Pot, Balance],
    contested: Mapping[Pot, Money],
    most: Mapping[Pot, Money],
) -> Line:
    of = balances.get(pot)
    return Line(
        contract=pot.contract,
        payable=of.payable if of else None,
        contested=contested.get(pot),
        held=of.held if of and of.held.minor else None,
        holdable=most.get(pot),
    )


def said(amounts: Iterable[Money]) -> str:
    """Amounts added up, currency by currency, in words; `none` for nothing.

    >>> from goodstanding.law.terms import Money
    >>> said([Money(90_000, "EUR"), Money(1_000, "USD"), Money(5_000, "EUR")])
    '950.00 EUR and 10.00 USD'
    """
    sums = [str(one) for one in words.total(amounts) if one.minor]
    return words.listed(sums) if sums else "none"
