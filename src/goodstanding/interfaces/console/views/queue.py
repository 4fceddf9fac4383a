"""The queue: what breaches next, first; and the appeals that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rulings
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import TIERS
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.interfaces.console.views import interims
from goodstanding.law.procedure import Due
from goodstanding.law.terms import StaffRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.appeals.models import Appeal
    from goodstanding.cases.models import Case
    from goodstanding.cases.queries import Queued
    from goodstanding.interfaces.console.door import StaffRequest

MINE, ALL = "mine", "all"
A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A case in the queue, in words; `open_at` names another person who has it open now."""

    case: Case
    clock: Clock | None
    state: str
    tier: int
    carries: str
    sentence: str
    manager: str
    open_at: str


@dataclass(frozen=True)
class Waiting:
    """An appeal that waits, in words; `barred` says the person decided in its case."""

    appeal: Appeal
    measure: str
    clock: Clock | None
    reviewer: str
    barred: bool


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """Show the queue, one's own or everyone's, and the appeals that wait."""
    everyone = [
        one for one in cases.queue(at=request.at) if one.case.account_id not in request.hidden
    ]
    own = [one for one in everyone if _is_own(one, request)]
    show = _shown(request, has_own=bool(own))
    chosen = own if show == MINE else everyone
    keys = (one.case.pk for one in chosen)
    taken = cases.claimed_by_others(keys, than=request.staff, at=request.at)
    pages = Paginator([_row(one, taken, at=request.at) for one in chosen], A_PAGE)
    late = sum(1 for one in chosen if _is_late(one, request.at))
    return render(
        request,
        "console/queue.html",
        {
            "here": "queue",
            "show": show,
            "mine": len(own),
            "all": len(everyone),
            "late": late,
            "page": pages.get_page(request.GET.get("page")),
            "appeals": waiting(request),
            "interims": [
                one
                for one in interims.waiting(at=request.at)
                if one.case.account_id not in request.hidden
            ],
        },
    )


def _is_own(one: Queued, request: StaffRequest) -> bool:
    assigned = getattr(one.case, "assignment", None)
    mine = assigned is not None and assigned.staff == request.staff
    return mine or request.staff in cases.escalated_to(one.case)


def _shown(request: StaffRequest, *, has_own: bool) -> str:
    """What is asked for; else one's own cases, if there are any."""
    asked = request.GET.get("show")
    if asked in {MINE, ALL}:
        return str(asked)
    return MINE if has_own else ALL


def _is_late(one: Queued, at: datetime) -> bool:
    return one.due is not None and one.due.owner == "platform" and one.due.at <= at


def _row(one: Queued, taken: Mapping[UUID, str], *, at: datetime) -> Row:
    return Row(
        case=one.case,
        clock=clock(one.due, at=at),
        state=one.state.replace("_", " "),
        tier=one.tier,
        carries=TIERS[one.tier],
        sentence=one.sentence,
        manager=rulings.manager(one.case),
        open_at=taken.get(one.case.pk, ""),
    )


def waiting(request: StaffRequest) -> Sequence[Waiting]:
    """Appeals without an outcome, what is due next first."""
    mine = [one for one in appeals.waiting() if one.decision.case.account_id not in request.hidden]
    return [_waiting(one, request) for one in mine]


def _waiting(one: Appeal, request: StaffRequest) -> Waiting:
    assigned = getattr(one, "assignment", None)
    return Waiting(
        appeal=one,
        measure=spoken(one.decision.measure),
        clock=clock(Due(one.reply_due_at, "answer", "platform"), at=request.at),
        reviewer=assigned.reviewer.name if assigned else "",
        barred=request.staff.name in appeals.hands(one.decision),
    )


@require_GET
@for_staff()
def next_case(request: StaffRequest) -> HttpResponse:
    """Go to the case after another in one's queue; at its end, or without cases, to the queue."""
    mine = StaffRole.CASE_MANAGER in request.roles
    found = cases.queue(at=request.at, staff=request.staff if mine else None)
    queued = [one for one in found if one.case.account_id not in request.hidden]
    taken = cases.claimed_by_others(
        (one.case.pk for one in queued), than=request.staff, at=request.at
    )
    references = [one.case.reference for one in queued if one.case.pk not in taken]
    after = request.GET.get("after")
    place = references.index(after) + 1 if after in references else 0
    following = [one for one in references[place:] + references[:place] if one != after]
    if not following:
        return redirect("console:queue")
    return redirect("console:case", following[0])
