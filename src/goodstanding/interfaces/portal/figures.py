"""The exact list behind one figure of a member: every record, and how it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.cases.drafting import sight
from goodstanding.config.clock import now
from goodstanding.events import queries as events
from goodstanding.findings import queries as findings
from goodstanding.interfaces.portal.door import for_members
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Account
    from goodstanding.detectors.detector import Point
    from goodstanding.events.queries import EventRow
    from goodstanding.findings.queries import Record
    from goodstanding.policies.models import PolicyVersion

A_PAGE = 100


@dataclass(frozen=True)
class Entry:
    """A record behind a figure, and how it counts: "bad", "good", "" where it is only read."""

    row: EventRow
    counts: str


@require_GET
@for_members
def behind(request: HttpRequest, member: Account, slug: str, detector: str) -> HttpResponse:
    """Every record behind one of my figures, latest first."""
    policy, record = _found(member, slug, detector, at=now())
    ids = sorted({row["row"] for row in record.rows}, reverse=True)
    shown = Paginator(ids, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "member": member,
        "policy": policy,
        "figure": record.figure,
        "total": len(ids),
        "page": shown,
        "entries": _entries(member, list(shown), record.path),
    }
    return render(request, "portal/behind.html", page)


def _found(
    member: Account, slug: str, detector: str, *, at: datetime
) -> tuple[PolicyVersion, Record]:
    """The policy in force and what its detector makes of a member; what is withheld is not there.

    Raises:
        Http404: nothing of the member's counts there, or nothing of it is shown now.
    """
    policy = policies.in_force(slug, at=at)
    hidden = (slug, detector) in sight.hidden_detectors(member, at=at)
    records = findings.record(member, policy) if policy and not hidden else []
    for one in records:
        if policy and one.detector == detector and one.rows:
            return policy, one
    raise Http404(f"Nothing of yours counts under {slug}, {detector}.")


def _entries(member: Account, ids: Sequence[int], path: Sequence[Point]) -> list[Entry]:
    """The records of a page, latest first; what somebody else told of others is not among them."""
    known = {point.row: "bad" if point.bad else "good" for point in path}
    otherwise = "not counted" if path else ""
    rows = [row for row in events.by_ids(list(ids)) if row.account == member.name]
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    return [Entry(row, known.get(row.id, otherwise)) for row in rows]
