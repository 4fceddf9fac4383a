"""Every clock of a case, once nothing more is expected in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from goodstanding.law.duties.breach import Breach, Lapse
from goodstanding.law.duties.checks.check import SETTLED
from goodstanding.law.duties.conditions import meets
from goodstanding.law.duties.plan import Keeper, Running
from goodstanding.law.duties.record import Decision, Entry, File, Hold, Record
from goodstanding.law.duties.table import Clock
from goodstanding.law.duties.timing import Due, Miss, awaited, misses

Times = dict[str, list[datetime]]
Groups = Mapping[tuple[str, str], Times]
PAUSED, RESUMED = "clock.paused", "clock.resumed"
LEAST_WORDS = {"deadline": "within", "lead": "at least", "window": "within"}


def said_of(lapse: Lapse, keepers: Sequence[Keeper], case: str) -> Iterator[Breach]:
    """A lapse as a breach of each duty it is about."""
    for one in keepers:
        yield Breach(
            one.duty,
            one.source,
            case,
            lapse.due_at,
            lapse.due,
            lapse.happened,
            lapse.undetermined,
        )


def settle(record: Record, file: File, *, at: datetime) -> Iterator[Breach]:
    """What a case breached that only shows once all of it is known."""
    over = Entry(SETTLED, at, {}, file, record)
    for check, keepers in file.plan.checks.get(SETTLED, ()):
        for lapse in check(over):
            yield from said_of(lapse, keepers, file.id)
    groups = _groups(file)
    for running, starts, ends, due in _called(record, file, groups, at):
        for miss in misses(running.clock, starts, ends, at=at, due=due):
            yield from said_of(_lapse(running, miss), running.keepers, file.id)


def awaits(record: Record, file: File, *, at: datetime) -> bool:
    """Whether anything is still to come in time in a case."""
    called = _called(record, file, _groups(file), at)
    return any(awaited(one.clock, s, e, at=at, due=due) for one, s, e, due in called)


def settle_flat(
    clocks: Mapping[str, tuple[Running, ...]],
    key: str,
    marks: Sequence[tuple[str, datetime]],
    *,
    at: datetime,
    after: Mapping[Running, Due],
) -> Iterator[Breach]:
    """Every clock of one key of a log in the flat form."""
    times: Times = {}
    for kind, moment in marks:
        times.setdefault(kind, []).append(moment)
    for moments in times.values():
        moments.sort()
    for kind in times:
        for running in clocks.get(kind, ()):
            clock = running.clock
            starts, ends = times.get(clock.start, []), times.get(clock.end, [])
            for miss in misses(clock, starts, ends, at=at, due=after[running]):
                yield from said_of(_lapse(running, miss), running.keepers, key)


def _lapse(running: Running, miss: Miss) -> Lapse:
    clock = running.clock
    limit = f"{LEAST_WORDS[clock.op]} {running.length}"
    if clock.op == "lead" and str(running.length) == "no time":
        due = f"{clock.start} before {clock.end}"
    elif clock.op == "lead":
        due = f"{clock.start} {limit} before {clock.end}"
    else:
        due = f"{clock.end} {limit} after {clock.start}"
    return Lapse(due, miss.happened, miss.due_at)


def _groups(file: File) -> Groups:
    """When what happened, for each thing that clocks join events by."""
    found: dict[tuple[str, str], Times] = {}
    for kind, at, decision, appeal, thing in file.marks:
        joined = (("case", file.id), ("decision", decision), ("appeal", appeal), ("thing", thing))
        for join in joined:
            if join[1]:
                found.setdefault(join, {}).setdefault(kind, []).append(at)
    for times in found.values():
        for moments in times.values():
            moments.sort()
    return found


def _called(
    record: Record, file: File, groups: Groups, at: datetime
) -> Iterator[tuple[Running, list[datetime], list[datetime], Due]]:
    """Every clock that runs in a case, with when it began and when it was met."""
    pauses = _pauses(groups.get(("case", file.id), {}), at)
    for (join, name), times in groups.items():
        clocks = file.plan.clocks.get(join)
        if not clocks:
            continue
        about: tuple[Decision | None, Hold | None] | None = None
        for kind in times:
            for running in clocks.get(kind, ()):
                if running.clock.only:
                    about = about or _about(file, join, name)
                    if not _runs(record, file, running.clock, about):
                        continue
                due = _due(record, running, times, pauses)
                clock = running.clock
                yield running, times.get(clock.start, []), times.get(clock.end, []), due


def _runs(
    record: Record, file: File, clock: Clock, about: tuple[Decision | None, Hold | None]
) -> bool:
    decision, hold = about
    return meets(clock.only, file=file, decision=decision, hold=hold, table=record.table)


def _about(file: File, join: str, name: str) -> tuple[Decision | None, Hold | None]:
    """The decision and hold that events joined so are about."""
    hold = file.holds.get(name) if join == "thing" else None
    if join == "appeal":
        appeal = file.appeals.get(name)
        name = appeal.decision if appeal else ""
    elif hold is not None:
        name = hold.decision
    elif join == "case":
        name = next(reversed(file.decisions), "")
    return file.decisions.get(name), hold


def _due(
    record: Record, running: Running, times: Times, pauses: Sequence[tuple[datetime, datetime]]
) -> Due:
    """When the time of a clock is up: extended where an extension came in time, or paused."""
    clock = running.clock
    due: Due = partial(running.length.after, holidays=record.holidays)
    if clock.extension is not None and clock.extension.event in times:
        longer = partial(clock.extension.length.after, holidays=record.holidays)
        due = partial(_extended, due, longer, times[clock.extension.event])
    return partial(_paused, due, pauses) if clock.pausable and pauses else due


def _extended(due: Due, longer: Due, extended: Sequence[datetime], start: datetime) -> datetime:
    until = due(start)
    in_time = any(start <= one <= until for one in extended)
    return longer(start) if in_time else until


def _paused(due: Due, pauses: Sequence[tuple[datetime, datetime]], start: datetime) -> datetime:
    until = due(start)
    for begun, ended in pauses:
        if begun < until and ended > start:
            until += max(ended - max(begun, start), timedelta())
    return until


def _pauses(times: Times, at: datetime) -> list[tuple[datetime, datetime]]:
    """From when to when clocks of a case stood still; a pause nobody ended lasts until now."""
    resumed = times.get(RESUMED, [])
    return [
        (begun, next((one for one in resumed if one >= begun), max(at, begun)))
        for begun in times.get(PAUSED, [])
    ]
