"""Whether a time was kept: the three kinds of clock, exactly as the table defines them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.law.duties.table import Clock

Due = Callable[[datetime], datetime]
"""From when a clock starts to when its time is up."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A time not kept: when it was up (or what was too early), and what came instead."""

    due_at: datetime | None
    happened: str


def misses(
    clock: Clock,
    starts: Sequence[datetime],
    ends: Sequence[datetime],
    *,
    at: datetime,
    due: Due,
) -> Iterator[Miss]:
    """Every time a clock was not kept about one thing. Starts and ends are sorted.

    `deadline`: each start needs an end no later than due; where there is none, it is missed once
    the time is up. `window`: an end need not come, but not late. `lead`: each end needs a start so
    much earlier; the latest start before it counts.

    Args:
        clock: the clock.
        starts: when its time began to run, each time.
        ends: when its other event came, each time.
        at: the time to ask about.
        due: when the time is up that starts at a moment.
    """
    if clock.op == "lead":
        yield from _early(clock, starts, ends, due)
        return
    for start in starts:
        until = due(start)
        if not ends:
            if clock.op == "deadline" and at > until:
                yield Miss(until, f"no {clock.end} by {_moment(at)}")
        elif ends[0] > until:
            yield Miss(until, f"{clock.end} came at {_moment(ends[0])}")


def awaited(
    clock: Clock,
    starts: Sequence[datetime],
    ends: Sequence[datetime],
    *,
    at: datetime,
    due: Due,
) -> bool:
    """Whether something is still to come in time."""
    return (
        clock.op == "deadline"
        and bool(starts)
        and not ends
        and any(at <= due(start) for start in starts)
    )


def _early(
    clock: Clock, starts: Sequence[datetime], ends: Sequence[datetime], due: Due
) -> Iterator[Miss]:
    for end in ends:
        if not starts:
            yield Miss(None, f"{clock.end} at {_moment(end)} without any {clock.start}")
            continue
        earliest = due(starts[-1] if starts[-1] <= end else starts[0])
        if end < earliest:
            yield Miss(earliest, f"{clock.end} came at {_moment(end)}, too early")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
