"""Who may do what: every role, what it opens, and who holds it today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces.console import rights
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """Read what each role may do, and who holds it today."""
    opened = rights.rights()
    roles = [
        {
            "slug": role,
            "name": role.replace("_", " "),
            "words": rights.WORDS[role],
            "rights": opened[role],
            "people": accounts.qualified(role, at=request.at),
        }
        for role in StaffRole
    ]
    page = {"here": "roles", "roles": roles, "everyone": opened[rights.STAFF]}
    return render(request, "console/roles.html", page)
