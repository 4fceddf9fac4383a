"""Mail caught on a developer's machine, where none is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from goodstanding.interfaces.console.door import for_staff
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from goodstanding.interfaces.console.door import StaffRequest

UNSEEN = {"script", "style", "title"}
"""Parts of a mail's HTML that no reader sees."""


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """The mails caught, latest first."""
    _require_mailbox(request)
    mails = notices.mailbox()
    return render(request, "console/mailbox.html", {"here": "mail", "mails": mails})


@require_GET
@for_staff()
def mail(request: StaffRequest, id_: int) -> HttpResponse:
    """One mail, its text and its HTML, cleaned."""
    _require_mailbox(request)
    try:
        found = notices.mail(id_)
    except notices.UnknownNoticeError as unknown:
        raise Http404(str(unknown)) from unknown
    cleaned = nh3.clean(found.html, clean_content_tags=UNSEEN)
    html = mark_safe(cleaned)  # noqa: S308 - nh3 has cleaned it
    return render(request, "console/mail.html", {"here": "mail", "mail": found, "html": html})


def _require_mailbox(request: StaffRequest) -> None:
    if not request.has_mailbox:
        raise Http404("Mail is sent here, not caught.")
