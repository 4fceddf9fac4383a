"""Money kept back: by decision, on a known ground, no more than is at stake, until an end."""

from collections.abc import Iterator
from datetime import datetime

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.durations import Length
from goodstanding.law.duties.record import Entry, Hold
from goodstanding.law.duties.values import flag, number, part, text, when

PLACED = "hold.placed"


def limit(entry: Entry, ground: str) -> Length | None:
    """How long a hold on a ground may last; None where law or an order sets it."""
    grounds = entry.record.table.hold_grounds
    if ground in grounds["by_law"]:
        return None
    return entry.file.plan.length(grounds["limits"].get(ground, grounds["absolute"]))


@on(PLACED)
def hold_decided(entry: Entry) -> Lapses:
    """A hold is placed by a decision made before.

    S02.
    """
    if entry.decision is not None or entry.file.reopened:
        return NONE
    name = text(entry.data, "decision_id")
    return (Lapse("a decision before the hold", f"there is no decision {name}".strip()),)


@on(PLACED)
def hold_named(entry: Entry) -> Lapses:
    """A hold says its ground, and whose money it is.

    G21, PSD2-68.
    """
    silent = [name for name in ("ground", "payee") if not text(entry.data, name)]
    due = "a hold says its ground and whose money it is"
    return unsaid(due, f"it does not say: {', '.join(silent)}") if silent else NONE


@on(PLACED)
def hold_within_exposure(entry: Entry) -> Lapses:
    """No more is held than is at stake.

    G21, PP-180.
    """
    amount = number(entry.data, "amount")
    basis = entry.data.get("exposure_basis")
    at_stake = number(part(entry.data, "exposure_basis"), "amount", "id")
    if at_stake is None:
        at_stake = number(entry.data, "exposure", "exposure_amount")
    due = "no more is held than is at stake"
    if amount is None:
        return unsaid(due, "the amount is not stated")
    if at_stake is None:
        return NONE if basis else unsaid(due, "exposure_basis is not stated")
    return (Lapse(due, f"{amount:g} of {at_stake:g}"),) if amount > at_stake else NONE


@on(PLACED)
def hold_has_end(entry: Entry) -> Lapses:
    """A hold says when it is released.

    G22, S05.
    """
    if entry.hold is None or entry.hold.release_by:
        return NONE
    if limit(entry, entry.hold.ground) is None:
        return NONE
    return (Lapse("a hold says when it is released", "release_by is not stated"),)


@on(PLACED)
def hold_within_limit(entry: Entry) -> Lapses:
    """A hold lasts no longer than its ground allows.

    G22.
    """
    hold = entry.hold
    if hold is None or hold.release_by is None:
        return NONE
    longest = limit(entry, hold.ground)
    latest = longest.after(entry.at) if longest else None
    if latest is None or hold.release_by <= latest:
        return NONE
    due = f"a hold for {hold.ground or 'any reason'} of {longest} at most"
    return (Lapse(due, f"to be released at {hold.release_by:%Y-%m-%d %H:%M}", latest),)


@on("hold.extended")
def hold_longer_for_cause(entry: Entry) -> Lapses:
    """A hold for a dispute goes on once, before its end, for an arbitration or court it names.

    G22.
    """
    if entry.hold is None:
        return NONE  # `replays` says so
    longest = entry.file.plan.length(entry.record.table.hold_grounds["absolute"])  # in all
    latest = longest.after(entry.hold.placed_at)
    due = "a hold goes on only for a dispute, once, before its end, to an arbitration or court"
    return tuple(Lapse(due, said, latest) for said in _amiss(entry, entry.hold, latest))


def _amiss(entry: Entry, hold: Hold, latest: datetime) -> Iterator[str]:
    """What speaks against making a hold longer."""
    new = when(entry.data, "release_by")
    if hold.ground != "dispute":
        yield f"it is held for {hold.ground or 'no stated reason'}"
    if hold.extended:
        yield "it was extended before"
    if hold.released_at or (hold.release_by and hold.release_by < entry.at):
        yield "its end had come"
    if not text(entry.data, "escalation"):
        yield "no arbitration or court is named"
    if new is None:
        yield "release_by is not stated"
    elif new > latest:
        yield f"it is to last until {new:%Y-%m-%d %H:%M}"


@on(PLACED)
def earned_untouched(entry: Entry) -> Lapses:
    """Money earned beyond dispute is not held, but by law or order.

    G22, ON-10.
    """
    grounds = entry.record.table.hold_grounds
    if text(entry.data, "ground") not in grounds["earned"]:
        return NONE
    return (Lapse("earned money is paid as usual", "it is held"),)


@on(SETTLED)
def hold_let_go(entry: Entry) -> Lapses:
    """A hold is released by its end.

    G22, S05, S10.
    """
    return tuple(_late(entry))


def _late(entry: Entry) -> Iterator[Lapse]:
    tolerance = entry.record.table.tolerance
    for one in entry.file.holds.values():
        by = one.release_by
        if by is None or (one.released_at or entry.at) <= tolerance.after(by):
            continue
        yield Lapse(f"hold {one.id} is released", _release(one.released_at), by)


def _release(at: datetime | None) -> str:
    return f"it was released at {at:%Y-%m-%d %H:%M}" if at else "it is still held"


@on("hold.reviewed", "hold.released", SETTLED)
def hold_reviewed(entry: Entry) -> Lapses:
    """A hold is looked at again every week.

    G21.
    """
    every = entry.record.table.review_every
    if entry.kind != SETTLED:
        late = flag(entry.data, "lapsed")  # it ended in time, because nobody had looked
        return _unseen(entry.hold, entry.at, every, late=late) if entry.hold else NONE
    still = (one for one in entry.file.holds.values() if one.released_at is None)
    return tuple(lapse for one in still for lapse in _unseen(one, entry.at, every))


def _unseen(hold: Hold, at: datetime, every: Length, *, late: bool = False) -> Lapses:
    due = every.after(hold.looked_at)
    if at <= due and not late:
        return NONE
    return (Lapse(f"hold {hold.id} is looked at every {every}", f"not until {at:%F}", due),)
