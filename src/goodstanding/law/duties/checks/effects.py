"""Measures in force: decided, within the decision, ended in time."""

from collections.abc import Iterator

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.record import Effect, Entry
from goodstanding.law.duties.values import text, when

STARTED = "effect.started"
ENDED = "effect.ended"
INTERIM = "interim.started"


@on(STARTED)
def decided(entry: Entry) -> Lapses:
    """No measure begins without a decision made before.

    S02.
    """
    due = "a decision before the effect"
    if entry.decision is None:
        if entry.file.reopened:
            return unsaid(due, "its case was over long ago and is no longer remembered")
        return (Lapse(due, f"there is no decision {text(entry.data, 'decision_id')}".strip()),)
    if entry.decision.at > entry.at:
        return (Lapse(due, "it was decided later", entry.decision.at),)
    return NONE


@on(STARTED)
def within_decision(entry: Entry) -> Lapses:
    """A measure does no more than the decision says.

    S02.
    """
    kind, order = text(entry.data, "kind"), entry.record.table.mildest_first
    decision = entry.decision
    if decision is None or kind not in order or decision.kind not in order:
        return NONE
    if order.index(kind) <= order.index(decision.kind):
        return NONE
    return (Lapse(f"no more than {decision.kind}", f"{kind} took effect"),)


@on(
    STARTED,
    "hold.placed",
    "restriction.started",
    "ranking.demoted",
    "payout.delayed",
    "feed.excluded",
)
def not_hidden(entry: Entry) -> Lapses:
    """Nothing is taken from anyone without a decision that says so.

    S12.
    """
    if text(entry.data, "decision_id"):
        return NONE
    return (Lapse("every restriction has a decision", f"{entry.kind} names none"),)


@on(INTERIM)
def interim_has_end(entry: Entry) -> Lapses:
    """An interim measure says when it ends.

    AU-12, G10, S05.
    """
    if when(entry.data, "end_at", "ends_at", "until"):
        return NONE
    return (Lapse("an interim measure says when it ends", "end_at is not stated"),)


@on(SETTLED)
def ended_in_time(entry: Entry) -> Lapses:
    """A measure with an end has ended by then.

    G13, S05.
    """
    return tuple(_late(entry, interim=False))


@on(SETTLED)
def lifted_by_itself(entry: Entry) -> Lapses:
    """An interim measure lapses by itself at its end, whoever is away.

    G10, S10.
    """
    return tuple(_late(entry, interim=True))


def _late(entry: Entry, *, interim: bool) -> Iterator[Lapse]:
    tolerance = entry.record.table.tolerance
    for one in entry.file.effects:
        if one.interim is not interim or one.end_at is None:
            continue
        until = tolerance.after(one.end_at)
        if (one.ended or entry.at) > until:
            yield Lapse(f"{one.kind or 'the measure'} ends", _ending(one), one.end_at)


def _ending(one: Effect) -> str:
    if one.ended is None:
        return "it has not ended"
    return f"it ended at {one.ended:%Y-%m-%d %H:%M}"


@on(ENDED, "interim.ended", "hold.extended", "hold.released", "appeal.decided", "appeal.ack")
def replays(entry: Entry) -> Lapses:
    """What ends had begun: the log can be replayed.

    S11.
    """
    if entry.file.reopened:
        return NONE
    if entry.kind.startswith("hold"):
        known = entry.hold is not None
    elif entry.kind.startswith("appeal"):
        known = entry.appeal is not None and entry.appeal.opened_at is not None
    else:
        interim = entry.kind.startswith("interim")
        known = any(one.interim is interim for one in entry.file.effects)
    return NONE if known else (Lapse("what ends had begun", f"{entry.kind} without a beginning"),)
