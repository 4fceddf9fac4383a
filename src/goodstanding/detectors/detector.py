"""The form every detector has, and what it says when it suspects something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from goodstanding.law.terms import Family

Row = Mapping[str, Any]
"""A row of the relation a detector reads: columns by name. Times are int microseconds (UTC)."""

Settings = Mapping[str, Any]
"""The `[detector.settings]` table of the policy version that asks."""


@dataclass(frozen=True)
class Suspicion:
    """What a detector says of one account; it decides nothing.

    Attributes:
        account: the account's name in the marketplace.
        key: what is suspected, unique within detector and account; the same key at the same tier is
            the same suspicion and is kept once.
        e_value: how many times likelier the record is if the person is above the tolerated rate.
        tier: 0 nothing, 1 coaching note (e >= 20), 2 a person looks (e >= 1,000), 3 a person may
            restrict (e >= 10,000,000).
        counts: the figures of the sentence; enough to write it again.
        sentence: one plain sentence, about this person, with numbers.
        rows: ids of the events relied on.
        contracts: contracts the suspicion is about.
        subject: the one thing the suspicion is about (a job post's id), or "" for the account.
        quotes: the person's own words relied on.
        conduct_from, conduct_until: first and latest conduct relied on, int microseconds UTC.
    """

    account: str
    key: str
    e_value: float
    tier: int
    counts: Mapping[str, int | float | str]
    sentence: str
    rows: tuple[int, ...]
    conduct_from: int
    conduct_until: int
    contracts: tuple[str, ...] = ()
    subject: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One step of the picture a detector can draw of an account: an outcome and where it led."""

    at: int
    row: int
    bad: bool
    n: int
    bad_so_far: int
    tolerated_so_far: float
    e_value: float
    label: str = ""


@dataclass(frozen=True)
class Figure:
    """A person's own figure beside the published threshold, for their standing page.

    Attributes:
        label: what is counted, in a few words.
        own: the person's own figure.
        tolerated: what is tolerated.
        distance: how far away that is.
        table: lines of the published table, where there is one.
        ages: what counts, and when an entry stops counting; whole sentences.
    """

    label: str
    own: str
    tolerated: str
    distance: str
    table: tuple[tuple[int, int, int, int], ...] = field(default=())
    ages: str = ""


class Detector(Protocol):
    """One pattern: the relation it reads, and what it makes of one account's rows of it.

    Attributes:
        name: the name policies use.
        family: the family of grounds its suspicions can support.
        relation: SQL over the views of the event vocabulary (one view a kind of event, dots as
            underscores). It must give `account`, `at` and `row` (the event's id) beside its own
            columns; the caller filters by account and orders by account, at, row.
        compares: whether the relation compares members with each other, so that it must read all
            events to say anything of one. Such a detector is asked at the nightly review only.
    """

    name: str
    family: Family
    relation: str
    compares: bool

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with a policy's settings, one sentence each; empty when all is well."""

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """Suspicions about one account, given all its rows in order of time."""

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:
        """The account's record as a path, for a chart; empty where the pattern has none."""

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """The account's figures beside the thresholds, suspicious or not."""

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """The published table, first row the headings, so that anyone can check a tier."""


@runtime_checkable
class Screening(Protocol):
    """A detector that tells by counts alone who cannot be suspected, so that a review is quick."""

    def screen(self, settings: Settings) -> str:
        """SQL over `told`, the detector's relation: every account that may be suspected at all.

        It gives the column `account`. Whoever `examine` would suspect must be among them, whatever
        of their rows is set aside; a test holds each detector to that.
        """
