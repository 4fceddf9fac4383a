"""The keys of the marketplace's servers, as they are remembered: never whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces.console.door import for_staff

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """See which keys the marketplace's servers have, what each opens, and until when."""
    page = {"here": "keys", "keys": accounts.issued_keys(), "at": request.at}
    return render(request, "console/keys.html", page)
