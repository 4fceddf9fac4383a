"""Add documents and pictures to a case."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases.hearings.files import TOO_MANY, Checked, NotKeptError
from goodstanding.cases.models import Attachment, AttachmentContent, Case
from goodstanding.law.appeal import Door

A_DAY = timedelta(days=1)
MOST = 10
"""Attachments of one person to one case within a day."""


def attach(
    case: Case, files: Iterable[Checked], *, by: Staff | str, door: Door | str, at: datetime
) -> list[Attachment]:
    """Keep files with a case, in the caller's transaction.

    Args:
        case: the case, locked.
        files: what was checked.
        by: the person of the team; else the member's account name, or who speaks for them.
        door: the way they came.
        at: now.

    Raises:
        NotKeptError: it is more than one person may add to a case within a day.
    """
    wanted = list(files)
    if not wanted:
        return []
    left = MOST - case.attachments.filter(by=str(by), at__gt=at - A_DAY).count()
    if len(wanted) > left:
        raise NotKeptError(wanted[left].name, TOO_MANY)
    return [_kept(case, one, by=by, door=door, at=at) for one in wanted]


def naming(text: str, files: Iterable[Checked]) -> str:
    """What was written, and the names of the files that came with it, in the language now spoken.

    Args:
        text: the words.
        files: what came with them.
    """
    names = ", ".join(one.name for one in files)
    return f"{text}\n\n" + gettext("Files: %(names)s") % {"names": names} if names else text


def _kept(
    case: Case, one: Checked, *, by: Staff | str, door: Door | str, at: datetime
) -> Attachment:
    attachment = Attachment.objects.create(
        case=case,
        name=one.name,
        kind=one.kind,
        size=len(one.content),
        sha256=sha256(one.content).hexdigest(),
        by=str(by),
        staff=by if isinstance(by, Staff) else None,
        door=door,
        at=at,
    )
    AttachmentContent.objects.create(attachment=attachment, content=one.content)
    return attachment
