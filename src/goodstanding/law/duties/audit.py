"""Read a log as it comes, and say every duty that was not kept."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from goodstanding.law.clocks import NO_HOLIDAYS
from goodstanding.law.duties.breach import Breach, Lapse
from goodstanding.law.duties.deriving import mark, thing_of
from goodstanding.law.duties.following import AFTER, FOLLOW
from goodstanding.law.duties.parameters import Relaxation
from goodstanding.law.duties.plan import RECORD, Keeper, Plans, Running
from goodstanding.law.duties.profiles import Platform, Subject
from goodstanding.law.duties.record import Entry, File, Record
from goodstanding.law.duties.sequence import Sequencer
from goodstanding.law.duties.settling import PAUSED, RESUMED, awaits, said_of, settle, settle_flat
from goodstanding.law.duties.table import Table
from goodstanding.law.duties.values import Data, flag, items, moment, number, text

if TYPE_CHECKING:
    from goodstanding.law.duties.timing import Due

IDS = ("case_id", "decision_id", "appeal_id", "hold_id")
OWN_TIME: Mapping[str, str] = {"sor.delivered": "delivered_at", "rule.published": "published_at"}
"""Events whose time is a field of their own, where they have it."""
LOG = "log"
"""What a breach of the log as a whole names as its case."""
UNREAD = (Keeper("S09", RECORD),)


def audit(
    events: Iterable[Mapping[str, Any]],
    *,
    table: Table,
    profiles: AbstractSet[str] | None = None,
    at: datetime | None = None,
    holidays: AbstractSet[date] = NO_HOLIDAYS,
    platform: Platform | None = None,
    relaxations: Sequence[Relaxation] = (),
) -> Iterator[Breach]:
    """Every breach of a duty that a log shows, as soon as it is certain.

    Memory is bounded by what is open: a case is forgotten once nothing in it runs or is awaited
    and the time to appeal is long over.

    Args:
        events: the log in order of time. An event has `type` (or `event`), `at`, and the fields of
            the vocabulary; or, in the flat form, `type`, `key` and `at` alone, which clocks read.
        table: the table of duties.
        profiles: the profiles to audit by, whoever is concerned; None chooses them for each case
            by what `case.opened` says of the person, the gold standard always among them.
        at: the time to ask about; None for the time of the latest event.
        holidays: days that are no business days besides weekends.
        platform: how big the marketplace is; unknown size spares nobody.
        relaxations: parameters set weaker than the gold standard on purpose.
    """
    asked = frozenset(profiles) if profiles is not None else None
    reader = _Reader(
        record=Record(table=table, holidays=holidays),
        plans=Plans(table=table, asked=asked, relaxations=relaxations),
        platform=platform or Platform(),
    )
    found, read = reader.found, reader.read
    for event in events:
        read(event)
        if found:
            yield from found
            found.clear()
    yield from reader.close(at)


def read_kinds(table: Table) -> frozenset[str]:
    """The kinds of events that any clock or duty reads; of others an audit can say nothing."""
    plans = Plans(table=table, asked=table.known_profiles, relaxations=())
    checked = {*plans.for_things().checks, *plans.for_subject(Subject(), on=date.max).checks}
    return _timed(table) | checked | FOLLOW.keys() | AFTER.keys()


def _timed(table: Table) -> frozenset[str]:
    """What begins, ends, extends, stops or resumes a clock."""
    clocks = [clock for duty in table.duties for clock in duty.clocks]
    clocks += [clock for rule in table.gold for clock in rule.clocks]
    events = {event for c in clocks for event in (c.start, c.end)}
    extended = {c.extension.event for c in clocks if c.extension}
    return frozenset(events | extended | {PAUSED, RESUMED})


@dataclass
class _Reader:
    """What reads one log."""

    record: Record
    plans: Plans
    platform: Platform
    needed: frozenset[str] = field(init=False)
    flat: dict[str, list[tuple[str, datetime]]] = field(default_factory=dict)
    found: list[Breach] = field(default_factory=list)
    latest: datetime | None = None
    sequencer: Sequencer = field(default_factory=Sequencer)
    expiring: list[tuple[datetime, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.needed = _timed(self.record.table)

    def read(self, data: Data) -> None:
        """Take an event in, and find what it breaches at once."""
        kind = text(data, "type", "event")
        own = OWN_TIME.get(kind)
        at = moment(data.get(own)) if own else None
        at = at or moment(data.get("at"))
        if not kind or at is None:
            due = "an event says what happened and when"
            unread = Lapse(due, f"{kind or data!s:.80}", undetermined=True)
            self.found.extend(said_of(unread, UNREAD, LOG))
            return
        if _is_flat(data):
            self.flat.setdefault(str(data["key"]), []).append((kind, at))
            self._pass(at)
            return
        self._rich(kind, at, data)
        now = self._pass(at)
        if self.expiring[0][0] <= now:
            self.found.extend(self._expire(now))

    def _pass(self, at: datetime) -> datetime:
        """The time of the log, which an event that comes late does not turn back."""
        self.latest = max(at, self.latest or at)
        return self.latest

    def _rich(self, kind: str, at: datetime, data: Data) -> None:
        entry = self._entry(kind, at, data)
        name, found = entry.file.id, self.found
        if self.sequencer.is_amiss(entry):
            found.extend(said_of(self.sequencer.lapse(entry), self.sequencer.keepers, name))
        follow = FOLLOW.get(kind)
        if follow is not None:
            follow(entry)
        for check, keepers in entry.file.plan.checks.get(kind, ()):
            for lapse in check(entry):
                found.extend(said_of(lapse, keepers, name))
        if after := AFTER.get(kind):
            after(entry)
        mark(entry, needed=self.needed)

    def _entry(self, kind: str, at: datetime, data: Data) -> Entry:
        entry = Entry(kind, at, data, _NOBODY, self.record)
        entry.thing = thing_of(entry)
        entry.file = file = self._file(entry)
        file.last_at = max(file.last_at, at)
        if kind == "case.opened":
            self._describe(file, data, at)
        _resolve(entry, file)
        return entry

    def _file(self, entry: Entry) -> File:
        """The case an event belongs to, or the thing it is about."""
        record, data = self.record, entry.data
        case = data.get("case_id")
        if case:
            name = str(case)
            return record.files.get(name) or self._begin(name, entry.at, is_case=True)
        indexes = {
            "decision_id": record.of_decision,
            "appeal_id": record.of_appeal,
            "hold_id": record.of_hold,
        }
        for name, index in indexes.items():
            one = data.get(name)
            if one is not None and (found := index.get(str(one))):
                return found
        name = text(data, *indexes)
        is_case = bool(name)
        name = name or entry.thing or entry.kind
        return record.files.get(name) or self._begin(name, entry.at, is_case=is_case)

    def _begin(self, name: str, at: datetime, *, is_case: bool) -> File:
        if name in self.record.settled:
            plan, decided_at = self.record.settled[name]
            file = File(name, plan, at, is_case=is_case, reopened=True)
            if decided_at:
                file.marks.append(("decision.made", decided_at, "", "", ""))
        else:
            subject = Subject(platform=self.platform)
            plans = self.plans
            plan = plans.for_subject(subject, on=at.date()) if is_case else plans.for_things()
            file = File(name, plan, at, is_case=is_case)
        self.record.files[name] = file
        heapq.heappush(self.expiring, (self.record.table.linger.after(at), name))
        return file

    def _describe(self, file: File, data: Data, at: datetime) -> None:
        """Choose the law by what the case says of the person."""
        human, months = data.get("is_natural_person"), number(data, "months")
        subject = Subject(
            residence=text(data, "residence"),
            work_location=text(data, "work_location"),
            role=text(data, "subject_role", "role"),
            natural_person=None if human is None else flag(data, "is_natural_person"),
            capacity=text(data, "capacity"),
            sells_to=frozenset(items(data, "sells_to")),
            months=None if months is None else int(months),
            platform=self.platform,
        )
        file.plan = self.plans.for_subject(subject, on=at.date())
        file.subject, file.role = text(data, "subject"), subject.role
        file.capacity, file.language = subject.capacity, text(data, "language")

    def _expire(self, now: datetime) -> Iterator[Breach]:
        """Settle and forget the cases in which nothing is open any more."""
        linger = self.record.table.linger
        while self.expiring and self.expiring[0][0] <= now:
            _, name = heapq.heappop(self.expiring)
            file = self.record.files.get(name)
            if file is None:
                continue
            until = linger.after(file.last_at)
            if until > now:
                heapq.heappush(self.expiring, (until, name))
            elif file.running or awaits(self.record, file, at=now):
                heapq.heappush(self.expiring, (linger.after(now), name))
            else:
                yield from settle(self.record, file, at=now)
                self._forget(file)

    def _forget(self, file: File) -> None:
        record = self.record
        decided_at = max((one.at for one in file.decisions.values()), default=None)
        record.files.pop(file.id, None)
        record.settled[file.id] = (file.plan, decided_at)
        for name in file.decisions:
            record.of_decision.pop(name, None)
            record.settled[name] = (file.plan, decided_at)
        for name in file.appeals:
            record.of_appeal.pop(name, None)
        for name in file.holds:
            record.of_hold.pop(name, None)

    def close(self, at: datetime | None) -> Iterator[Breach]:
        """Say what is left when the log ends."""
        now = at or self.latest
        if now is None:
            return
        for file in sorted(self.record.files.values(), key=lambda one: one.id):
            yield from settle(self.record, file, at=now)
        clocks = self.plans.for_flat()
        after: dict[Running, Due] = {
            one: partial(one.length.after, holidays=self.record.holidays)
            for several in clocks.values()
            for one in several
        }
        for key in sorted(self.flat):
            yield from settle_flat(clocks, key, self.flat[key], at=now, after=after)
        for lapse in self.sequencer.close():
            yield from said_of(lapse, self.sequencer.keepers, LOG)


def _is_flat(data: Data) -> bool:
    return "key" in data and not any(name in data for name in IDS)


def _resolve(entry: Entry, file: File) -> None:
    """Find the decision, appeal and hold an event is about, also those it does not name."""
    data, name = entry.data, text(entry.data, "decision_id")
    if file.appeals:
        entry.appeal = file.appeals.get(text(data, "appeal_id"))
        unnamed = entry.kind.startswith("appeal.") and "appeal_id" not in data
        if unnamed and len(file.appeals) == 1:
            entry.appeal = next(iter(file.appeals.values()))
        if not name and entry.appeal:
            name = entry.appeal.decision
    if file.holds:
        entry.hold = file.holds.get(text(data, "hold_id"))
        if not name and entry.hold:
            name = entry.hold.decision
    if name:
        entry.decision = file.decisions.get(name)
    elif len(file.decisions) == 1:
        entry.decision = next(iter(file.decisions.values()))


_NOBODY: Any = None
