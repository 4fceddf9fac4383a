"""Which laws apply to whom: by where they live and work, what they are, how big the platform is."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goodstanding.law.duties.table import GOLD, Duty, Table

SMALL_STAFF = 50
SMALL_TURNOVER = 10_000_000
"""Euros a year. DSA 19 and 29, P2B 11(5): below both a platform is small."""


@dataclass(frozen=True)
class Platform:
    """How big the marketplace is, and what licence to hold money it has or uses.

    Attributes:
        staff: how many people it employs; None where unknown.
        turnover: euros a year; None where unknown.
        workers: how many people work through it; None where unknown.
        very_large: whether it is designated as a very large platform.
        licences: where it may hold money as a payment service: `EU`, `UK`, `US`.
        sector: `online`, `driving` or `delivery`.
    """

    staff: int | None = None
    turnover: int | None = None
    workers: int | None = None
    very_large: bool = False
    licences: frozenset[str] = frozenset()
    sector: str = "online"

    @property
    def is_small(self) -> bool:
        """Whether duties of larger platforms leave it out; unknown size spares nobody (S09)."""
        if self.very_large or self.staff is None or self.turnover is None:
            return False
        return self.staff < SMALL_STAFF and self.turnover <= SMALL_TURNOVER


@dataclass(frozen=True)
class Subject:
    """Whom a measure would hit, as far as it decides which law applies. "" and None are unknown.

    Attributes:
        residence, work_location: ISO 3166 codes, as narrow as known: `DE`, `CA-BC`,
            `US-WA-SEATTLE`.
        role: contractor, agency_member, client, agency, reporter or trader.
        natural_person: whether it is a human being.
        capacity: business, consumer or private.
        sells_to: `consumers`, `businesses`, or both.
        months: how long they have worked regularly through the platform.
    """

    residence: str = ""
    work_location: str = ""
    role: str = ""
    natural_person: bool | None = None
    capacity: str = ""
    sells_to: frozenset[str] = frozenset()
    months: int | None = None
    platform: Platform = field(default_factory=Platform)

    @property
    def is_placed(self) -> bool:
        """Whether it is known where they live or work."""
        return bool(self.residence or self.work_location)


def profiles_for(subject: Subject, *, table: Table) -> frozenset[str]:
    """The profiles that apply to a subject. The gold standard is always among them.

    A profile of a place applies where the place is known. What else it asks for (a natural person,
    six months of work, 250 workers) must not be known to be otherwise: what is not known spares
    nobody (S09). Size, sector and licence of the platform come from its own description.
    """
    found = {one.id for one in table.switches if _applies(one.needs, subject)}
    brought = {b for one in table.switches if one.id in found for b in one.brings}
    return frozenset(found | brought | {GOLD})


def duties_for(
    profiles: AbstractSet[str],
    *,
    table: Table,
    subject: Subject | None = None,
    on: date | None = None,
) -> tuple[Duty, ...]:
    """The duties that some profiles turn on.

    Args:
        profiles: ids of profiles.
        table: the table of duties.
        subject: whom they are owed to; duties that spare such a member or platform are left out.
        on: a day; duties not yet in force then are left out. None leaves none out.
    """
    spared = spared_as(subject) if subject else frozenset()
    return tuple(
        one
        for one in table.duties
        if one.profile in profiles
        and not spared.intersection(one.spares)
        and not (on and one.since and on < one.since)
    )


def spared_as(subject: Subject) -> frozenset[str]:
    """On which grounds duties may leave a subject out."""
    grounds = set()
    if subject.platform.is_small:
        grounds.add("small")
    if subject.capacity == "business" and "consumers" in subject.sells_to:
        grounds.add("p2b_user")
    return frozenset(grounds)


def known(profiles: Iterable[str], *, table: Table) -> frozenset[str]:
    """Profiles by the names people write, also rows such as `US-WA / US-MN / US-CO`.

    Raises:
        ValueError: one is not in the table.
    """
    rows = {row: {one.id for one in table.switches if one.profile == row} for row in _rows(table)}
    found: set[str] = set()
    for name in profiles:
        one = name.strip()
        ids = {one.upper()} & table.known_profiles or rows.get(one, set())
        if not ids:
            expected = ", ".join(sorted(table.known_profiles))
            msg = f"profile: got {name!r}, expected one of {expected}."
            raise ValueError(msg)
        found |= ids
    return frozenset(found | {b for s in table.switches if s.id in found for b in s.brings})


def _rows(table: Table) -> set[str]:
    return {one.id for one in table.profiles}


def _applies(needs: Mapping[str, Any], subject: Subject) -> bool:
    return all(_CONDITIONS[name](wanted, subject) for name, wanted in needs.items())


def _is_in(places: Iterable[str], place: str) -> bool:
    """Whether a place is one of those, or lies in one: `US-WA-SEATTLE` lies in `US-WA`."""
    here = place.strip().upper().replace("_", "-").replace(" ", "-")
    return any(here == one or here.startswith(f"{one}-") for one in places)


def _unless_known(value: object, fits: bool) -> bool:
    return fits or value in ("", None, frozenset())


_CONDITIONS: Mapping[str, Callable[[Any, Subject], bool]] = {
    "lives": lambda wanted, s: _is_in(wanted, s.residence or s.work_location),
    "works": lambda wanted, s: _is_in(wanted, s.work_location or s.residence),
    "natural_person": lambda wanted, s: _unless_known(s.natural_person, s.natural_person is wanted),
    "roles": lambda wanted, s: _unless_known(s.role, s.role in wanted),
    "capacities": lambda wanted, s: s.capacity in wanted,
    "sells_to": lambda wanted, s: bool(s.sells_to & set(wanted)),
    "workers_at_least": lambda n, s: _unless_known(
        s.platform.workers, (s.platform.workers or 0) >= n
    ),
    "months_at_least": lambda n, s: _unless_known(s.months, (s.months or 0) >= n),
    "sectors": lambda wanted, s: s.platform.sector in wanted,
    "licence": lambda wanted, s: bool(s.platform.licences & set(wanted)),
    "asked": lambda _wanted, _s: False,
}
