"""What is remembered of an account's logins, and of everyone's: weights that fade, and few values.

A network is an address within a provider (ASN) within a country; a browser is a user agent within a
browser family within an operating system. How probable a value is for an account is its faded share
of the past; one never seen is as probable as the account is to show something new on that level,
times what is probable one level up. How often an account shows something new is its own: who
travels or changes addresses daily is expected to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

DAY = 86_400_000_000
HALF_LIFE = 60 * DAY
"""After so long a login counts half."""

MOST_VALUES = 12
"""So many values of a level are kept of an account; the faintest goes first."""

MOST_KNOWN = 200_000
"""So many values of a level are kept of everyone; then all are halved and the rare forgotten."""

LEVELS = ("country", "asn", "ip", "system", "browser", "agent", "device")
ABOVE = {"asn": "country", "ip": "asn", "browser": "system", "agent": "browser"}
NEW_USUALLY = {
    "country": 0.01,
    "asn": 0.05,
    "ip": 0.2,
    "system": 0.01,
    "browser": 0.02,
    "agent": 0.05,
    "device": 0.03,
}
"""How often a login shows something new on a level, before anything is known of an account."""

WORTH = 3.0
"""That is worth so many logins."""

KINDS = {"country": 200, "asn": 500, "ip": 65_536, "system": 10, "browser": 50, "agent": 1_000}
"""How many values a level may have below one value of the level above, roughly."""

Values = Mapping[str, str]
"""A login's value on each level; "" where it was not told."""


@dataclass(slots=True)
class Level:
    """An account's values on one level."""

    weights: dict[str, float] = field(default_factory=dict)
    total: float = 0.0
    new: float = 0.0

    def fade(self, by: float) -> None:
        """Let all weights fade."""
        for value in self.weights:
            self.weights[value] *= by
        self.total *= by
        self.new *= by

    def add(self, value: str) -> None:
        """Remember a value."""
        if value not in self.weights:
            self.new += 1.0 if self.total else 0.0
            if len(self.weights) >= MOST_VALUES:
                del self.weights[min(self.weights, key=self.weights.__getitem__)]
        self.weights[value] = self.weights.get(value, 0.0) + 1.0
        self.total += 1.0

    def newness(self, usually: float) -> float:
        """How probable something new is."""
        return (self.new + WORTH * usually) / (self.total + WORTH)


@dataclass(slots=True)
class Account:
    """What is remembered of one account: a few hundred bytes to a few thousand."""

    levels: dict[str, Level] = field(default_factory=dict)
    at: int = 0
    country: str = ""
    moves: float = 0.0

    def level(self, name: str) -> Level:
        """Its values on a level."""
        return self.levels.get(name) or Level()

    def knows(self, name: str, value: str) -> bool:
        """Whether it showed that value before."""
        return value in self.level(name).weights

    def add(self, values: Values, at: int) -> None:
        """Remember a login."""
        faded = 0.5 ** (max(0, at - self.at) / HALF_LIFE) if self.at else 1.0
        moved = bool(self.country) and self.country != values["country"]
        self.moves = self.moves * faded + moved
        for name in LEVELS:
            if values[name]:
                level = self.levels.setdefault(name, Level())
                level.fade(faded)
                level.add(values[name])
        self.at, self.country = at, values["country"]


@dataclass(slots=True)
class Everyone:
    """How common values are among all logins."""

    counts: dict[str, dict[str, float]] = field(
        default_factory=lambda: {name: {} for name in LEVELS}
    )
    total: float = 0.0

    def add(self, values: Values) -> None:
        """Count a login."""
        self.total += 1.0
        for name, counts in self.counts.items():
            if name == "device":
                continue  # a device is nobody else's
            counts[values[name]] = counts.get(values[name], 0.0) + 1.0
            if len(counts) > MOST_KNOWN:
                self.counts[name] = {k: n / 2 for k, n in counts.items() if n > 1}

    def within(self, name: str, values: Values) -> float:
        """How probable a value is below its value of the level above."""
        above = ABOVE.get(name)
        whole = self.counts[above].get(values[above], 0.0) if above else self.total
        return (self.counts[name].get(values[name], 0.0) + 1 / KINDS[name]) / (whole + 1)

    def probability(self, name: str, values: Values) -> float:
        """How probable a value is for anyone."""
        own = self.within(name, values)
        return own * self.probability(ABOVE[name], values) if name in ABOVE else own
