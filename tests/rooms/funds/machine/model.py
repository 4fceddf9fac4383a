"""The ledger in plain Python: what is there, and what speaks against a step."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

DAY = timedelta(days=1)
WEEK = 7 * DAY
ABSOLUTE = 180 * DAY
LONGEST = {
    "security_period": 5,
    "hourly_review": 10,
    "new_seller": 21,
    "dispute": 30,
    "chargeback_exposure": 120,
    "fraud": 180,
    "order": None,
}
"""Days a hold may last on each ground (G22)."""

LOOKERS = {"Rita", "Sam", "Sue", "Fin"}
JUDGES = {"Rita", "Sam", "Sue"}
FINANCE = {"Fin"}


class Why(Enum):
    """Why a step is refused: part of what the database says."""

    ATTACK = "P[4568]|permission denied|must be owner"
    AWARDED = "P6: an award moves exactly"
    CONTEST = "P5: a hold of .* is above the contested"
    DISPUTE = "P4: only a hold for a dispute is made longer"
    EMPTY = "P4: nothing of the hold is held any more"
    EYES = "P5_reversal_has_four_eyes|P5: a reversal is agreed by"
    FRAUD = "P5: money is given back to a client on the ground of fraud only"
    GROUND = "P5_fraud_is_held_for_in_fraud_cases_only"
    LAPSED = "P4: the hold lapsed"
    LATE = "P4: a hold on the ground|P4_hold_ends"
    LEFT = "P6: no more is transferred than is still held"
    OVERDRAFT = "P6: no overdraft"
    RELEASED = "P6: part .* of a hold is released already"
    SELF = "P6: the entry of a transfer moves exactly|P6_award_goes_elsewhere"
    TOTAL = "P4: money of contract .* for 180 days in all"
    TWICE = "duplicate key"
    UNEQUAL = "P6: a release gives back exactly"
    UNREPORTED = "P6: no event reports"
    UNQUALIFIED = "P4: a hold goes on only if a qualified person"


@dataclass(frozen=True, order=True)
class Pot:
    """What is payable and what is held of a member's contract in a currency."""

    owner: str
    contract: str
    currency: str


@dataclass
class Part:
    """What a hold keeps of a pot."""

    hold: str
    pot: Pot
    amount: int
    gone: int = 0
    released_at: datetime | None = None

    @property
    def left(self):
        return 0 if self.released_at else self.amount - self.gone


@dataclass
class Hold:
    """Until when something is kept, and why."""

    family: str
    ground: str
    placed_at: datetime
    ends_at: datetime
    next_at: datetime
    pots: tuple[Pot, ...]
    longer: datetime | None = None

    @property
    def end(self):
        return self.longer or self.ends_at

    @property
    def lapses(self):
        return min(self.end, self.next_at)


@dataclass
class Model:
    """Everything. Sums are kept as steps are applied, as the database keeps its balances."""

    payable: Counter = field(default_factory=Counter)
    held: Counter = field(default_factory=Counter)
    contests: dict = field(default_factory=dict)  # event to (pot, amount), while open
    contested: Counter = field(default_factory=Counter)
    holds: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)  # by hold and pot
    of_pot: dict = field(default_factory=dict)  # pot and ground to its parts
    keys: set = field(default_factory=set)  # what was done and is not done again

    def earn(self, pot, amount):
        self.payable[pot] += amount

    def keep(self, part, ground):
        self.parts[part.hold, part.pot] = part
        self.of_pot.setdefault((part.pot, ground), []).append(part)
        self.payable[part.pot] -= part.amount
        self.held[part.pot] += part.amount

    def let_go(self, part, at):
        self.payable[part.pot] += part.left
        self.held[part.pot] -= part.left
        part.released_at = at

    def give(self, part, amount, recipient):
        part.gone += amount
        self.held[part.pot] -= amount
        self.payable[Pot(recipient, part.pot.contract, part.pot.currency)] += amount

    def live(self):
        """What is still held."""
        return [part for part in self.parts.values() if part.left]

    def time_held(self, pot, ground, *, more=None):
        """How long money of a pot is held on a ground; what overlaps counts once.

        Args:
            pot: the pot.
            ground: the ground.
            more: a span beside those that are known, or the id of a hold and its new end.
        """
        spans = [more] if more and isinstance(more[0], datetime) else []
        for part in self.of_pot.get((pot, ground), ()):
            hold = self.holds[part.hold]
            end = more[1] if more and more[0] == part.hold else hold.end
            until = min(end, part.released_at) if part.released_at else end
            spans.append((hold.placed_at, max(until, hold.placed_at)))
        total, reached = timedelta(0), None
        for since, until in sorted(spans):
            new = since if reached is None else max(since, reached)
            total += max(until - new, timedelta(0))
            reached = until if reached is None else max(reached, until)
        return total
