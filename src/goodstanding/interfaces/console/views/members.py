"""A member: figures, cases, measures, money, notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rulings
from goodstanding.funds import queries as funds
from goodstanding.interfaces import account
from goodstanding.interfaces.console import taking
from goodstanding.interfaces.console.casefile import decided
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.records import Record, records
from goodstanding.interfaces.console.stakes import stakes
from goodstanding.law.terms import StaffRole
from goodstanding.notices import queries as notices
from goodstanding.policies import queries as policies
from goodstanding.reports import operations as reports

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest
    from goodstanding.policies.models import PolicyVersion

NOTICES_SHOWN = 50


@dataclass(frozen=True)
class CaseLine:
    """A case in a member's list, in words."""

    case: Case
    state: str
    clock: Clock | None
    manager: str


@dataclass(frozen=True)
class Under:
    """A member's record under one policy."""

    policy: PolicyVersion
    records: Sequence[Record]


@require_GET
@for_staff()
def find(request: StaffRequest) -> HttpResponse:
    """Go to the member of an id."""
    name = request.GET.get("name", "").strip()
    try:
        accounts.account(name)
    except accounts.UnknownAccountError as unknown:
        page = {"here": "", "name": name, "problem": str(unknown)}
        return render(request, "console/no_member.html", page, status=404)
    return redirect("console:member", name)


@require_GET
@for_staff()
def page(request: StaffRequest, name: str) -> HttpResponse:
    """All there is of a member."""
    member = member_of(name)
    own = list(cases.of(member))
    page = {
        "here": "",
        "account": member,
        "standing": cases.standing(member, at=request.at),
        "under": under(member, at=request.at),
        "cases": [_line(one, at=request.at) for one in own],
        "decisions": [made for one in own for made in decided(one, at=request.at)],
        "money": stakes(member, at=request.at),
        "holds": funds.holds(member),
        "notices": notices.of(member)[:NOTICES_SHOWN],
        "appeals": appeals.of(member),
        "manages": StaffRole.CASE_MANAGER in request.roles,
    }
    return render(request, "console/member.html", page)


@require_GET
@for_staff()
def statement(request: StaffRequest, name: str) -> HttpResponse:
    """A member's statement of account, as they see it themself."""
    member = member_of(name)
    reports.note_reading(account=member, as_file=False, by=request.staff, at=request.at)
    known = account.page(member, request.GET.dict(), at=request.at, url_of=_url)
    known |= {
        "here": "",
        "account": member,
        "csv_url": reverse("console:statement_csv", args=[name]),
    }
    return render(request, "console/statement.html", known, status=422 if known["wrong"] else 200)


@require_GET
@for_staff()
def statement_csv(request: StaffRequest, name: str) -> HttpResponse:
    """The same as a table."""
    member = member_of(name)
    try:
        told = account.as_file(member, request.GET.dict(), at=request.at)
    except account.PeriodError as wrong:
        return HttpResponse(str(wrong), content_type="text/plain; charset=utf-8", status=422)
    reports.note_reading(account=member, as_file=True, by=request.staff, at=request.at)
    return taking.file(request, "statement.csv", told)


def _url(case: Case) -> str:
    return reverse("console:case", args=[case.reference])


def member_of(name: str) -> Account:
    """A member by their id, or the page that says there is none."""
    try:
        return accounts.account(name)
    except accounts.UnknownAccountError as unknown:
        raise Http404(str(unknown)) from unknown


def _line(one: Case, *, at: datetime) -> CaseLine:
    state = cases.state(one, at=at).replace("_", " ")
    return CaseLine(one, state, clock(cases.next_due(one, at=at), at=at), rulings.manager(one))


def under(member: Account, *, at: datetime) -> list[Under]:
    """A member's record under each policy in force that reads something of theirs."""
    read = [Under(one, records(member, one)) for one in policies.all_in_force(at=at)]
    return [one for one in read if one.records]


@require_GET
@for_staff()
def notice(request: StaffRequest, name: str, id_: UUID) -> HttpResponse:
    """A notice as the member reads it."""
    try:
        found = notices.notice(accounts.account(name), id_)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown
    page = {
        "here": "",
        "notice": found,
        "html": notices.html(found),
        "original": notices.in_english(found),
        "delivered_at": notices.delivered_at(found),
        "deliveries": found.deliveries.prefetch_related("attempts").order_by("channel"),
    }
    return render(request, "console/notice.html", page)
