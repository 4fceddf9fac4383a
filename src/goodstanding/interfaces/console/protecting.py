"""Which member a page of the console is about, and whether their record is kept from who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodstanding.accounts import operations
from goodstanding.accounts import queries as accounts
from goodstanding.appeals import queries as appeals
from goodstanding.appeals.queries import reporters, samples
from goodstanding.cases import operations as written
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import second
from goodstanding.funds import queries as funds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpResponseBase

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest

SHOWN = frozenset({200, 409, 422})
"""How a page answers that shows something; the later two say, too, why a form was not taken."""


@dataclass(frozen=True)
class About:
    """Whose record a page is about, and which case of theirs; None for all of them."""

    account: Account
    case: Case | None = None


def _of(case: Case) -> About:
    return About(case.account, case)


def _of_hold(said: Mapping[str, Any]) -> About | None:
    found = funds.hold(said["id_"])
    return About(found.account) if found else None


ABOUT: Mapping[str, Callable[[Mapping[str, Any]], About | None]] = {
    "console/cases/<": lambda said: _of(cases.case(said["reference"])),
    "console/members/<": lambda said: About(accounts.account(said["name"])),
    "console/appeals/reporters/<": lambda said: _of(reporters.appeal(said["id_"]).report.case),
    "console/appeals/<": lambda said: _of(appeals.appeal(said["id_"]).decision.case),
    "console/second/<": lambda said: _of(second.proposal(said["id_"]).case),
    "console/quality/<": lambda said: _of(samples.sample(said["id_"]).decision.case),
    "console/funds/holds/<": _of_hold,
}
"""How each kind of address names the member it is about."""


def keeps_out(request: StaffRequest) -> bool:
    """Whether a page is about a protected member whom this person does not read; it is kept.

    Sets what is hidden from them, whom the page is about, and what protects that member, on the
    request.
    """
    in_force = list(accounts.protections(at=request.at))
    admits = {one.pk: {each.staff_id for each in one.admissions.all()} for one in in_force}
    strange = [one for one in in_force if request.staff.pk not in admits[one.pk]]
    request.hidden = frozenset(one.account_id for one in strange)
    request.about = _about(request)
    whose = request.about.account if request.about else None
    request.protection = next((one for one in in_force if one.account == whose), None)
    if request.protection is None:
        return False
    admitted = request.protection not in strange
    operations.note_protected_reading(
        protection=request.protection,
        address=request.get_full_path(),
        admitted=admitted,
        by=request.staff,
        at=request.at,
    )
    if not admitted:
        request.protection = None
    return not admitted


def note(request: StaffRequest, answer: HttpResponseBase) -> None:
    """Keep that this person was shown a page about a member; a page that only sends on is none."""
    if request.about is None or answer.status_code not in SHOWN:
        return
    written.note_reading(
        account=request.about.account,
        case=request.about.case,
        address=request.get_full_path(),
        by=request.staff,
        at=request.at,
    )


def note_cases(request: StaffRequest, shown: Iterable[Case]) -> None:
    """Keep that this person was shown words of some cases, on a page that is about no one of them.

    Args:
        request: what was asked for.
        shown: the cases; each is kept once.
    """
    for case in dict.fromkeys(shown):
        written.note_reading(
            account=case.account,
            case=case,
            address=request.get_full_path(),
            by=request.staff,
            at=request.at,
        )


def _about(request: StaffRequest) -> About | None:
    match = request.resolver_match
    if match is None:
        return None
    for place, about_of in ABOUT.items():
        if match.route.startswith(place):
            try:
                return about_of(match.kwargs)
            except LookupError:
                return None  # the page itself says that there is no such thing
    return None
