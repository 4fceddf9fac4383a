"""The front door: what comes to it goes to the case of who wrote, or becomes an inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from goodstanding.appeals import operations as appeals
from goodstanding.cases import queries as cases
from goodstanding.cases.operations import Mail
from goodstanding.support import operations as support

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from goodstanding.support.operations import Asked


def by_mail(mail: Mail, *, answers: Collection[UUID], at: datetime) -> None:
    """Take a mail to the front door. Nobody can tell from outside which way it went.

    What a machine wrote is kept where it belongs to a case, and else not: it asks nothing.

    Args:
        mail: the mail.
        answers: the notices of ours that it answers.
        at: now.
    """
    case = cases.of_sender(mail.sender, subject=mail.subject, answers=answers, at=at)
    if case is not None:
        appeals.receive(token=case.token, mail=mail, at=at)
    elif mail.words and not mail.automatic:
        asked = support.Asked(mail.words, mail.sender, "", mail.subject, mail.message_id)
        support.open_inquiry(asked=asked, at=at)


def by_form(asked: Asked, *, at: datetime) -> None:
    """Take what was written in the form, whose writer nobody has proven.

    Where the address is that of a member with a case, it is kept apart with that case until a
    case manager has said whose it is.

    Args:
        asked: what was filled in.
        at: now.

    Raises:
        UnlawfulError: nothing is said, too much, or no address is given.
    """
    asked.check()
    case = cases.of_sender(asked.sender, subject="", at=at)
    if case is None:
        support.open_inquiry(asked=asked, at=at)
        return
    mail = Mail(f"form {uuid4()}", asked.sender, "By the public form", asked.text, proven=False)
    appeals.receive(token=case.token, mail=mail, at=at)
