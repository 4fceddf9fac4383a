"""What a person of the team began to write in a case, kept for them alone and offered again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import QueryDict

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.interfaces.console.ladder import spoken

if TYPE_CHECKING:
    from goodstanding.cases.models import Case, Draft
    from goodstanding.interfaces.console.door import StaffRequest

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "step", "keep", "seen"})
KEPT = "Kept as a draft. Only you see it; it goes when you send it, or after a month."


@dataclass(frozen=True)
class Shown:
    """A draft in the list of a case page: what it is, and the query it is taken up again with."""

    draft: Draft
    name: str
    query: str


def keep(request: StaffRequest, case: Case, form: str) -> None:
    """Keep what a form was sent with as this person's draft of it."""
    typed = {name: said for name, said in request.POST.lists() if name not in NOT_TYPED}
    operations.keep_draft(case=case, form=form, fields=typed, by=request.staff, at=request.at)
    messages.success(request, KEPT)


def begun(request: StaffRequest, case: Case) -> dict[str, Any]:
    """A person's drafts in a case, and the words of a message they began."""
    found = list(cases.drafts(case, by=request.staff))
    said = next((typed(one) for one in found if one.form == operations.MESSAGE), None)
    return {"drafts": [_shown(one) for one in found], "begun": said.get("text") if said else ""}


def decision(request: StaffRequest, case: Case) -> QueryDict | None:
    """What this person kept of the decision that is asked for; None where it is another, or none.

    A decision is named by its measure and by the emergency that is stated for it.
    """
    kept = cases.drafts(case, by=request.staff).filter(form=operations.DECISION).first()
    if kept is None:
        return None
    said = typed(kept)
    same = all(said.get(name, "") == request.GET.get(name, "") for name in ("measure", "emergency"))
    return said if same else None


def typed(draft: Draft) -> QueryDict:
    """A draft as the form was sent."""
    said = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        said.setlist(name, values)
    return said


def _shown(draft: Draft) -> Shown:
    if draft.form == operations.MESSAGE:
        return Shown(draft, "a message", "")
    said = typed(draft)
    asked = {name: str(said.get(name, "")) for name in ("measure", "emergency") if said.get(name)}
    return Shown(draft, f"a decision: {spoken(asked['measure']).lower()}", urlencode(asked))
