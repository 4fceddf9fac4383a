"""An answer or an appeal, one thing a page: write it, read it over, send it, see what comes next.

What is written is kept in the member's session until it is sent, so that they can look something up
or come back later. It is no part of the record before it is sent, and nobody else reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from goodstanding.cases import queries
from goodstanding.cases.drafting import words
from goodstanding.config.clock import now
from goodstanding.interfaces.portal import shown
from goodstanding.interfaces.portal.door import for_members

if TYPE_CHECKING:
    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.interfaces.portal.shown import CaseShown

DRAFTS = "drafts"
NOTHING = {
    "answer": gettext_noop("Write what happened, in your own words: nothing is written yet."),
    "appeal": gettext_noop("Write why you think it is wrong: nothing is written yet."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def write(request: HttpRequest, member: Account, reference: str, what: str) -> HttpResponse:
    """Write it; what was written before is still there."""
    case = _own(member, reference, what)
    if request.method != "POST":
        return form(request, member, case, what, typed=draft(request, reference, what))
    text = request.POST.get("text", "")
    keep(request, reference, what, text)
    if request.POST.get("later"):
        return redirect("portal:case", reference)
    if not text.strip():
        return form(request, member, case, what, typed=text, wrong=NOTHING[what])
    return redirect("portal:check", reference, what)


@require_GET
@for_members
def check(request: HttpRequest, member: Account, reference: str, what: str) -> HttpResponse:
    """Read it over before it is sent."""
    case, text = _own(member, reference, what), draft(request, reference, what)
    if not text.strip():
        return redirect("portal:write", reference, what)
    page = _page(member, case, what, shown.case(case, at=now())) | {"text": text}
    return render(request, "portal/check.html", page)


@require_GET
@for_members
def sent(request: HttpRequest, member: Account, reference: str, what: str) -> HttpResponse:
    """That it came, under which reference, and what happens next, and when."""
    case = _own(member, reference, what)
    view = shown.case(case, at=now())
    last = case.answers.order_by("at").last() if what == "answer" else view.appeal
    if last is None:
        return redirect("portal:case", reference)
    return render(request, "portal/sent.html", _page(member, case, what, view) | {"last": last})


def form(
    request: HttpRequest, member: Account, case: Case, what: str, *, typed: str, wrong: str = ""
) -> HttpResponse:
    """The page to write on; `wrong` says why what was `typed` was not taken."""
    view = shown.case(case, at=now())
    page = _page(member, case, what, view) | {"typed": typed, "wrong": wrong}
    if not wrong and not (view.may_answer if what == "answer" else view.against):
        return redirect("portal:case", case.reference)
    return render(request, "portal/write.html", page, status=422 if wrong else 200)


def draft(request: HttpRequest, reference: str, what: str) -> str:
    """What is written and not sent; "" where nothing is."""
    return str(request.session.get(DRAFTS, {}).get(f"{reference} {what}", ""))


def keep(request: HttpRequest, reference: str, what: str, text: str) -> None:
    """Keep what is written until it is sent; nothing written is nothing kept."""
    drafts = request.session.get(DRAFTS, {}) | {f"{reference} {what}": text}
    request.session[DRAFTS] = {key: said for key, said in drafts.items() if said.strip()}


def _own(member: Account, reference: str, what: str) -> Case:
    found = queries.of(member).filter(reference=reference).first()
    if found is None or what not in NOTHING:
        raise Http404(f"You have no case {reference}, or nothing of the kind to write there.")
    return found


def _page(member: Account, case: Case, what: str, view: CaseShown) -> dict[str, object]:
    return {
        "member": member,
        "case": case,
        "what": what,
        "view": view,
        "address": _address(case, what, view),
    }


def _address(case: Case, what: str, view: CaseShown) -> str:
    """Where the same can be written by mail: an appeal has an address of its own."""
    offered = queries.offers(view.against) if what == "appeal" and view.against else ""
    return offered or words.address(case)
