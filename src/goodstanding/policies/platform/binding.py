"""What binds for someone: the strictest of all laws that apply, and what was relaxed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from goodstanding.law.clocks import Clocks
from goodstanding.law.duties.binding import clocks_for
from goodstanding.law.duties.parameters import Relaxation, lawful
from goodstanding.law.duties.profiles import Platform, Subject, profiles_for
from goodstanding.policies.models import PlatformRelaxation, PlatformVersion
from goodstanding.policies.platform import file
from goodstanding.policies.platform.table import table


@dataclass(frozen=True)
class Binding:
    """What binds for one account at a time.

    Attributes:
        profiles: ids of the profiles that apply.
        clocks: the lengths that bind.
        relaxations: what was relaxed and holds for this account, too.
    """

    profiles: frozenset[str]
    clocks: Clocks
    relaxations: tuple[Relaxation, ...] = ()


def platforms() -> list[PlatformVersion]:
    """All that the marketplace ever said of itself, latest first, with what it relaxed."""
    return list(PlatformVersion.objects.prefetch_related("relaxations").order_by("-number"))


def platform(*, at: datetime, known: Sequence[PlatformVersion] | None = None) -> Platform:
    """What the marketplace says of itself at a time; nothing is known before it first did.

    Args:
        at: when.
        known: `platforms()`, where it was asked before.
    """
    every = platforms() if known is None else known
    said = next((one for one in every if one.adopted_at <= at), None)
    return file.platform(said.settings) if said else Platform()


def relaxations(
    *, at: datetime, known: Sequence[PlatformVersion] | None = None
) -> tuple[Relaxation, ...]:
    """What is relaxed at a time: of the latest version, once announced for 30 days (G01).

    What a later version no longer relaxes is relaxed no longer from its adoption on; what it
    relaxes anew waits its 30 days, and until then the earlier one holds where both relax it.
    """
    every = platforms() if known is None else known
    said = [one for one in every if one.adopted_at <= at]
    if not said:
        return ()
    still = {one.parameter for one in said[0].relaxations.all()}
    binding = next((one for one in said if one.relaxed_from <= at), None)
    rows = binding.relaxations.all() if binding else []
    return tuple(_value(one) for one in rows if one.parameter in still)


def binding(
    subject: Subject, *, at: datetime, known: Sequence[PlatformVersion] | None = None
) -> Binding:
    """What binds for someone at a time. S01, S09.

    Args:
        subject: what is known of them, and of the platform.
        at: when.
        known: `platforms()`, where it was asked before.
    """
    profiles = profiles_for(subject, table=table())
    return _binding(profiles, relaxations(at=at, known=known))


@lru_cache(maxsize=1024)
def _binding(profiles: frozenset[str], relaxed: tuple[Relaxation, ...]) -> Binding:
    held = lawful(profiles, table=table(), relaxations=relaxed)
    return Binding(profiles, clocks_for(profiles, table=table(), relaxations=held), held)


def _value(row: PlatformRelaxation) -> Relaxation:
    return Relaxation(row.parameter, row.value, row.reason, row.by, row.at)
