"""The table of duties as frozen values: who owes what, from which source, how a log shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from goodstanding.law.duties.durations import Length

Operator = Literal["deadline", "lead", "window"]
Confidence = Literal["V", "S", "R"]
"""V: the primary text was read. S: a secondary source. R: recollection, to be verified."""
GOLD = "GOLD"
"""The profile of the gold standard."""


@dataclass(frozen=True)
class Extension:
    """An event that, before the time is up, makes the time longer."""

    event: str
    length: Length


@dataclass(frozen=True)
class Clock:
    """A time that one event starts and another must meet.

    Attributes:
        start: the event that starts it.
        end: the event that must come within the time (`deadline`), after it (`lead`), or, if it
            comes, within it (`window`).
        length: the time; None where it is a parameter's.
        parameter: the parameter that gives the length, or "".
        numeric_in_law: whether the number stands in the law; otherwise it is ours.
        join: what both events are about: a case, decision, appeal, or another thing.
        only: conditions on what the events are about; a log in the flat form shows none of them.
        pausable: whether it stands still while a pause is recorded.
        profile: where it runs only under one profile, that profile.
    """

    start: str
    end: str
    op: Operator
    length: Length | None
    numeric_in_law: bool
    join: str
    only: Mapping[str, Any]
    extension: Extension | None = None
    pausable: bool = False
    parameter: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Duty:
    """One duty of one law.

    Attributes:
        since: from when it is in force, where that is known, and how well it is known.
        profile: the switch that turns it on.
        spares: whom it leaves out: `small` platforms, `p2b_user` members.
        tests: names of the checks that show it in a log.
        unseen: what of it no log can show, and why; "" for nothing.
    """

    id: str
    source: str
    must: str
    when: str
    deadline: str
    exceptions: str
    check: str
    confidence: Confidence
    group: str
    profile: str
    strength: str
    since: date | None
    since_confidence: Confidence | None
    spares: tuple[str, ...]
    clocks: tuple[Clock, ...]
    tests: tuple[str, ...]
    unseen: str

    @property
    def is_seen(self) -> bool:
        """Whether a log shows at least part of it."""
        return bool(self.clocks or self.tests)


@dataclass(frozen=True)
class GoldRule:
    """One rule of the gold standard: the strictest union of the duties it is built from."""

    id: str
    rule: str
    default: str
    built_from: tuple[str, ...]
    check: str
    clocks: tuple[Clock, ...]
    tests: tuple[str, ...]
    unseen: str


@dataclass(frozen=True)
class Invariant:
    """What any record must keep, whatever the law of the place."""

    id: str
    must: str
    check: str
    tests: tuple[str, ...]
    unseen: str


@dataclass(frozen=True)
class LegalValue:
    """What one profile says of a parameter; `value` is "" where the law gives no number."""

    profile: str
    says: str
    value: str
    business: bool
    duty: str
    confidence: Confidence


@dataclass(frozen=True)
class Parameter:
    """A number (or switch) that duties share. `direction` says which way is stricter."""

    name: str
    unit: str
    gold: str
    direction: Literal["min", "max", "require", "exact"]
    means: str
    laws: tuple[LegalValue, ...]


@dataclass(frozen=True)
class Profile:
    """A row of the table of jurisdictions."""

    id: str
    applies: str
    changes: str


@dataclass(frozen=True)
class Switch:
    """What turns the duties of one profile on; `brings` names others turned on with it."""

    id: str
    profile: str
    brings: tuple[str, ...]
    needs: Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """Two duties that pull apart, and which way the house goes."""

    title: str
    between: str
    resolution: str


@dataclass(frozen=True)
class Table:
    """The whole table.

    Attributes:
        words: sets of words the checks use, by name.
        exceptions: codes that excuse, by name of the set.
        hold_grounds: which ground of a hold has which limit.
        statement: under which names a statement of reasons may say each thing.
        tolerance: how late an end may be because machines take time.
        linger: how long a case is remembered after all in it is over.
        review_every: how often a hold is looked at again.
    """

    prepared: date
    duties: tuple[Duty, ...]
    gold: tuple[GoldRule, ...]
    structural: tuple[Invariant, ...]
    parameters: tuple[Parameter, ...]
    profiles: tuple[Profile, ...]
    switches: tuple[Switch, ...]
    conflicts: tuple[Conflict, ...]
    words: Mapping[str, frozenset[str]]
    mildest_first: tuple[str, ...]
    exceptions: Mapping[str, frozenset[str]]
    hold_grounds: Mapping[str, Any]
    statement: Mapping[str, frozenset[str]]
    tolerance: Length
    linger: Length
    review_every: Length

    @property
    def known_profiles(self) -> frozenset[str]:
        """Ids that may be asked for."""
        return frozenset({one.id for one in self.switches} | {GOLD})
