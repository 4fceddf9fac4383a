"""How much money may be held back, and how long."""

from collections.abc import Mapping
from datetime import datetime

from goodstanding.law.clocks import GOLD, Clocks
from goodstanding.law.terms import Family, Money, UnlawfulError


def ceiling(
    family: Family, contested: Mapping[str, Money], earned: Mapping[str, Money]
) -> dict[str, Money]:
    """The most that may be held, contract by contract.

    Outside fraud: what is contested of what is there, on the contested contracts only. In fraud,
    and in fraud only, all that is there (P5; G21, ON-10).

    Args:
        family: the ground.
        contested: the contested sum of each contested contract.
        earned: the payable balance of each contract.

    Raises:
        UnlawfulError: a sum is contested in another currency than the contract is paid in.
    """
    if family == Family.FRAUD:
        return {contract: money for contract, money in earned.items() if money.minor > 0}
    least = {
        contract: _lesser(contract, money, earned[contract])
        for contract, money in contested.items()
        if contract in earned
    }
    return {contract: money for contract, money in least.items() if money.minor > 0}


def _lesser(contract: str, contested: Money, earned: Money) -> Money:
    if contested.currency != earned.currency:
        raise UnlawfulError(
            f"Contract {contract} is paid in {earned.currency}, so {contested} cannot be contested "
            f"on it."
        )
    return min(contested, earned)


def ends_by(family: Family, placed_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """When a hold is released at the latest (P4; G22).

    Args:
        family: the ground.
        placed_at: when the first hold on the same ground was placed; renewing one gains no time.
        clocks: the lengths that bind for the member.
    """
    return placed_at + (clocks.hold_fraud if family == Family.FRAUD else clocks.hold_dispute)


def require_reversible(family: Family) -> None:
    """Refuse to give money back to a client on any ground but fraud (P5).

    Raises:
        UnlawfulError: naming the ground.
    """
    if family != Family.FRAUD:
        raise UnlawfulError(f"Money is reversed on the ground of fraud only, not {family} (P5).")


def require_within(asked: Mapping[str, Money], most: Mapping[str, Money]) -> None:
    """Refuse a hold above its ceiling. Keeps P5, G21.

    Raises:
        UnlawfulError: naming the first contract with more asked than may be held.
    """
    for contract, money in asked.items():
        limit = most.get(contract, Money(0, money.currency))
        if money.currency != limit.currency or money.minor > limit.minor or money.minor <= 0:
            raise UnlawfulError(
                f"A hold of {money} on contract {contract} is not open: "
                f"at most {limit} may be held there."
            )
