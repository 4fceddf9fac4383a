"""Write down what came of a request to talk with a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def record(request: StaffRequest, reference: str, id_: int) -> HttpResponse:
    """Write down that a talk was held, or offered."""
    case, typed = find(reference), request.POST
    asked = case.talk_requests.filter(pk=id_).first()
    if asked is None:
        raise Http404(f"Nobody asked for talk {id_} in case {reference}.")
    said = typed.get("said", "")
    try:
        operations.record_talk(
            request=asked,
            held=bool(typed.get("held")),
            said=said,
            by=request.staff,
            at=request.at,
            when=_moment(typed.get("when", "")),
            with_representative=bool(typed.get("with")),
        )
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field="talk", typed=said)
    return redirect("console:case", reference)


def _moment(typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=UTC)
    except ValueError:
        message = f"when: got {typed!r}, expected a day and time like 2026-06-01T10:00."
        raise UnlawfulError(message) from None
