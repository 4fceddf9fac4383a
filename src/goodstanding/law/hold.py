"""How much money may be held back, and how long."""

from collections.abc import Mapping
from datetime import datetime

from goodstanding.law import clocks
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
    """
    if family == Family.FRAUD:
        return {contract: money for contract, money in earned.items() if money.minor > 0}
    return {
        contract: Money(min(sum_.minor, earned[contract].minor), sum_.currency)
        for contract, sum_ in contested.items()
        if contract in earned and min(sum_.minor, earned[contract].minor) > 0
    }


def ends_by(family: Family, placed_at: datetime) -> datetime:
    """When a hold is released at the latest (P4; G22)."""
    return placed_at + (clocks.HOLD_FRAUD if family == Family.FRAUD else clocks.HOLD_DISPUTE)


def require_within(asked: Mapping[str, Money], most: Mapping[str, Money]) -> None:
    """Refuse a hold above its ceiling.

    Raises:
        UnlawfulError: naming the first contract with more asked than may be held.
    """
    for contract, money in asked.items():
        limit = most.get(contract, Money(0, money.currency))
        if money.currency != limit.currency or money.minor > limit.minor or money.minor <= 0:
            raise UnlawfulError(
                f"A hold of {money} on contract {contract} is not open: "
                f"at most {limit} is contested."
            )
