"""What is checked for whom: the duties that bind, gathered by the event that shows them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from goodstanding.law.duties.checks import CHECKS, Check
from goodstanding.law.duties.durations import Length
from goodstanding.law.duties.parameters import Effective, Relaxation, lawful, parameters
from goodstanding.law.duties.profiles import Subject, duties_for, profiles_for
from goodstanding.law.duties.table import GOLD, Clock, Duty, GoldRule, Table

RECORD = "any record of due process"
"""The source of what any record must keep."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A duty that a check or clock is about."""

    duty: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A clock with its length, and all duties that set it."""

    clock: Clock
    length: Length
    keepers: tuple[Keeper, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """What is checked where some profiles apply.

    Attributes:
        checks: for each event, the checks and whose duties they show.
        clocks: for what events are joined by, and the event that calls for it: clocks.
        parameters: the numbers that bind.
    """

    profiles: frozenset[str]
    checks: Mapping[str, tuple[tuple[Check, tuple[Keeper, ...]], ...]]
    clocks: Mapping[str, Mapping[str, tuple[Running, ...]]]
    parameters: Mapping[str, Effective]

    def length(self, name: str) -> Length:
        """The length of a parameter that is one."""
        value = self.parameters[name].value
        if not isinstance(value, Length):
            msg = f"{name}: got {value!r}, expected a length of time."
            raise TypeError(msg)
        return value


@dataclass
class Plans:
    """Plans made once for each combination of profiles.

    Attributes:
        asked: the profiles asked for; None to choose them for each subject.
    """

    table: Table
    asked: frozenset[str] | None = None
    relaxations: Sequence[Relaxation] = ()
    made: dict[object, Plan] = field(default_factory=dict)
    _starts: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = tuple(sorted({one.since for one in self.table.duties if one.since}))

    def for_subject(self, subject: Subject, *, on: date) -> Plan:
        """What is checked in the case of a subject, begun on a day."""
        key = self.asked or (subject, bisect_right(self._starts, on))
        if key not in self.made:
            profiles = self.asked or profiles_for(subject, table=self.table)
            spared = None if self.asked else subject
            bound = duties_for(
                profiles, table=self.table, subject=spared, on=None if self.asked else on
            )
            self.made[key] = self._plan(profiles, bound, profiles)
        return self.made[key]

    def for_things(self) -> Plan:
        """What is checked of notices, rules, reports, which concern no one person.

        Whatever such an event can show, but for laws of some trades or of large platforms only.
        """
        key = self.asked or "things"
        if key not in self.made:
            narrow = {
                one.id
                for one in self.table.switches
                if {"sectors", "workers_at_least"} & one.needs.keys()
            }
            profiles = self.asked or self.table.known_profiles - narrow
            bound = duties_for(profiles, table=self.table)
            numbers = self.asked or frozenset({GOLD})
            self.made[key] = self._plan(profiles, bound, numbers)
        return self.made[key]

    def for_flat(self) -> Mapping[str, tuple[Running, ...]]:
        """Every clock of every law asked for, by the event that calls for it."""
        duties = duties_for(self.asked, table=self.table) if self.asked else self.table.duties
        every = [(clock, _keeper(one)) for one in duties for clock in one.clocks]
        return _by_event(_merged(every, {}))

    def _plan(
        self, profiles: frozenset[str], bound: tuple[Duty, ...], numbers: frozenset[str]
    ) -> Plan:
        held = self.relaxations
        if not self.asked:  # whoever a stricter law protects keeps what it gives
            held = lawful(numbers, table=self.table, relaxations=held)
        limits = parameters(numbers, table=self.table, relaxations=held)
        gold = self.table.gold if GOLD in profiles else ()
        return _made(self.table, profiles, bound, gold, limits)


def _made(
    table: Table,
    profiles: frozenset[str],
    duties: tuple[Duty, ...],
    gold: tuple[GoldRule, ...],
    limits: Mapping[str, Effective],
) -> Plan:
    keepers: dict[str, list[Keeper]] = {}
    clocks: list[tuple[Clock, Keeper]] = []
    sources = {one.id: one.source for one in table.duties}
    for invariant in table.structural:
        for name in invariant.tests:
            keepers.setdefault(name, []).append(Keeper(invariant.id, RECORD))
    bound: tuple[GoldRule | Duty, ...] = (*gold, *duties)
    for one in bound:
        keeper = _gold_keeper(one, sources) if isinstance(one, GoldRule) else _keeper(one)
        for name in one.tests:
            keepers.setdefault(name, []).append(keeper)
        clocks += [(c, keeper) for c in one.clocks if not c.profile or c.profile in profiles]
    joins = {clock.join for clock, _ in clocks}
    return Plan(
        profiles=profiles,
        checks=_checks(keepers),
        clocks={
            join: _by_event(_merged([c for c in clocks if c[0].join == join], limits))
            for join in joins
        },
        parameters=limits,
    )


def _keeper(duty: Duty) -> Keeper:
    return Keeper(duty.id, duty.source)


def _gold_keeper(rule: GoldRule, sources: Mapping[str, str]) -> Keeper:
    built = (f"{one} ({sources[one]})" if one in sources else one for one in rule.built_from)
    return Keeper(rule.id, ", ".join(built))


def _checks(
    keepers: Mapping[str, list[Keeper]],
) -> dict[str, tuple[tuple[Check, tuple[Keeper, ...]], ...]]:
    return {
        event: found
        for event, checks in CHECKS.items()
        if (
            found := tuple((c, tuple(keepers[c.__name__])) for c in checks if c.__name__ in keepers)
        )
    }


def _merged(
    clocks: Iterable[tuple[Clock, Keeper]], limits: Mapping[str, Effective]
) -> Iterator[Running]:
    """Clocks that say the same are one clock with more than one keeper."""
    alike: dict[object, tuple[Clock, Length, list[Keeper]]] = {}
    for clock, keeper in clocks:
        length = clock.length or limits[clock.parameter].value
        if not isinstance(length, Length):
            continue
        says = (clock.start, clock.end, clock.op, length, clock.join, str(clock.only))
        key = (*says, clock.extension, clock.pausable)
        alike.setdefault(key, (clock, length, []))[2].append(keeper)
    for clock, length, keepers in alike.values():
        yield Running(clock, length, tuple(keepers))


def _by_event(clocks: Iterable[Running]) -> dict[str, tuple[Running, ...]]:
    found: dict[str, list[Running]] = {}
    for one in clocks:
        event = one.clock.end if one.clock.op == "lead" else one.clock.start
        found.setdefault(event, []).append(one)
    return {event: tuple(several) for event, several in found.items()}
