"""An agency's team: who works through its account, and what of that is restricted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.interfaces.portal import shown
from goodstanding.interfaces.portal.door import for_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goodstanding.accounts.models import Account
    from goodstanding.interfaces.portal.shown import MeasureShown


@dataclass(frozen=True)
class Mate:
    """One of a team, and what is restricted for them in the work they do through its account.

    What they do on an account of their own is theirs, and is not here.
    """

    account: Account
    measures: Sequence[MeasureShown]


@require_GET
@for_members
def page(request: HttpRequest, member: Account) -> HttpResponse:
    """My team, by name, with what is restricted for each of them here."""
    at = now()
    running = shown.measures(member, at=at)
    mates = [
        Mate(one, [each for each in running if each.member == one.name])
        for one in accounts.members(member, at=at)
    ]
    everyone = [each for each in running if not each.member]
    page = {"member": member, "mates": mates, "everyone": everyone, "at": at}
    return render(request, "portal/team.html", page)
