"""Whether a log is whole: in order, numbered, chained, and every event someone's."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from goodstanding.law.duties.breach import Lapse
from goodstanding.law.duties.plan import RECORD, Keeper
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import text

CHAIN = "sha256"
"""The field with an event's place in the chain; see `link`."""


def link(previous: str, event: Mapping[str, Any]) -> str:
    """The place of an event in a chain: the SHA-256 of the place before and the event itself.

    Args:
        previous: the place of the event before; "" for the first.
        event: the event without its own place.
    """
    said = {name: value for name, value in event.items() if name != CHAIN}
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{previous}\n{written}".encode()).hexdigest()


@dataclass
class Sequencer:
    """What is remembered of the order of a log (S01)."""

    keepers: tuple[Keeper, ...] = (Keeper("S01", RECORD),)
    latest: datetime | None = None
    number: int | None = None
    place: str | None = None
    happened: str = ""
    events: int = 0
    unnumbered: int = 0
    unattributed: int = 0

    def is_amiss(self, entry: Entry) -> bool:
        """Take an event in; whether it is out of order, or the chain is broken before it."""
        data = entry.data
        self.events += 1
        self.happened = ""
        if "actor" not in data and "by" not in data:
            self.unattributed += 1
        self._numbered(data.get("seq"))
        if CHAIN in data:
            self._chained(data)
        elif "prev_hash" in data or "hash" in data:
            self._linked(data)
        if self.latest is not None and entry.at < self.latest and entry.kind != "sor.delivered":
            self.happened = f"{entry.kind} at {entry.at:%Y-%m-%d %H:%M:%S} comes after later events"
        else:
            self.latest = entry.at
        return bool(self.happened)

    def _numbered(self, number: object) -> None:
        if not isinstance(number, int):
            self.unnumbered += 1
            return
        if self.number is not None and number != self.number + 1:
            self.happened = f"event {number} follows event {self.number}"
        self.number = number

    def _chained(self, data: Mapping[str, Any]) -> None:
        expected = link(self.place or "", data)
        if data[CHAIN] != expected:
            self.happened = f"event {data.get('seq', self.events)} is not what was chained"
        self.place = str(data[CHAIN])

    def _linked(self, data: Mapping[str, Any]) -> None:
        before = text(data, "prev_hash")
        if self.place and before and before != self.place:
            self.happened = f"event {data.get('seq', self.events)} names another before it"
        self.place = text(data, "hash") or self.place

    def lapse(self, entry: Entry) -> Lapse:
        """What is amiss with the event last taken in."""
        return Lapse("a log in order, unbroken", self.happened, self.latest or entry.at)

    def close(self) -> Iterator[Lapse]:
        """What the whole log lacks."""
        for missing, what in (
            (self.unattributed, "an actor"),
            (self.unnumbered, "a sequence number"),
        ):
            if missing:
                happened = f"{missing} of {self.events} events have none"
                yield Lapse(f"every event has {what}", happened, undetermined=True)
