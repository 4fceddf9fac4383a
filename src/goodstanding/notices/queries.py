"""What people were told, and whether it reached them."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import nh3
from django.conf import settings
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from goodstanding.accounts.models import Account
from goodstanding.notices.models import (
    Delivery,
    DeliveryAttempt,
    MailboxMessage,
    Notice,
    NoticeOriginal,
)

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class UnknownNoticeError(LookupError):
    """There is no such notice of this member."""


def of(account: Account) -> QuerySet[Notice]:
    """A member's notices, latest first."""
    return account.notices.select_related("statement", "opening").order_by("-created_at", "-id")


def notice(account: Account, id_: UUID) -> Notice:
    """One notice of a member.

    Raises:
        UnknownNoticeError: the member has no notice of that id.
    """
    found = of(account).filter(id=id_).first()
    if found is None:
        msg = f"{account.name} has no notice {id_}."
        raise UnknownNoticeError(msg)
    return found


def about(cause: str) -> QuerySet[Notice]:
    """Notices with a cause, in order."""
    return Notice.objects.filter(cause=cause).order_by("created_at", "id")


def references(ids: Collection[UUID]) -> set[str]:
    """What the notices of some ids are about, as their letters name it."""
    return set(Notice.objects.filter(pk__in=ids).values_list("reference", flat=True))


def html(one: Notice) -> SafeString:
    """The notice's Markdown as sanitised HTML."""
    return render(one.text)


def in_english(one: Notice) -> SafeString | None:
    """What a notice in another language says in English, as sanitised HTML; None where it is it."""
    original = NoticeOriginal.objects.filter(notice=one).first()
    return render(original.text) if original else None


def render(text: str, *, inside: int = 0) -> SafeString:
    """Markdown as sanitised HTML; raw HTML in it is shown as text.

    Addresses of this house become links; others stay words, so that nobody is led elsewhere.

    Args:
        text: the Markdown.
        inside: how many levels of headings stand above it where it is shown.
    """
    tokens = _MARKDOWN.parse(text)
    for one in tokens:
        if one.type in {"heading_open", "heading_close"}:
            one.tag = f"h{min(int(one.tag[1]) + inside, 6)}"
    clean = nh3.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    return mark_safe(_linked(clean))  # noqa: S308 - nh3 has cleaned it


def _linked(clean: str) -> str:
    house = re.escape(settings.SITE_ADDRESS.rstrip("/"))
    address = re.compile(rf"{house}/(?:[^\s<&]*[^\s<&.,;:)])?")
    parts = re.split(r"(<a\b.*?</a>|<[^>]*>)", clean, flags=re.DOTALL)
    parts[::2] = (address.sub(r'<a href="\g<0>">\g<0></a>', one) for one in parts[::2])
    return "".join(parts)


def delivered_at(one: Notice) -> datetime | None:
    """When the notice first provably reached the member by any channel, if it has."""
    attempt = (
        DeliveryAttempt.objects.filter(delivery__notice=one, delivered=True).order_by("at").first()
    )
    return attempt.at if attempt else None


def waiting() -> QuerySet[Delivery]:
    """Deliveries not made yet, oldest first."""
    return Delivery.objects.exclude(attempts__delivered=True).order_by("queued_at", "id")


def mailbox(limit: int = 100) -> QuerySet[MailboxMessage]:
    """Mails caught on a developer's machine, latest first."""
    return MailboxMessage.objects.order_by("-at", "-id")[:limit]


def mail(id_: int) -> MailboxMessage:
    """One mail caught on a developer's machine.

    Raises:
        UnknownNoticeError: there is no such mail.
    """
    found = MailboxMessage.objects.filter(id=id_).first()
    if found is None:
        msg = f"There is no mail {id_}."
        raise UnknownNoticeError(msg)
    return found
