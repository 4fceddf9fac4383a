"""What an audit remembers while it reads: only what later events can still be measured by."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from goodstanding.law.clocks import NO_HOLIDAYS
from goodstanding.law.duties.durations import Length

if TYPE_CHECKING:
    from goodstanding.law.duties.plan import Plan
    from goodstanding.law.duties.table import Table

Mark = tuple[str, datetime, str, str, str]
"""An event a clock may need: what, when, of which decision, appeal, and other thing."""


@dataclass(slots=True)
class Rule:
    """A version of a published rule."""

    enforceable_at: datetime | None
    retired_at: datetime | None
    kinds: frozenset[str]
    longest: Length | None


@dataclass(slots=True)
class Decision:
    """A decision, as far as later events are measured by it.

    `narrow` is a restriction said to shut nobody out of working or hiring (G08).
    """

    id: str
    kind: str
    at: datetime
    exception: str
    cause: str
    ground: str
    scope: str
    decider: str
    automated: bool
    evidence: frozenset[str]
    end_at: datetime | None
    permanent: bool
    narrow: bool = False
    statements: int = 0
    said_at: datetime | None = None
    begun: bool = False
    reversed: bool = False
    supervised_at: datetime | None = None


@dataclass(slots=True)
class Effect:
    """A measure (or interim measure) in force, as the enforcing component saw it."""

    decision: str
    kind: str
    interim: bool
    began: datetime
    end_at: datetime | None
    ended: datetime | None = None


@dataclass(slots=True)
class Appeal:
    """An appeal, as far as its answer is measured by it."""

    id: str
    decision: str
    opened_at: datetime | None = None
    points: frozenset[str] = frozenset()
    reviewer: str = ""
    is_decided: bool = False


@dataclass(slots=True)
class Hold:
    """Money kept back."""

    id: str
    decision: str
    ground: str
    exception: str
    placed_at: datetime
    release_by: datetime | None
    looked_at: datetime
    released_at: datetime | None = None
    own_statement: bool = False
    extended: bool = False


@dataclass(slots=True)
class Exhibit:
    """A piece of evidence."""

    kind: str
    collected_at: datetime | None
    barred: bool
    withheld: bool


@dataclass(slots=True)
class File:
    """All that is remembered of one case, or of one thing that belongs to no case."""

    id: str
    plan: "Plan"
    last_at: datetime
    is_case: bool = True
    reopened: bool = False
    subject: str = ""
    role: str = ""
    capacity: str = ""
    language: str = ""
    marks: list[Mark] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    appeals: dict[str, Appeal] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    evidence: dict[str, Exhibit] = field(default_factory=dict)
    warned_at: datetime | None = None
    proof_at: datetime | None = None
    served_at: datetime | None = None
    answered_at: datetime | None = None
    talk_asked_at: datetime | None = None
    talked_at: datetime | None = None
    representative: str = ""
    inquiry_closed_at: datetime | None = None
    asked_to_correct_until: datetime | None = None
    detected: bool = False
    hands: set[str] = field(default_factory=set)
    conflicted: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether anything in it is still going on."""
        return (
            any(one.ended is None for one in self.effects)
            or any(one.released_at is None for one in self.holds.values())
            or any(not one.is_decided for one in self.appeals.values())
        )


@dataclass(slots=True)
class Entry:
    """One event of the log, with what it is about."""

    kind: str
    at: datetime
    data: Mapping[str, Any]
    file: File
    record: "Record"
    decision: Decision | None = None
    appeal: Appeal | None = None
    hold: Hold | None = None
    thing: str = ""
    says: frozenset[str] | None = None


@dataclass(slots=True)
class Record:
    """What is remembered across cases."""

    table: "Table"
    holidays: AbstractSet[date] = NO_HOLIDAYS
    files: dict[str, File] = field(default_factory=dict)
    of_decision: dict[str, File] = field(default_factory=dict)
    of_appeal: dict[str, File] = field(default_factory=dict)
    of_hold: dict[str, File] = field(default_factory=dict)
    settled: dict[str, tuple["Plan", datetime | None]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    warned: dict[str, datetime] = field(default_factory=dict)
    infringing_tools: set[str] = field(default_factory=set)
    trusted: dict[str, dict[str, datetime]] = field(default_factory=dict)
    received: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    puids: set[int] = field(default_factory=set)
