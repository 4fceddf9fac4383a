"""How much money may be held back, on which ground, and how long."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from goodstanding.law.clocks import GOLD, Clocks
from goodstanding.law.terms import Family, Money, StaffRole, UnlawfulError


class Pot(NamedTuple):
    """Money of one contract in one currency. What is contested and held is matched pot by pot."""

    contract: str
    currency: str


class Ground(StrEnum):
    """Why money may be held back. G21, G22."""

    SECURITY = "security_period"
    HOURLY = "hourly_review"
    NEW_SELLER = "new_seller"
    DISPUTE = "dispute"
    CHARGEBACK = "chargeback_exposure"
    FRAUD = "fraud"
    ORDER = "order"


def longest(ground: Ground, clocks: Clocks = GOLD) -> timedelta | None:
    """How long one hold lasts at most (G22); None where law or an authority orders it."""
    lengths: Mapping[Ground, timedelta] = {
        Ground.SECURITY: clocks.hold_security,
        Ground.HOURLY: clocks.hold_hourly,
        Ground.NEW_SELLER: clocks.hold_new_seller,
        Ground.DISPUTE: clocks.hold_dispute,
        Ground.CHARGEBACK: clocks.hold_chargeback,
        Ground.FRAUD: clocks.hold_fraud,
    }
    return lengths.get(ground)


def ground_of(family: Family) -> Ground:
    """The ground of a hold where none is named: fraud, else that a client contests it. G21, G22."""
    return Ground.FRAUD if family == Family.FRAUD else Ground.DISPUTE


def ceiling(
    family: Family, contested: Mapping[Pot, Money], earned: Mapping[Pot, Money]
) -> dict[Pot, Money]:
    """The most that may be held, pot by pot.

    Outside fraud: what is contested of what is there, on the contested contracts only. In fraud,
    and in fraud only, all that is there (P5; G21, ON-10). A sum contested in a currency in which
    the contract was never paid holds nothing: money is not converted.

    Args:
        family: the ground.
        contested: the contested sum of each contested contract and currency.
        earned: the payable balance of each contract and currency.
    """
    if family == Family.FRAUD:
        return {pot: money for pot, money in earned.items() if money.minor > 0}
    least = {pot: min(money, earned[pot]) for pot, money in contested.items() if pot in earned}
    return {pot: money for pot, money in least.items() if money.minor > 0}


def ends_by(
    ground: Ground,
    placed_at: datetime,
    *,
    held_before: timedelta = timedelta(0),
    escalated: bool = False,
    clocks: Clocks = GOLD,
) -> datetime | None:
    """When a hold is released at the latest (P4; G22); None where law or an order decides.

    Args:
        ground: why it is held.
        placed_at: when it is placed.
        held_before: how long the same money was held on the same ground before; renewing a hold
            gains no time beyond the absolute limit (PP-180).
        escalated: whether its dispute went on to arbitration or a court, the only reason to hold
            longer for a dispute (UPW-ESC).
        clocks: the lengths that bind for the member.
    """
    lasts = longest(ground, clocks)
    if lasts is None:
        return None
    latest = placed_at + max(clocks.hold_absolute - held_before, timedelta(0))
    if ground == Ground.DISPUTE and escalated:
        return latest
    return min(placed_at + lasts, latest)


def look_by(looked_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """When somebody looks at a hold again at the latest; it lapses if nobody does (P4; G21)."""
    return looked_at + clocks.hold_review


def require_reversible(family: Family) -> None:
    """Refuse to give money back to a client on any ground but fraud (P5).

    Raises:
        UnlawfulError: naming the ground.
    """
    if family != Family.FRAUD:
        raise UnlawfulError(f"Money is reversed on the ground of fraud only, not {family} (P5).")


def require_four_eyes(
    first: str, roles: Iterable[StaffRole], second: str, others: Iterable[StaffRole]
) -> None:
    """Refuse a reversal that two different qualified persons have not agreed (P5).

    One is a finance officer, the other a case manager or a reviewer; who proposes is theirs to
    choose.

    Args:
        first: who proposes it.
        roles: what they are qualified for.
        second: who agrees.
        others: what that one is qualified for.

    Raises:
        UnlawfulError: naming what is missing.
    """
    if first == second:
        raise UnlawfulError(f"agreed_by: got {second} again, expected a second person (P5).")
    judges = {StaffRole.CASE_MANAGER, StaffRole.REVIEWER}
    one, two = set(roles), set(others)
    finance = StaffRole.FINANCE_OFFICER
    if not ((finance in one and judges & two) or (finance in two and judges & one)):
        raise UnlawfulError(
            f"{first} and {second}: expected a finance officer, and a case manager or a reviewer "
            "(P5)."
        )


def require_left(asked: Money, left: Money, where: str) -> None:
    """Refuse to move more out of a hold, to a client or by an award, than is held. P5, P6, G21.

    Args:
        asked: how much is to go.
        left: how much is still held, in the same currency.
        where: what is said of it, with its space or comma: ` held of contract c1`.

    Raises:
        UnlawfulError: it is nothing, more than is held, or another currency.
    """
    if asked.currency != left.currency or not 0 < asked.minor <= left.minor:
        raise UnlawfulError(f"money: got {asked}, expected at most {left}{where}.")


def require_within(asked: Mapping[Pot, Money], most: Mapping[Pot, Money]) -> None:
    """Refuse a hold above its ceiling. Keeps P5, G21.

    Raises:
        UnlawfulError: naming the first contract with more asked than may be held.
    """
    for pot, money in asked.items():
        limit = most.get(pot, Money(0, pot.currency))
        if money.currency != limit.currency or money.minor > limit.minor or money.minor <= 0:
            raise UnlawfulError(
                f"A hold of {money} on contract {pot.contract} is not open: "
                f"at most {limit} may be held there."
            )
