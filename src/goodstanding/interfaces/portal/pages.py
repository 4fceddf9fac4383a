"""The pages of the portal: standing, notices, cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import words
from goodstanding.cases.remedies import reading
from goodstanding.config.clock import now
from goodstanding.interfaces.portal import shown, writing
from goodstanding.interfaces.portal.door import for_members
from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from goodstanding.notices.queries import UnknownNoticeError
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Representative

RECENT = timedelta(days=90)
"""For so long a coaching note stands on the page of whoever got it."""


@require_GET
@for_members
def standing(request: HttpRequest, member: Account) -> HttpResponse:
    """Where I stand: what is in force, my figures beside the published ones, what is under way."""
    return render(request, "portal/standing.html", stands(member, at=now()))


def stands(member: Account, *, at: datetime) -> dict[str, object]:
    """What the page of a member's standing shows.

    Args:
        member: whose.
        at: now.
    """
    lines = shown.cases_under_way(member, at=at)
    return {
        "member": member,
        "at": at,
        "looked_at": next((line for line in lines if line.undecided), None),
        "standing": cases.standing(member, at=at),
        "measures": shown.measures(member, at=at),
        "ahead": shown.ahead(member, at=at),
        "figures": shown.figures(member, at=at),
        "cases": lines,
        "notices": notices.of(member)[:5],
        "coaching": notices.of(member).filter(kind="coaching_note", created_at__gt=at - RECENT),
        "money": shown.money(member, at=at),
        "relaxations": shown.relaxations(member, at=at),
    }


@require_GET
@for_members
def all_notices(request: HttpRequest, member: Account) -> HttpResponse:
    """Everything I was told, latest first."""
    page = {"member": member, "notices": notices.of(member)}
    return render(request, "portal/notices.html", page)


@require_GET
@for_members
def notice(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """One notice, in the very words of the mail."""
    try:
        found = notices.notice(member, id_)
    except UnknownNoticeError as unknown:
        raise Http404(str(unknown)) from unknown
    deliveries.opened(notice=found.id, at=now())
    page = {
        "member": member,
        "notice": found,
        "html": notices.html(found),
        "original": notices.in_english(found),
        "lix": policies.readability(found.text),
    }
    return render(request, "portal/notice.html", page)


@require_GET
@for_members
def case(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """One of my cases: what it is about, what it rests on, and what I can do now."""
    return case_page(request, member, reference)


def case_page(
    request: HttpRequest,
    member: Account,
    reference: str,
    *,
    typed: str = "",
    typed_message: str = "",
    wrong: str = "",
    speaks_for: Representative | None = None,
) -> HttpResponse:
    """The page of a case; `typed` keeps what was written, `wrong` says why it was not taken.

    `typed_message` keeps a message. `speaks_for` is who reads it for the member, where it is not
    the member.
    """
    at = now()
    found = cases.of(member).filter(reference=reference).first()
    if found is None:
        raise Http404(f"You have no case {reference}.")
    view = shown.case(found, at=at)
    page = {
        "member": member,
        "case": found,
        "address": words.address(found),
        "view": view,
        "conversation": cases.said_in(found, apart=view.in_appeal),
        "may_write": view.appeal is None or hasattr(view.appeal, "outcome"),
        "attachments": cases.attachments(found),
        "typed_message": typed_message,
        "remedies": reading.of_case(found, at=at),
        "probations": reading.probations(found),
        "at": at,
        "speaks_for": speaks_for,
        "drafts": {what: writing.draft(request, reference, what) for what in writing.NOTHING},
        "typed": typed,
        "wrong": wrong,
    }
    return render(request, "portal/case.html", page, status=422 if wrong else 200)
