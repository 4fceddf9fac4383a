"""What a rule held back before hearing: a person confirms it in time, or it lapses."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import words
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.procedure import Due
from goodstanding.law.terms import Capability, StaffRole, UnlawfulError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.cases.models import Case, Decision
    from goodstanding.interfaces.console.door import StaffRequest

SHOWN = 20  # the next come up as these are confirmed or lapse


@dataclass(frozen=True)
class Interim:
    """Something held back, in words, with the clock at whose end it lapses."""

    case: Case
    stops: str
    where: str
    clock: Clock | None


def waiting(request: StaffRequest) -> list[Interim]:
    """What lapses first unless a person confirms it."""
    found = cases.to_confirm(at=request.at).exclude(case__account__in=request.hidden)
    return [_interim(one, at=request.at) for one in found[:SHOWN]]


def _interim(one: Decision, *, at: datetime) -> Interim:
    measures = sorted(one.measures.all(), key=attrgetter("contract"))
    where = [m.contract or m.subject for m in measures if m.contract or m.subject]
    lapses = Due(one.ends_at or at, "confirmation", "platform")
    return Interim(
        case=one.case,
        stops="no " + words.listed(words.DOING[Capability(c)] for c in measures[0].capabilities),
        where=words.listed(where) or "the whole account",
        clock=clock(lapses, at=at),
    )


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def confirm(request: StaffRequest, reference: str, id_: UUID) -> HttpResponse:
    """Confirm an interim restriction by a decision of one's own."""
    case = find(reference)
    decision = case.decisions.filter(pk=id_).first()
    if decision is None:
        raise Http404(f"Case {reference} has no decision {id_}.")
    reasons = request.POST.get("reasons", "")
    try:
        made = operations.confirm_interim(
            decision=decision, reasons=reasons, by=request.staff, at=request.at
        )
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field="confirm", typed=reasons)
    messages.success(
        request, f"Confirmed until {made.ends_at:%-d %B %Y %H:%M}. The member is told."
    )
    return redirect("console:case", reference)
