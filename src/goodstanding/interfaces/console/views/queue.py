"""The queue: what breaches next, first; and the appeals that wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goodstanding.appeals import queries as appeals
from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.queries import ended, quarantine
from goodstanding.interfaces.console import ending
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import TIERS
from goodstanding.interfaces.console.finding import SearchForm
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.interfaces.console.views import interims
from goodstanding.law.procedure import Due
from goodstanding.law.terms import StaffRole
from goodstanding.support import queries as support

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from goodstanding.appeals.models import Appeal
    from goodstanding.cases.models import Case, Place
    from goodstanding.cases.queries import Entry
    from goodstanding.cases.queries.dialogue import Unheeded
    from goodstanding.interfaces.console.door import StaffRequest

MINE, ALL = "mine", "all"
A_PAGE = 50
APPEALS = DECIDED = 10  # beside the queue; their own pages have them all


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
    operations.place_moved(at=request.at)
    form = SearchForm(request.GET)
    search = replace(form.search(), hidden=request.hidden)
    own = cases.placed(replace(search, staff=request.staff), at=request.at)
    everyone = cases.placed(search, at=request.at)
    mine = cases.count(own)
    show = _shown(request, has_own=bool(mine))
    chosen = own if show == MINE else everyone
    after = cases.place_of(request.GET.get("after", ""))
    rest = cases.following(chosen, after) if after else chosen
    rows, last = _rows(request, rest)
    context = {
        "here": "queue",
        "show": show,
        "form": form,
        "asked": form.as_query(),
        "saved": cases.saved_searches(request.staff),
        "mine": _capped(mine),
        "all": _capped(cases.count(everyone)),
        "late": _capped(cases.count(cases.late(chosen, at=request.at))),
        "rows": rows,
        "after": after,
        "last": last,
        "inquiries": support.waiting()[:100].count(),
        "apart": quarantine.waiting().exclude(case__account__in=request.hidden)[:100].count(),
        "appeals": waiting(request, length=APPEALS),
        "unheeded": unheeded(request),
        "now": request.at,
        "interims": interims.waiting(request),
        "decided": [] if after else _decided(form, search, at=request.at),
        "unplaced": cases.unplaced(hidden=request.hidden)[:APPEALS],
    }
    return render(request, "console/queue.html", context)


def _decided(form: SearchForm, search: cases.Search, *, at: datetime) -> Sequence[ending.Row]:
    """Decided cases that a search finds besides; none where nothing was searched for."""
    if not form.as_query():
        return []
    return ending.rows(ended.asked_for(search, at=at), "", DECIDED, at=at)[0]


def unheeded(request: StaffRequest) -> Sequence[Unheeded]:
    """Members of one's own cases, of whom one stands in for and of nobody, who wait for a word."""
    if StaffRole.CASE_MANAGER not in request.roles:
        return []
    return cases.unheeded(request.staff, at=request.at, hidden=request.hidden)


def _rows(request: StaffRequest, rest: QuerySet[Place]) -> tuple[list[Row], str]:
    """A page of the queue, and the reference of its last case where more come after it."""
    found = cases.a_page(rest, A_PAGE + 1, at=request.at)
    shown = found[:A_PAGE]
    keys = (one.case.pk for one in shown)
    taken = cases.claimed_by_others(keys, than=request.staff, at=request.at)
    last = shown[-1].case.reference if len(found) > A_PAGE else ""
    return [_row(one, taken, at=request.at) for one in shown], last


def _capped(count: int) -> str:
    return f"{cases.COUNTED:,}+" if count > cases.COUNTED else f"{count:,}"


def _shown(request: StaffRequest, *, has_own: bool) -> str:
    """What is asked for; else one's own cases, if there are any."""
    asked = request.GET.get("show")
    if asked in {MINE, ALL}:
        return str(asked)
    return MINE if has_own else ALL


def _row(one: Entry, taken: Mapping[UUID, str], *, at: datetime) -> Row:
    return Row(
        case=one.case,
        clock=clock(one.due, at=at),
        state=one.state.replace("_", " "),
        tier=one.tier,
        carries=TIERS[one.tier],
        sentence=one.sentence,
        manager=one.manager,
        open_at=taken.get(one.case.pk, ""),
    )


def waiting(request: StaffRequest, *, length: int, after: Appeal | None = None) -> list[Waiting]:
    """The first appeals without an outcome, or those after one, as whoever asks may see them."""
    found = appeals.waiting(after=after).exclude(account__in=request.hidden)
    shown = list(found[:length])
    barred = appeals.barred(shown, request.staff)
    return [_waiting(one, one.pk in barred, at=request.at) for one in shown]


def _waiting(one: Appeal, barred: bool, *, at: datetime) -> Waiting:
    assigned = getattr(one, "assignment", None)
    return Waiting(
        appeal=one,
        measure=spoken(one.decision.measure),
        clock=clock(Due(one.reply_due_at, "answer", "platform"), at=at),
        reviewer=assigned.reviewer.name if assigned else "",
        barred=barred,
    )


@require_GET
@for_staff()
def next_case(request: StaffRequest) -> HttpResponse:
    """Go to the case after another in one's queue; at its end, or without cases, to the queue."""
    operations.place_moved(at=request.at)
    manages = StaffRole.CASE_MANAGER in request.roles
    search = cases.Search(staff=request.staff if manages else None, hidden=request.hidden)
    queue = cases.placed(search, at=request.at)
    after = cases.place_of(request.GET.get("after", ""))
    if after is not None:
        queue = queue.exclude(pk=after.pk)
    found = cases.first_free(
        cases.following(queue, after) if after else queue, request.staff, at=request.at
    )
    found = found or cases.first_free(queue, request.staff, at=request.at)
    return redirect("console:case", found) if found else redirect("console:queue")
