"""Short ways to tell events of Ann and Ben."""

from goodstanding.events import vocabulary as v


def ended(number, account="ann", at="2026-02-02T09:30:00Z", **changes):
    """Ann's contract of this number ended well, for Ben."""
    told = {
        "source": "main",
        "id": f"ended-{number}",
        "contract": f"contract-{number}",
        "client": "ben",
        "work": "translation",
        "outcome": "accepted",
    }
    return v.ContractEnded(account=account, at=at, **(told | changes))


def earned(number, account="ann", at="2026-02-02T09:30:00Z", minor=90_000, **changes):
    """Ann earned money of the contract of this number."""
    told = {
        "source": "main",
        "id": f"earned-{number}",
        "contract": f"contract-{number}",
        "client": "ben",
        "amount": minor,
        "currency": "EUR",
    }
    return v.PaymentEarned(account=account, at=at, **(told | changes))
