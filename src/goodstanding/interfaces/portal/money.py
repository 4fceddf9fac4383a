"""A member's money: what is payable and held, and their statement of account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goodstanding.config.clock import now
from goodstanding.funds import queries as funds
from goodstanding.interfaces import account, exporting, moneyflow
from goodstanding.interfaces.portal import shown
from goodstanding.interfaces.portal.door import for_members

if TYPE_CHECKING:
    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case


@require_GET
@for_members
def page(request: HttpRequest, member: Account) -> HttpResponse:
    """My money: payable, held, why, until when."""
    balances = funds.balances(member, at=now()).items()
    known = {
        "member": member,
        "money": shown.money(member, at=now()),
        "balances": {pot: one for pot, one in balances if one.payable.minor or one.held.minor},
        "holds": shown.holds(member),
        "pictures": moneyflow.pictures(funds.flow(member, at=now())),
    }
    return render(request, "portal/money.html", known)


@require_GET
@for_members
def statement(request: HttpRequest, member: Account) -> HttpResponse:
    """My statement of account: what was there, each movement, what is there now."""
    known = account.page(member, request.GET.dict(), at=now(), url_of=_url)
    known |= {"member": member, "csv_url": reverse("portal:statement_csv")}
    return render(request, "portal/statement.html", known, status=422 if known["wrong"] else 200)


@require_GET
@for_members
def statement_csv(request: HttpRequest, member: Account) -> HttpResponse:
    """The same as a table to take away."""
    at = now()
    try:
        told = account.as_file(member, request.GET.dict(), at=at)
    except account.PeriodError as wrong:
        return HttpResponse(str(wrong), content_type="text/plain; charset=utf-8", status=422)
    return exporting.taken(
        request,
        told,
        "statement.csv",
        rows=exporting.counted(told),
        account=member,
        by=f"{member.name}, the member",
        at=at,
    )


@require_GET
@for_members
def money_csv(request: HttpRequest, member: Account) -> HttpResponse:
    """Where my money came from and went, as a table to take away."""
    at = now()
    told = exporting.written(moneyflow.COLUMNS, moneyflow.rows(funds.flow(member, at=at)))
    return exporting.taken(
        request,
        told,
        "money.csv",
        rows=exporting.counted(told),
        account=member,
        by=f"{member.name}, the member",
        at=at,
    )


def _url(case: Case) -> str:
    return reverse("portal:case", args=[case.reference])
