"""What a member says of a policy before it binds them: comment, quote, vote, object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.config.clock import now
from goodstanding.consultations import operations, queries
from goodstanding.interfaces import consulting, refusals
from goodstanding.interfaces.portal.door import for_members
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.accounts.models import Account
    from goodstanding.consultations.models import Comment


@require_GET
@for_members
def listed(request: HttpRequest, member: Account) -> HttpResponse:
    """Every policy that was announced before it bound, latest first."""
    page = {"member": member, "talks": queries.all_of(at=now())}
    return render(request, "portal/announcements.html", page)


@require_GET
@for_members
def announcement(request: HttpRequest, member: Account, slug: str, number: int) -> HttpResponse:
    """One announcement, where I can say what I think of it."""
    return _show(request, member, slug, number, quote=request.GET.get("quote", ""))


@require_POST
@for_members
def comment(request: HttpRequest, member: Account, slug: str, number: int) -> HttpResponse:
    """Say what I think, of the policy or of another comment."""
    typed = request.POST
    quote = consulting.named(typed.get("quotes", ""))
    version = consulting.shown(slug, number, {}, at=now())["version"]
    try:
        one = operations.comment(
            policy=version,  # type: ignore[arg-type]
            text=typed.get("text", ""),
            by=member,
            at=now(),
            quotes=quote,
            quoted=typed.get("quoted", ""),
        )
    except UnlawfulError as refused:
        wrong = refusals.said(refused)
        return _show(
            request, member, slug, number, quote=typed.get("quotes", ""), typed=typed, wrong=wrong
        )
    return redirect(_place(one))


@require_POST
@for_members
def vote(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """Be for or against a comment, or take that back."""
    one = consulting.said(id_)
    value = {"1": 1, "-1": -1}.get(request.POST.get("value", ""), 0)
    try:
        operations.vote(comment=one, value=value, by=member, at=now())
    except UnlawfulError as refused:
        return _refuse(request, member, one, refusals.said(refused))
    return redirect(_place(one))


@require_POST
@for_members
def object_to(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """Say why my comment should be shown, after it was removed."""
    one = consulting.said(id_)
    removal = getattr(one, "removal", None)
    if removal is None or one.account_id != member.pk:
        raise Http404("You have no comment there that was removed.")
    text = request.POST.get("text", "")
    try:
        operations.object_to(removal=removal, text=text, by=member, at=now())
    except UnlawfulError as refused:
        return _refuse(request, member, one, refusals.said(refused))
    return redirect(_place(one))


def _place(one: Comment) -> str:
    page = reverse("portal:announcement", args=[one.policy.slug, one.policy.version])
    return f"{page}#c-{one.pk}"


def _refuse(request: HttpRequest, member: Account, one: Comment, wrong: str) -> HttpResponse:
    return _show(request, member, one.policy.slug, one.policy.version, wrong=wrong)


def _show(
    request: HttpRequest,
    member: Account,
    slug: str,
    number: int,
    *,
    quote: str = "",
    typed: object = None,
    wrong: str = "",
) -> HttpResponse:
    page = consulting.shown(slug, number, request.GET, at=now(), reader=member)
    answered = consulting.named(quote)
    page |= {"member": member, "quote": answered, "typed": typed or {}, "wrong": wrong}
    return render(request, "portal/announcement.html", page, status=422 if wrong else 200)
