"""The money a case is about, contract by contract, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.cases.drafting import rulings, words
from goodstanding.funds import queries as funds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.funds.queries import Balance
    from goodstanding.law.terms import Money


@dataclass(frozen=True)
class Line:
    """One contract's money; None where there is none of a kind."""

    contract: str
    payable: Money | None
    contested: Money | None
    held: Money | None
    holdable: Money | None


@dataclass(frozen=True)
class Stakes:
    """A member's money: in all, and of each contract that is contested or held."""

    payable: str
    contested: str
    held: str
    holdable: str
    lines: Sequence[Line]


def stakes(account: Account, case: Case | None = None) -> Stakes:
    """What is payable, contested and held of a member's, and what may be held in a case."""
    balances = funds.balances(account)
    contested = funds.contested(account)
    most = rulings.hold_ceiling(case) if case else {}
    touched = {name for name, of in balances.items() if of.held.minor} | contested.keys()
    return Stakes(
        payable=said(one.payable for one in balances.values()),
        contested=said(contested.values()),
        held=said(one.held for one in balances.values()),
        holdable=said(most.values()),
        lines=[_line(name, balances, contested, most) for name in sorted(touched)],
    )


def _line(
    name: str,
    balances: Mapping[str, Balance],
    contested: Mapping[str, Money],
    most: Mapping[str, Money],
) -> Line:
    of = balances.get(name)
    return Line(
        contract=name,
        payable=of.payable if of else None,
        contested=contested.get(name),
        held=of.held if of and of.held.minor else None,
        holdable=most.get(name),
    )


def said(amounts: Iterable[Money]) -> str:
    """Amounts added up, currency by currency, in words; `none` for nothing.

    >>> from goodstanding.law.terms import Money
    >>> said([Money(90_000, "EUR"), Money(1_000, "USD"), Money(5_000, "EUR")])
    '950.00 EUR and 10.00 USD'
    """
    sums = [str(one) for one in words.total(amounts) if one.minor]
    return words.listed(sums) if sums else "none"
