"""A notice in the portal: there as soon as it is written, also for a suspended member."""

from datetime import datetime

from goodstanding.notices.models import Delivery

NAME = "portal"


def send(delivery: Delivery, *, at: datetime) -> str:
    """Nothing moves: the notice is in the portal from the transaction that made it."""
    return f"in the portal of {delivery.notice.account.name} since {at.isoformat()}"
