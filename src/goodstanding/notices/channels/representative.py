"""A copy of a notice by mail to who speaks for the member; queued where a case names someone."""

from datetime import datetime

from goodstanding.accounts.models import Account
from goodstanding.notices.channels import mail
from goodstanding.notices.models import Delivery

NAME = "representative"


def address(account: Account) -> str:  # noqa: ARG001 - a case knows who speaks, not an account
    """Nobody, unless whoever serves the notice names one."""
    return ""


def send(delivery: Delivery, *, at: datetime) -> str:
    """Hand the copy to the mail server; it has an id of its own.

    Raises:
        OSError, SMTPException: the mail server could not take it.
    """
    return mail.hand_over(delivery, id_=f"copy.{delivery.notice_id}", at=at)
