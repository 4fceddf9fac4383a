"""Which member a page of the console is about, and whether their record is kept from who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodstanding.accounts import operations
from goodstanding.accounts import queries as accounts
from goodstanding.appeals import queries as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import second
from goodstanding.funds import queries as funds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goodstanding.accounts.models import Account
    from goodstanding.interfaces.console.door import StaffRequest


def _of_hold(said: Mapping[str, Any]) -> Account | None:
    found = funds.hold(said["id_"])
    return found.account if found else None


ABOUT: Mapping[str, Callable[[Mapping[str, Any]], Account | None]] = {
    "console/cases/<": lambda said: cases.case(said["reference"]).account,
    "console/members/<": lambda said: accounts.account(said["name"]),
    "console/appeals/reporters/<": lambda said: reporters.appeal(said["id_"]).report.case.account,
    "console/appeals/<": lambda said: appeals.appeal(said["id_"]).decision.case.account,
    "console/second/<": lambda said: second.proposal(said["id_"]).case.account,
    "console/funds/holds/<": _of_hold,
}
"""How each kind of address names the member it is about."""


def keeps_out(request: StaffRequest) -> bool:
    """Whether a page is about a protected member whom this person does not read; it is kept.

    Sets what is hidden from them, and what protects the member, on the request.
    """
    in_force = list(accounts.protections(at=request.at))
    admits = {one.pk: {each.staff_id for each in one.admissions.all()} for one in in_force}
    strange = [one for one in in_force if request.staff.pk not in admits[one.pk]]
    request.hidden = frozenset(one.account_id for one in strange)
    about = _about(request) if in_force else None
    request.protection = next((one for one in in_force if one.account == about), None)
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


def _about(request: StaffRequest) -> Account | None:
    match = request.resolver_match
    if match is None:
        return None
    for place, account_of in ABOUT.items():
        if match.route.startswith(place):
            try:
                return account_of(match.kwargs)
            except LookupError:
                return None  # the page itself says that there is no such thing
    return None
