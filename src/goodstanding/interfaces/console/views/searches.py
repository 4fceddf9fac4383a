"""Keep a search of the queue, and drop it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.cases.operations import SearchError
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.finding import SearchForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff()
def save(request: StaffRequest) -> HttpResponse:
    """Keep a search of the queue under a name, for oneself or for all of the team."""
    form = SearchForm(QueryDict(request.POST.get("asked", "")))
    search = form.search()
    try:
        operations.save_search(
            name=request.POST.get("name", ""),
            asked=form.as_query(),
            shared=bool(request.POST.get("shared")),
            of_one=bool(search.member or search.reference),
            by=request.staff,
            at=request.at,
        )
    except SearchError as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('console:queue')}?{form.as_query()}")


@require_POST
@for_staff()
def drop(request: StaffRequest, key: int) -> HttpResponse:
    """Keep one of one's own searches no longer."""
    operations.drop_search(key=key, by=request.staff, at=request.at)
    return redirect("console:queue")
