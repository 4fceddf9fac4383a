"""Tell people: write a notice, queue its deliveries with it, deliver after commit."""

import pkgutil
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from procrastinate.contrib.django import app

from goodstanding.accounts.models import Account, Staff
from goodstanding.languages import Said, nearest, say, speaking
from goodstanding.law.statement import StatementOfReasons
from goodstanding.notices import channels
from goodstanding.notices.channels import letters
from goodstanding.notices.models import (
    Bounce,
    Delivery,
    DeliveryAttempt,
    Notice,
    NoticeOriginal,
    Opening,
    ReporterLetter,
    ReporterLetterSent,
    StaffLetter,
    StaffLetterSent,
    Statement,
)

CHANNELS: dict[str, Any] = {
    module.NAME: module
    for found in pkgutil.iter_modules(channels.__path__)
    if hasattr(module := import_module(f"{channels.__name__}.{found.name}"), "NAME")
}
"""Ways to reach a person by name: every module of `channels` that has a NAME."""

RETRY_AFTER = timedelta(minutes=5)


@transaction.atomic
def serve(
    *,
    account: Account,
    kind: str,
    subject: Said,
    text: Said,
    reference: str,
    cause: str,
    signed_by: str,
    reply_to: str,
    at: datetime,
    statement: Callable[[], StatementOfReasons] | None = None,
) -> Notice:
    """Write a notice and queue its deliveries, all in the caller's transaction.

    The arguments are the fields of `Notice`; `text` is Markdown, `signed_by` the named person, and
    `statement` the statement of reasons, if any. What is no plain string is asked for in the
    member's language, and once more in English for the team.

    Raises:
        UnlawfulError: the statement leaves a field empty (P2).
    """
    tag = "en" if isinstance(text, str) else nearest(account.language)
    notice = Notice.objects.create(
        account=account,
        kind=kind,
        reference=reference,
        subject=say(subject, tag)[:300],
        text=say(text, tag),
        language=tag,
        reply_to=reply_to,
        signed_by=signed_by,
        cause=cause,
        created_at=at,
    )
    _keep_english(notice, subject, text)
    if statement is not None:
        _state(notice, statement)
    _queue(notice)
    return notice


def _keep_english(notice: Notice, subject: Said, text: Said) -> None:
    if notice.language == "en":
        return
    english = {"subject": say(subject, "en")[:300], "text": say(text, "en")}
    NoticeOriginal.objects.create(notice=notice, **english)


def _state(notice: Notice, statement: Callable[[], StatementOfReasons]) -> None:
    with speaking(notice.language):
        says = statement()
    says.require_complete()
    Statement.objects.create(notice=notice, **vars(says))


def copy(*, notice: Notice, to: str, at: datetime) -> None:
    """Queue a copy for who speaks for the member, in the caller's transaction; "" is nobody."""
    if to:
        Delivery.objects.create(notice=notice, channel="representative", address=to, queued_at=at)


def _queue(notice: Notice) -> None:
    addresses = {name: channel.address(notice.account) for name, channel in CHANNELS.items()}
    Delivery.objects.bulk_create(
        Delivery(notice=notice, channel=channel, address=address, queued_at=notice.created_at)
        for channel, address in addresses.items()
        if address
    )
    app.configure_task("deliver").defer()


def write_to_staff(*, staff: Staff, subject: str, text: Said, key: str, at: datetime) -> None:
    """Queue a mail to a person of the team, in the caller's transaction; once for each `key`."""
    StaffLetter.objects.get_or_create(
        key=key,
        defaults={
            "staff": staff,
            "subject": subject[:300],
            "text": say(text, "en"),
            "created_at": at,
        },
    )
    app.configure_task("deliver").defer()


def send_to_staff_due(*, at: datetime) -> int:
    """Send the letters to the team that wait; how many the mail server took."""
    sent = 0
    for pk in StaffLetter.objects.filter(sent=None).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            locked = StaffLetter.objects.select_for_update(skip_locked=True, of=("self",))
            letter = locked.select_related("staff__user").filter(pk=pk, sent=None).first()
            if letter is not None and letters.send(letter, at=at):
                StaffLetterSent.objects.create(letter=letter, at=at)
                sent += 1
    return sent


def write_to_reporter(
    *, key: str, reference: str, address: str, subject: str, text: str, reply_to: str, at: datetime
) -> ReporterLetter:
    """Write to somebody who reported, in the caller's transaction; once for each `key`.

    The arguments are the fields of `ReporterLetter`; without an address it is only on their page.
    """
    letter, _ = ReporterLetter.objects.get_or_create(
        key=key,
        defaults={
            "reference": reference,
            "address": address,
            "subject": subject[:300],
            "text": text,
            "reply_to": reply_to,
            "created_at": at,
        },
    )
    app.configure_task("deliver").defer()
    return letter


def send_to_reporters_due(*, at: datetime) -> int:
    """Send the letters to those who reported that wait; how many the mail server took."""
    sent = 0
    waiting = ReporterLetter.objects.filter(sent=None).exclude(address="")
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            locked = ReporterLetter.objects.select_for_update(skip_locked=True, of=("self",))
            letter = locked.filter(pk=pk, sent=None).first()
            if letter is not None and letters.send_to_reporter(letter, at=at):
                ReporterLetterSent.objects.create(letter=letter, at=at)
                sent += 1
    return sent


def came_back(*, notice: UUID, status: str, said: str, at: datetime) -> Bounce | None:
    """Remember that the mail of a notice came back; None where it never went, or is known.

    The notice stands in the portal all the same.

    Args:
        notice: whose mail.
        status: the reason's number, e.g. 5.1.1 (RFC 3463).
        said: the words of the server that gave up.
        at: now.
    """
    mailed = Delivery.objects.filter(notice=notice, channel="mail", attempts__delivered=True)
    delivery = mailed.select_related("notice").first()
    if delivery is None or Bounce.objects.filter(delivery=delivery).exists():
        return None
    told = {"status": status[:16], "said": said.replace("\0", "")[:2000]}
    return Bounce.objects.create(delivery=delivery, **told, at=at)


def deliver_due(*, at: datetime) -> int:
    """Try every delivery that waits, each in a transaction of its own; how many were made.

    A delivery whose earlier tries failed waits a little longer after each.
    """
    waiting = (
        Delivery.objects.exclude(attempts__delivered=True)
        .annotate(tries=Count("attempts"))
        .order_by("queued_at", "id")
    )
    due = [one.pk for one in waiting if one.tries == 0 or _late(one.pk, one.tries, at)]
    return sum(_deliver(pk, at=at) for pk in due)


def _late(pk: int, tries: int, at: datetime) -> bool:
    latest = DeliveryAttempt.objects.filter(delivery=pk).latest("at")
    return bool(latest.at + RETRY_AFTER * tries <= at)


@transaction.atomic
def _deliver(pk: int, *, at: datetime) -> bool:
    """Make one delivery, unless another worker is at it or has made it."""
    delivery = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("notice__account")
        .filter(pk=pk)
        .first()
    )
    if delivery is None or delivery.attempts.filter(delivered=True).exists():
        return False
    try:
        detail, delivered = CHANNELS[delivery.channel].send(delivery, at=at), True
    except OSError as failure:  # SMTPException is an OSError too
        detail, delivered = f"{type(failure).__name__}: {failure}", False
    DeliveryAttempt.objects.create(delivery=delivery, at=at, delivered=delivered, detail=detail)
    return delivered


def opened(*, notice: UUID, at: datetime) -> None:
    """Remember that the member opened a notice; the first time counts."""
    Opening.objects.get_or_create(notice_id=notice, defaults={"at": at})
