"""Wishes that wait for a second person, as a proposal keeps them, and read back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Capability, Emergency, Intention, MeasureKind, Money
from goodstanding.law.withholding import Code


@dataclass(frozen=True)
class Withhold:
    """What someone would keep from the member.

    Attributes:
        finding: which record.
        code: under which code of the closed list.
        reasons: why; staff read it, the member does not.
        review_at: when it is told, unless two people withhold it again.
    """

    finding: UUID
    code: Code
    reasons: str
    review_at: datetime


@dataclass(frozen=True)
class GiveBack:
    """What someone would give back to a client out of what is held, in a case of fraud.

    Attributes:
        hold: out of which hold.
        contract: of which contract.
        client: to whom, by account name; a client of that contract.
        money: how much, at most what is still held of it.
        reasons: why the money is that client's; the member reads it.
    """

    hold: UUID
    contract: str
    client: str
    money: Money
    reasons: str


def given_back(wish: GiveBack) -> dict[str, Any]:
    """What is wished to be given back, as plain values."""
    return {
        "hold": str(wish.hold),
        "contract": wish.contract,
        "client": wish.client,
        "amount": wish.money.minor,
        "currency": wish.money.currency,
    }


def read_giving(kept: dict[str, Any], reasons: str) -> GiveBack:
    """What is wished to be given back, from what `given_back` made of it."""
    return GiveBack(
        hold=UUID(kept["hold"]),
        contract=kept["contract"],
        client=kept["client"],
        money=Money(kept["amount"], kept["currency"]),
        reasons=reasons,
    )


def written(wish: Wish | Withhold | GiveBack) -> dict[str, Any]:
    """A wish as plain values."""
    if isinstance(wish, GiveBack):
        return given_back(wish)
    if isinstance(wish, Withhold):
        review_at = wish.review_at.isoformat()
        return {"finding": str(wish.finding), "code": wish.code, "review_at": review_at}
    return {
        "measure": wish.measure,
        "capabilities": None if wish.capabilities is None else list(wish.capabilities),
        "contracts": list(wish.contracts),
        "subject": wish.subject,
        "member": wish.member,
        "ends_at": wish.ends_at.isoformat() if wish.ends_at else None,
        "hold": [[*pot, sum_.minor] for pot, sum_ in wish.hold.items()],
        "emergency": wish.emergency,
        "ground": wish.ground,
        "intention": wish.intention,
    }


def read_decision(kept: dict[str, Any], reasons: str) -> Wish:
    """A wished decision, from what `written` made of it."""
    stops, ends_at, emergency = kept["capabilities"], kept["ends_at"], kept["emergency"]
    return Wish(
        measure=MeasureKind(kept["measure"]),
        reasons=reasons,
        capabilities=None if stops is None else tuple(Capability(one) for one in stops),
        contracts=tuple(kept["contracts"]),
        subject=kept["subject"],
        member=kept.get("member", ""),
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        hold={
            Pot(contract, currency): Money(minor, currency)
            for contract, currency, minor in kept["hold"]
        },
        emergency=Emergency(emergency) if emergency else None,
        ground=kept["ground"],
        intention=Intention(kept.get("intention", Intention.UNKNOWN)),
    )


def read_withholding(kept: dict[str, Any], reasons: str) -> Withhold:
    """What is wished to be withheld, from what `written` made of it."""
    return Withhold(
        finding=UUID(kept["finding"]),
        code=Code(kept["code"]),
        reasons=reasons,
        review_at=datetime.fromisoformat(kept["review_at"]),
    )
