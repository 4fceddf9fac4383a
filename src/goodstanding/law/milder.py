"""A modified decision: milder than the one appealed against, and worse in nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goodstanding.law.hold import Pot
from goodstanding.law.rule import DAY
from goodstanding.law.terms import (
    MILDEST_FIRST,
    RESTRICTING,
    Capability,
    MeasureKind,
    Money,
    UnlawfulError,
    spoken,
)


@dataclass(frozen=True)
class Extent:
    """How far a decision reaches.

    Attributes:
        measure: its kind.
        capabilities: what it stops.
        ends_at: when it ends; None for words, and for what has no end.
        contracts: only these; empty for the whole account.
        subject: only this one thing, or "".
        member: only this one of a team, or "".
        hold: what is held, pot by pot.
    """

    measure: MeasureKind
    capabilities: frozenset[Capability] = frozenset()
    ends_at: datetime | None = None
    contracts: frozenset[str] = frozenset()
    subject: str = ""
    member: str = ""
    hold: Mapping[Pot, Money] = field(default_factory=dict)


def require_milder(old: Extent, new: Extent) -> None:
    """Refuse what is in any way worse than the decision it replaces, or in nothing milder. G20.

    Raises:
        UnlawfulError: saying in what it would be worse, or that it would be the same.
    """
    if worse := _worse(old, new):
        raise UnlawfulError(f"An appeal makes nothing worse: {worse} (G20).")
    if old == new:
        raise UnlawfulError("This is the same decision; to leave it as it is, confirm it.")


def severity(measure: MeasureKind) -> int:
    """The place of a kind of measure in the order of severity, 0 the mildest. DSA-23.3."""
    return MILDEST_FIRST.index(measure)


def kinds(old: MeasureKind) -> tuple[MeasureKind, ...]:
    """Kinds that may take the place of a decision, mildest first. G20.

    Doing nothing is a reversal. An interim measure decides nothing, so nothing takes its place.
    """
    if old == MeasureKind.INTERIM_RESTRICTION:
        return ()
    apart = {MeasureKind.NO_ACTION, MeasureKind.INTERIM_RESTRICTION}
    return tuple(one for one in MILDEST_FIRST[: severity(old) + 1] if one not in apart)


def _worse(old: Extent, new: Extent) -> str:
    if new.measure not in kinds(old.measure):
        return f"{spoken(new.measure)} cannot take the place of {spoken(old.measure)}"
    if old.capabilities and (beyond := new.capabilities - old.capabilities):
        return f"it would also stop: {', '.join(sorted(beyond))}"
    return _lasts_longer(old, new) or _wider(old, new) or _holds_more(old, new)


def _lasts_longer(old: Extent, new: Extent) -> str:
    if old.ends_at is None or new.measure not in RESTRICTING:
        return ""
    if new.ends_at is None:
        return f"it would have no end, before it ended on {old.ends_at:{DAY}}"
    if new.ends_at > old.ends_at:
        return f"it would end on {new.ends_at:{DAY}}, later than on {old.ends_at:{DAY}}"
    return ""


def _wider(old: Extent, new: Extent) -> str:
    if not new.capabilities:
        return ""
    if old.contracts and (not new.contracts or new.contracts - old.contracts):
        return f"it would reach beyond contract {', '.join(sorted(old.contracts))}"
    for was, would in ((old.subject, new.subject), (old.member, new.member)):
        if was and was != would:
            return f"it would reach beyond {was}"
    return ""


def _holds_more(old: Extent, new: Extent) -> str:
    for pot, sum_ in sorted(new.hold.items()):
        was = old.hold.get(pot)
        if was is None or sum_.minor > was.minor:
            return f"it would hold {sum_} of contract {pot.contract}, before it was {was or 0}"
    return ""
