"""A notice in the portal: there as soon as it is written, also for a suspended member."""

from datetime import datetime

from goodstanding.accounts.models import Account
from goodstanding.notices.models import Delivery

NAME = "portal"


def address(account: Account) -> str:
    """Everyone has a portal."""
    return account.name


def send(delivery: Delivery, *, at: datetime) -> str:
    """Nothing moves: the notice is in the portal from the transaction that made it."""
    return f"in the portal of {delivery.notice.account.name} since {at:%Y-%m-%d %H:%M} UTC"
