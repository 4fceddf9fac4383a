"""Case manager and member write to each other, at any time in a case and after it."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import managing, words
from goodstanding.cases.drafting.quoting import quoted
from goodstanding.cases.hearings import reading
from goodstanding.cases.hearings.files import Checked
from goodstanding.cases.models import Case, Heed, Message
from goodstanding.cases.operations.attaching import attach, naming
from goodstanding.cases.operations.telling import serve, tell
from goodstanding.law.appeal import Door
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice


@transaction.atomic
def write(
    *, case: Case, text: str, by: Staff, at: datetime, files: Collection[Checked] = ()
) -> Message:
    """Write to the member; it is their mail and on their page, and what they wrote waits no longer.

    It is no notice of a measure: nothing follows from it, and no clock starts with it.

    Args:
        case: the case.
        text: what is said; the member reads these very words.
        by: the case manager who writes.
        at: now.
        files: what is added to the case with it.

    Raises:
        UnlawfulError: nothing is said, the person is no case manager, or it is too much for a day.
    """
    _require_words(text)
    _require_manager(by, at=at)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    attach(case, files, by=by, door="console", at=at)

    def told() -> str:
        said = {"by": by.name, "quoted": quoted(naming(text, files)), "page": page_of(case)}
        return words.render("cases/message.md", case, **said)

    def subject() -> str:
        return gettext("A message about your case")

    notice = serve(case, "answer_received", subject, told, at=at, signed_by=by.name)
    written = Message.objects.create(
        case=case, text=text, by=by.name, staff=by, door="console", at=at, notice=notice
    )
    waiting = Message.objects.filter(case=case, staff=None, heed=None)
    Heed.objects.bulk_create(Heed(message=one, answer=written, by=by, at=at) for one in waiting)
    return written


@transaction.atomic
def add(
    *,
    case: Case,
    text: str,
    by: str,
    at: datetime,
    door: Door = Door.PORTAL,
    files: Collection[Checked] = (),
) -> Message:
    """Write to the case manager as the member; it is confirmed at once.

    Args:
        case: the case.
        text: in their own words.
        by: the member's account name, or who speaks for them.
        at: now.
        door: the way it came.
        files: what is added to the case with it.

    Raises:
        UnlawfulError: nothing is said, somebody else writes, or it is too much for a day.
    """
    _require_words(text)
    if not reading.speaks_for(case, by):
        raise UnlawfulError("Only the person a case is about writes to us in it.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    attach(case, files, by=by, door=door, at=at)

    def told() -> str:
        reads = managing.reader(case, at=at)
        said = {"manager": reads.name if reads else words.TEAM}
        written = quoted(naming(text, files))
        return words.render("cases/message_received.md", case, **said, quoted=written)

    def subject() -> str:
        return gettext("We have your message")

    receipt = serve(case, "answer_received", subject, told, at=at)
    return keep(case, text, by=by, door=door, receipt=receipt, at=at)


def keep(case: Case, text: str, *, by: str, door: Door, receipt: Notice, at: datetime) -> Message:
    """Keep what the member wrote, and tell the case manager by mail, in the caller's transaction.

    Args:
        case: the case.
        text: in their own words.
        by: the member's account name, or who speaks for them.
        door: the way it came.
        receipt: what the member was told of it.
        at: now.
    """
    written = Message.objects.create(case=case, text=text, by=by, door=door, at=at, notice=receipt)
    told = {"message": str(written.pk), "written_at": at, "door": door}
    tell(case, "message.received", str(written.pk), told, at=at)
    manages, reads = managing.manager(case), managing.reader(case, at=at)
    if manages:
        _tell(written, manages, key=f"message {written.pk}", at=at)
    if reads and reads != manages:
        _tell(written, reads, key=f"message {written.pk} for who stands in", at=at)
    return written


def _tell(written: Message, to: Staff, *, key: str, at: datetime) -> None:
    case = written.case
    notices.write_to_staff(
        staff=to,
        subject=f"[{case.reference}] {case.account} wrote",
        text=lambda: words.render(
            "cases/message_for_manager.md",
            case,
            written=written,
            to=to,
            quoted=quoted(written.text),
            page=f"{settings.SITE_ADDRESS}/console/cases/{case.reference}/#conversation",
        ),
        key=key,
        at=at,
    )


@transaction.atomic
def heed(*, message: Message, by: Staff, at: datetime) -> Heed:
    """Say that what the member wrote was read and needs no answer; the first time counts.

    Args:
        message: of the member's.
        by: the case manager who read it.
        at: now.

    Raises:
        UnlawfulError: the message is ours, or the person is no case manager.
    """
    if message.staff_id is not None:
        raise UnlawfulError("message: got one of ours, expected one of the member's.")
    _require_manager(by, at=at)
    heeded, _ = Heed.objects.get_or_create(message=message, defaults={"by": by, "at": at})
    return heeded


def page_of(case: Case) -> str:
    """Where the member reads the case and writes in it."""
    return f"{settings.SITE_ADDRESS}/portal/cases/{case.reference}/#messages"


def _require_words(text: str) -> None:
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected what you want to say.")


def _require_manager(by: Staff, *, at: datetime) -> None:
    if StaffRole.CASE_MANAGER not in accounts.roles(by, at=at):
        raise UnlawfulError(f"by: got {by.name}, expected a case manager.")
