"""Money as Max, the marketplace, reports it: Ann's contracts, and what their clients do."""

from datetime import timedelta

from goodstanding.events import vocabulary as v
from goodstanding.funds import operations
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Family, Money
from tests import people
from tests.roles import as_owner

NOW = people.NOW
MONTH = timedelta(days=30)


def euros(text):
    """`900.01` as money."""
    whole, _, cents = str(text).partition(".")
    return Money(int(whole) * 100 + int(cents.ljust(2, "0") or 0), "EUR")


def minor(text):
    """`900.01` in cents."""
    return euros(text).minor


def _envelope(what, name, n, day):
    at = people.stamp(people.START + timedelta(days=day))
    return {
        "source": "max",
        "id": f"{name}-{what}-{n}-{day}",
        "at": at,
        "account": name,
        "contract": f"{name}-c{n}",
    }


def earned(n, amount, *, name="ann", day=0, currency="EUR"):
    """The account earns money of its n-th contract."""
    told = _envelope("earned", name, n, day)
    return v.PaymentEarned(**told, client="ben", amount=minor(amount), currency=currency)


def paid_out(n, amount, *, name="ann", day=3, currency="EUR"):
    """Max pays money of the n-th contract out."""
    told = _envelope("payout", name, n, day)
    return v.PayoutSent(**told, amount=minor(amount), currency=currency)


def refunded(n, amount, *, name="ann", day=3):
    """The account gives money of the n-th contract back."""
    told = _envelope("refund", name, n, day)
    return v.PaymentRefunded(**told, client="ben", amount=minor(amount), currency="EUR")


def contested(n, amount, *, name="ann", day=1, currency="EUR"):
    """The client of the n-th contract contests money."""
    told = _envelope("dispute", name, n, day)
    return v.DisputeOpened(**told, client="ben", amount=minor(amount), currency=currency)


def settled(n, *, name="ann", day=2):
    """The dispute about the n-th contract is closed."""
    return v.DisputeClosed(**_envelope("closed", name, n, day), client="ben")


def ended(n, outcome="accepted", *, name="ann", day=2):
    """The n-th contract ends."""
    told = _envelope("ended", name, n, day)
    return v.ContractEnded(**told, client="ben", work="design", outcome=outcome)


def report(*told, at=NOW):
    """Max reports, and the ledger follows."""
    people.tell(*told, at=at)
    return operations.post_events(at=at)


def pot(account, n, currency="EUR"):
    """The account's n-th contract, in a currency."""
    return Pot(f"{account.name}-c{n}", currency)


def hold(account, amounts, *, at=NOW, ends_at=None, currency="EUR", **grounds):
    """Rita decides to hold money of the account's n-th contracts."""
    asked = {pot(account, n, currency): euros(amount) for n, amount in amounts.items()}
    return operations.place_hold(
        account=account,
        **{"family": Family.PERFORMANCE} | grounds,
        amounts={one: Money(money.minor, currency) for one, money in asked.items()},
        cause="decision 1",
        ends_at=ends_at or at + MONTH,
        by="Rita",
        at=at,
    )


ASKED_BY_CASES = (
    ("funds_hold", "hold_is_ordered"),
    ("funds_transfer", "transfer_is_agreed"),
    ("funds_entry", "compensation_is_ordered"),
)
"""What the room of cases asks of rows of this room: a decision, two people, a reversal."""


def ask_of_cases(how):
    """The owner switches that off or on: DISABLE or ENABLE."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in ASKED_BY_CASES:
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
