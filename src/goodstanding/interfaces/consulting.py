"""A consultation as the public site, the portal and the console show it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from goodstanding.consultations import queries
from goodstanding.consultations.queries import RULES, SORTS, UnknownConsultationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodstanding.accounts.models import Account
    from goodstanding.consultations.models import Comment


def shown(
    slug: str,
    number: int,
    asked: Mapping[str, str],
    *,
    at: datetime,
    reader: Account | None = None,
) -> dict[str, object]:
    """What the page of a consultation shows.

    Args:
        slug: the policy.
        number: its version.
        asked: the address's own `sort` and `page`.
        at: now.
        reader: the member who reads, or None.

    Raises:
        Http404: there is no such announcement.
    """
    page = asked.get("page", "1")
    try:
        found = queries.consultation(
            slug,
            number,
            at=at,
            sort=asked.get("sort", "newest"),
            page=int(page) if page.isdecimal() else 1,
            reader=reader,
        )
    except UnknownConsultationError as unknown:
        raise Http404(str(unknown)) from unknown
    return {
        "talk": found,
        "version": found.version,
        "difference": found.difference,
        "sorts": [(name, words) for name, (words, _) in SORTS.items()],
        "usage": RULES,
        "reader": reader,
    }


def said(id_: UUID) -> Comment:
    """One comment.

    Raises:
        Http404: there is none of that id.
    """
    try:
        return queries.comment(id_)
    except UnknownConsultationError as unknown:
        raise Http404(str(unknown)) from unknown


def named(id_: str) -> Comment | None:
    """The comment a form names, or None where it names none.

    Raises:
        Http404: there is none of that id.
    """
    try:
        return said(UUID(id_)) if id_ else None
    except ValueError as wrong:
        raise Http404(f"There is no comment {id_}.") from wrong
