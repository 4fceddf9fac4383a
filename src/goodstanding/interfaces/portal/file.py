"""A member's own file: to read, and to take away; also while suspended (P10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.config.clock import now
from goodstanding.interfaces import exporting
from goodstanding.interfaces.portal.door import for_members
from goodstanding.reports import file

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from goodstanding.accounts.models import Account


@require_GET
@for_members
def page(request: HttpRequest, member: Account) -> HttpResponse:
    """The file, to read."""
    gathered = file.gather(member, at=now())
    return render(request, "portal/file.html", {"member": member, "file": gathered})


@require_GET
@for_members
def as_zip(request: HttpRequest, member: Account) -> HttpResponse:
    """The file as an archive: to read, and for machines."""
    return _download(request, member, "my-file.zip", file.as_zip)


@require_GET
@for_members
def as_json(request: HttpRequest, member: Account) -> HttpResponse:
    """The file for machines."""
    return _download(request, member, "my-file.json", file.as_json)


def _download(
    request: HttpRequest, member: Account, name: str, packed: Callable[[dict[str, Any]], bytes]
) -> HttpResponse:
    at = now()
    gathered = file.gather(member, at=at)
    return exporting.taken(
        request,
        packed(gathered),
        name,
        rows=exporting.entries(gathered),
        account=member,
        by=f"{member.name}, the member",
        at=at,
    )
