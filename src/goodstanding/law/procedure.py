"""How a case proceeds: its state, the steps open in it, and whose clock runs.

The state is never stored. It follows from the times of the case's rows, so the state at any past
moment can be told again (S11), and a forgotten case moves on when its clock runs out (S10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from goodstanding.law import appeal
from goodstanding.law.clocks import GOLD, WARNED_BEFORE, Clocks
from goodstanding.law.facts import awaited_until, is_answer
from goodstanding.law.terms import UnlawfulError


class State(StrEnum):
    """Where a case is."""

    OPEN = "open"
    AWAITING_ANSWER = "awaiting_answer"
    READY = "ready"
    DECIDED = "decided"
    UNDER_APPEAL = "under_appeal"
    CLOSED = "closed"


class CaseStep(StrEnum):
    """What can be done in a case. `place_interim` and `confirm_interim` do not decide it."""

    SERVE_PRELIMINARY_NOTICE = "serve_preliminary_notice"
    ANSWER = "answer"
    PLACE_INTERIM = "place_interim"
    CONFIRM_INTERIM = "confirm_interim"
    DECIDE = "decide"
    CLOSE = "close"
    FILE_APPEAL = "file_appeal"
    DECIDE_APPEAL = "decide_appeal"


_INQUIRY = frozenset(
    {
        CaseStep.SERVE_PRELIMINARY_NOTICE,
        CaseStep.PLACE_INTERIM,
        CaseStep.CONFIRM_INTERIM,
        CaseStep.CLOSE,
    }
)

STEPS: Mapping[State, frozenset[CaseStep]] = MappingProxyType(
    {
        State.OPEN: _INQUIRY | {CaseStep.DECIDE},
        State.AWAITING_ANSWER: _INQUIRY | {CaseStep.ANSWER},
        State.READY: _INQUIRY | {CaseStep.ANSWER, CaseStep.DECIDE},
        State.DECIDED: frozenset({CaseStep.FILE_APPEAL, CaseStep.CLOSE}),
        State.UNDER_APPEAL: frozenset({CaseStep.DECIDE_APPEAL}),
        State.CLOSED: frozenset(),
    }
)
"""The one table of steps: what may be done in each state.

Nothing is decided while an answer is awaited, however mild; danger is met by an interim measure.
A later answer is still read as long as nothing is decided. A new preliminary notice starts its own
window. What a decision may say is for `law.ruling`.
"""


def require(state: State, step: str) -> None:
    """Refuse a step that the case's state does not allow. Keeps S10, G05.

    Raises:
        UnlawfulError: naming the state, the step, and what is open instead.
    """
    if step in STEPS[state]:
        return
    steps = ", ".join(_spoken(one) for one in CaseStep if one in STEPS[state]) or "nothing"
    raise UnlawfulError(
        f"The case is {_spoken(state)}: “{_spoken(step)}” is not open. Open now: {steps}."
    )


def _spoken(name: str) -> str:
    return name.replace("_", " ")


@dataclass(frozen=True)
class CaseTimes:
    """When things happened in a case, and until when they may.

    Attributes:
        opened_at: when it was opened.
        preliminary_at: when the latest preliminary notice was served.
        respond_by: until when that notice can be answered; `law.clocks.RESPONSE_WINDOW` at least.
        answered_at: when it was answered; an answer to an earlier notice is none.
        decided_at: when it was decided; an interim measure does not decide it.
        appeal_filed_at: when the decision was appealed against.
        appeal_decided_at: when the appeal was decided.
        appeal_until: the last moment to appeal; None before the statement of reasons was delivered,
            and for a decision against nobody.
        closed_at: when it was closed.
        interim_at: when the first measure before hearing took effect.
        alone_at: when what automation placed alone took effect, while no person has confirmed it.
        alone_until: when that lapses.
        talk_asked_at: when the member asked for a talk that is still owed.
        clocks: the lengths that bind for the member.
    """

    opened_at: datetime
    preliminary_at: datetime | None = None
    respond_by: datetime | None = None
    answered_at: datetime | None = None
    decided_at: datetime | None = None
    appeal_filed_at: datetime | None = None
    appeal_decided_at: datetime | None = None
    appeal_until: datetime | None = None
    closed_at: datetime | None = None
    interim_at: datetime | None = None
    alone_at: datetime | None = None
    alone_until: datetime | None = None
    talk_asked_at: datetime | None = None
    clocks: Clocks = GOLD


class OnBreach(StrEnum):
    """What happens where a clock runs out unanswered.

    `lapse`: what was placed ends by itself. `lift`: the decision's measures are lifted. `escalate`:
    another person is told and has it too. `proceed`: the case goes on; the time was the member's.
    """

    LAPSE = "lapse"
    LIFT = "lift"
    ESCALATE = "escalate"
    PROCEED = "proceed"


@dataclass(frozen=True)
class Due:
    """Something due in a case, by when, and from whom. It is overdue once `at` is past.

    Attributes:
        since: since when its clock runs; what is due at once has no warning.
        on_breach: what happens where nobody does it in time (S10).
    """

    at: datetime
    what: str
    owner: Literal["member", "platform"]
    since: datetime | None = field(default=None, compare=False)
    on_breach: OnBreach = field(default=OnBreach.PROCEED, compare=False)

    @property
    def warn_at(self) -> datetime:
        """When its owner is warned: a day before, or for its last quarter if that is longer."""
        since = self.since or self.at
        early = min(self.at - WARNED_BEFORE, self.at - (self.at - since) / 4)
        return max(since, early)


def state(times: CaseTimes, *, at: datetime) -> State:
    """The state of a case at a time, from what had happened by then. Keeps S10, S11.

    Closing a case never shuts an appeal out: it counts as decided while the window runs. When the
    window ends unused, or the appeal is decided, the case is closed by itself.
    """
    if _happened(times.appeal_decided_at, at):
        return State.CLOSED
    if _happened(times.appeal_filed_at, at):
        return State.UNDER_APPEAL
    if _happened(times.decided_at, at):
        return _state_after_decision(times, at)
    if _happened(times.closed_at, at):
        return State.CLOSED
    return _state_of_inquiry(times, at)


def next_due(times: CaseTimes, *, at: datetime) -> Due | None:
    """What is due next in a case, or None when nothing is. Keeps S08, S10.

    The time may lie before `at`: then it is overdue. A late answer gives the platform no new clock.
    What lapses by itself is due no more once it has.
    """
    running = clocks_of(times, at=at)
    open_ones = (one for one in running if one.on_breach != OnBreach.LAPSE or at < one.at)
    return next(open_ones, None)


def clocks_of(times: CaseTimes, *, at: datetime) -> tuple[Due, ...]:
    """Every clock that runs in a case at a time, what runs out first first. S10; SEA-055, AU-13."""
    now = state(times, at=at)
    found = [_main(times, now)]
    if now in INQUIRED:
        found += [_inquiry(times), _confirmation(times), _talk(times)]
    running = [one for one in found if one is not None and (one.since or at) <= at]
    return tuple(sorted(running, key=lambda one: one.at))


INQUIRED = frozenset({State.OPEN, State.AWAITING_ANSWER, State.READY})
"""States of a case that is not decided."""


def _main(times: CaseTimes, now: State) -> Due | None:
    lengths, escalate = times.clocks, OnBreach.ESCALATE
    if now == State.OPEN:
        since = times.opened_at
        return Due(since + lengths.first_look, "first look", "platform", since, escalate)
    if now == State.AWAITING_ANSWER:
        return Due(_awaited_until(times), "answer", "member", times.preliminary_at)
    if now == State.READY:
        since = _ready_at(times)
        return Due(since + lengths.decision, "decision", "platform", since, escalate)
    return _due_after_decision(times, now)


def _inquiry(times: CaseTimes) -> Due | None:
    if times.interim_at is None:
        return None
    until = times.interim_at + times.clocks.inquiry
    return Due(until, "end of the inquiry", "platform", times.interim_at, OnBreach.ESCALATE)


def _confirmation(times: CaseTimes) -> Due | None:
    if times.alone_until is None:
        return None
    until = times.alone_until
    return Due(until, "confirmation", "platform", times.alone_at, OnBreach.LAPSE)


def _talk(times: CaseTimes) -> Due | None:
    if times.talk_asked_at is None:
        return None
    until = times.talk_asked_at + times.clocks.talk
    return Due(until, "talk", "platform", times.talk_asked_at, OnBreach.ESCALATE)


def _due_after_decision(times: CaseTimes, now: State) -> Due | None:
    if now == State.DECIDED and times.appeal_until:
        return Due(times.appeal_until, "appeal", "member", times.decided_at)
    if now == State.UNDER_APPEAL and times.appeal_filed_at:
        filed = times.appeal_filed_at
        until = appeal.reply_due(filed, times.clocks)
        return Due(until, "answer to the appeal", "platform", filed, OnBreach.LIFT)
    return None


def _happened(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment <= at


def _state_after_decision(times: CaseTimes, at: datetime) -> State:
    if times.appeal_until is not None:
        return State.DECIDED if at <= times.appeal_until else State.CLOSED
    return State.CLOSED if _happened(times.closed_at, at) else State.DECIDED


def _state_of_inquiry(times: CaseTimes, at: datetime) -> State:
    if not _happened(times.preliminary_at, at):
        return State.OPEN
    if _answered(times) and _happened(times.answered_at, at):
        return State.READY
    return State.AWAITING_ANSWER if at < _awaited_until(times) else State.READY


def _answered(times: CaseTimes) -> bool:
    return times.preliminary_at is not None and is_answer(times.answered_at, times.preliminary_at)


def _awaited_until(times: CaseTimes) -> datetime:
    served_at = times.preliminary_at or times.opened_at
    return awaited_until(served_at, times.respond_by or served_at, times.clocks)


def _ready_at(times: CaseTimes) -> datetime:
    window = _awaited_until(times)
    if times.answered_at is not None and _answered(times):
        return min(times.answered_at, window)
    return window
