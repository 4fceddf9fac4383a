"""A member's own file: to read, and to take away; also while suspended (P10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.config.clock import now
from goodstanding.interfaces.portal.door import for_members
from goodstanding.reports import file

if TYPE_CHECKING:
    from goodstanding.accounts.models import Account


@require_GET
@for_members
def page(request: HttpRequest, member: Account) -> HttpResponse:
    """The file, to read."""
    gathered = file.gather(member, at=now())
    return render(request, "portal/file.html", {"member": member, "file": gathered})


@require_GET
@for_members
def as_zip(_: HttpRequest, member: Account) -> HttpResponse:
    """The file as an archive: to read, and for machines."""
    return _download(file.as_zip(file.gather(member, at=now())), "application/zip", "zip")


@require_GET
@for_members
def as_json(_: HttpRequest, member: Account) -> HttpResponse:
    """The file for machines."""
    return _download(file.as_json(file.gather(member, at=now())), "application/json", "json")


def _download(content: bytes, kind: str, ending: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="my-file.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=named)
