"""What each role may do: read off the very marks by which each page keeps others out.

So the page of roles and the doors cannot differ. Some acts need more than a role (a second person,
fresh eyes): the law says so and the operation refuses; the page says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

from goodstanding.law.terms import StaffRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

STAFF = "staff"
WORDS: Mapping[StaffRole, str] = {
    StaffRole.CASE_MANAGER: "Manages cases: reads the evidence, hears the member, decides.",
    StaffRole.REVIEWER: "Answers appeals with fresh eyes: never in a case they had a part in.",
    StaffRole.ANALYST: "Reads cases and rules to see patterns; decides nothing.",
    StaffRole.FINANCE_OFFICER: "Looks after held money: looks each week, releases, gives back.",
    StaffRole.POLICY_OWNER: "Looks after policies and rules; decides about no person.",
}
"""What each role is for."""


@dataclass(frozen=True)
class Right:
    """Something that may be done in the console: in a sentence, at which address."""

    sentence: str
    address: str


@cache
def rights() -> Mapping[str, tuple[Right, ...]]:
    """What may be done, by role; what all of the team may do stands under `staff`."""
    found: dict[str, list[Right]] = {STAFF: [], **{role: [] for role in StaffRole}}
    for address, one in _addresses():
        audience = _marked(one)
        if audience.startswith(STAFF):
            role = audience.removeprefix("staff:")
            found[role].append(Right(_sentence(one), address))
    return {role: tuple(some) for role, some in found.items()}


def _addresses() -> Iterator[tuple[str, URLPattern]]:
    for place in get_resolver().url_patterns:
        if isinstance(place, URLResolver) and str(place.pattern) == "console/":
            for one in place.url_patterns:
                if isinstance(one, URLPattern):
                    yield f"/{place.pattern}{one.pattern}", one


def _marked(one: URLPattern) -> str:
    view: Callable[..., object] | None = one.callback
    while view is not None:
        if hasattr(view, "audience"):
            return str(view.audience)
        view = getattr(view, "__wrapped__", None)
    return ""


def _sentence(one: URLPattern) -> str:
    return " ".join((one.callback.__doc__ or "").partition("\n\n")[0].split())
