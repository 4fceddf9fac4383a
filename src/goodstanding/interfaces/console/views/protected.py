"""Members whose record only some people of the team read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces.console.door import for_staff

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

SHOWN = 50


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """See which protected members you read, why, who else does, and who asked for their pages."""
    in_force = accounts.protections(at=request.at)
    mine = [one for one in in_force if one.account_id not in request.hidden]
    rows = [(one, accounts.protected_readings(one)[:SHOWN]) for one in mine]
    page = {"here": "protected", "rows": rows, "others": len(request.hidden)}
    return render(request, "console/protected_members.html", page)
