"""What was known of a payment the moment it was made: counters of the past, and nothing later."""

from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass, field
from math import log, log1p

HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEK = 7 * DAY

KNOWN_AFTER = WEEK
"""A chargeback is known no sooner than so long after the payment."""

FORGOTTEN_AFTER = 90 * DAY
"""A user, device, card or merchant not seen for so long is forgotten."""

MOST_SHARED = 64
"""Of the different cards, users or merchants of one party no more than these are told apart."""

MOST_RECENT = 512
"""No more than these payments of one party's last week are counted one by one."""

AMOUNTS = 500
"""The amount is ranked among so many latest payments."""

NEVER = 365 * DAY
SHRUNK_BY = 3
QUIET, HALF_DAY, WHOLE_DAY = 22, 12, 24
PARTIES = ("user", "device", "card", "merchant")


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as it is told.

    Attributes:
        row: its number in the input; 0 where it is remembered from learning.
        at: when, in microseconds since 1970 (UTC).
        amount: in the marketplace's one currency.
        device: "" where none was seen.
        charged_back: whether it was charged back later; None where nobody knows yet.
    """

    row: int
    name: str
    at: int
    amount: float
    user: str
    card: str
    merchant: str
    device: str
    charged_back: bool | None = None

    def party(self, kind: str) -> str:
        """The user, device, card or merchant."""
        named: str = getattr(self, kind)
        return named


@dataclass(slots=True)
class Known:
    """Outcomes known by now: payments, and how many of them were charged back."""

    n: int = 0
    bad: int = 0

    def odds(self, base: float, weight: float) -> float:
        """Logarithm of the rate over the usual one, shrunk towards it by `weight` payments."""
        return log((self.bad + weight * base) / ((self.n + weight) * base))


@dataclass(slots=True)
class Party:
    """What is kept of one user, device, card or merchant."""

    n: int = 0
    amount: float = 0.0
    latest: int = -NEVER
    week: deque[Payment] = field(default_factory=deque)
    cards: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    merchants: set[str] = field(default_factory=set)

    def within(self, at: int, span: int) -> tuple[int, float]:
        """Number and sum of its payments in the time before."""
        amounts = [one.amount for one in self.week if at - one.at < span]
        return len(amounts), sum(amounts)

    def cards_today(self, now: Payment) -> tuple[int, float]:
        """Different cards of the last 24 hours, this payment's among them, and hours they span."""
        firsts = {now.card: now.at}
        for one in self.week:
            if now.at - one.at < DAY:
                firsts[one.card] = min(one.at, firsts.get(one.card, one.at))
        return len(firsts), (now.at - min(firsts.values())) / HOUR

    def add(self, one: Payment) -> None:
        """Count a payment."""
        while self.week and (one.at - self.week[0].at >= WEEK or len(self.week) >= MOST_RECENT):
            self.week.popleft()
        self.n, self.amount, self.latest = self.n + 1, self.amount + one.amount, one.at
        self.week.append(one)
        for seen, name in (
            (self.cards, one.card),
            (self.users, one.user),
            (self.merchants, one.merchant),
        ):
            if len(seen) < MOST_SHARED:
                seen.add(name)


@dataclass
class Counters:
    """All counters; takes payments in order of time and keeps a bounded state of each party."""

    parties: dict[tuple[str, str], Party] = field(default_factory=dict)
    waiting: deque[Payment] = field(default_factory=deque)
    everyone: Known = field(default_factory=Known)
    known: dict[str, Known] = field(default_factory=dict)
    recent: deque[float] = field(default_factory=deque)
    ranked: list[float] = field(default_factory=list)
    swept: int = 0

    def before(self, one: Payment) -> dict[str, float]:
        """What was known when this payment was made; itself is counted, its outcome is not."""
        self._learn(one.at)
        told = {
            "amount": log1p(max(one.amount, 0.0)),
            "amount_rank": bisect_left(self.ranked, one.amount) / max(1, len(self.ranked)),
            "near_22h": _near(one.at),
            "no_device": float(not one.device),
            "merchant_known": self._rate(one.merchant),
        }
        for kind in PARTIES:
            told |= _of(kind, self.party(kind, one), one)
        return told

    def add(self, one: Payment) -> None:
        """Count a payment as past."""
        for kind in PARTIES:
            if name := one.party(kind):
                self.parties.setdefault((kind, name), Party()).add(one)
        self.recent.append(one.amount)
        insort(self.ranked, one.amount)
        if len(self.recent) > AMOUNTS:
            del self.ranked[bisect_left(self.ranked, self.recent.popleft())]
        if one.charged_back is not None:
            self.waiting.append(one)
        if one.at - self.swept > DAY:
            self._sweep(one.at)

    def party(self, kind: str, one: Payment) -> Party:
        """What is kept of the payment's user, device, card or merchant so far."""
        name = one.party(kind)
        return (self.parties.get((kind, name)) if name else None) or Party()

    def told(self, one: Payment) -> dict[str, int | float | str]:
        """Plain counts of a payment for its sentence, itself counted."""
        user, merchant = self.party("user", one), self.party("merchant", one)
        device = self.party("device", one)
        on = "device" if device.cards_today(one)[0] >= user.cards_today(one)[0] else "user"
        cards, hours = self.party(on, one).cards_today(one)
        (payments, spent), there = user.within(one.at, DAY), merchant.within(one.at, DAY)
        return {
            "amount": round(one.amount, 2),
            "cards_on": on,
            "cards_day": cards,
            "cards_hours": round(hours, 1),
            "cards_ever": len(user.cards | {one.card}),
            "users_of_device": len(device.users | {one.user}) if one.device else 0,
            "users_of_card": len(self.party("card", one).users | {one.user}),
            "payments_day": payments + 1,
            "amount_day": round(spent + one.amount, 2),
            "payments_before": user.n,
            "merchant_day": there[0] + 1,
            "merchant_amount_day": round(there[1] + one.amount, 2),
        }

    def rows(self, one: Payment) -> list[int]:
        """Rows relied on: the payment and those of its user and device in the 24 hours before."""
        parties = (self.party("user", one), self.party("device", one))
        near = {past.row for p in parties for past in p.week if one.at - past.at < DAY}
        return [one.row, *sorted(near - {0, one.row})]

    def _learn(self, at: int) -> None:
        """Take the outcomes that are old enough to be known."""
        while self.waiting and at - self.waiting[0].at >= KNOWN_AFTER:
            one = self.waiting.popleft()
            for known in (self.everyone, self.known.setdefault(one.merchant, Known())):
                known.n += 1
                known.bad += bool(one.charged_back)

    def _rate(self, merchant: str) -> float:
        base = (self.everyone.bad + 1) / (self.everyone.n + 10)
        return self.known.get(merchant, Known()).odds(base, SHRUNK_BY)

    def _sweep(self, at: int) -> None:
        self.swept = at
        gone = [key for key, one in self.parties.items() if at - one.latest > FORGOTTEN_AFTER]
        for key in gone:
            del self.parties[key]


def _near(at: int) -> float:
    """How near to ten in the evening, when chargebacks are most: 0 to 12 hours away, negative."""
    away = abs(at % DAY / HOUR - QUIET)
    return -min(away, WHOLE_DAY - away)


def _of(kind: str, party: Party, one: Payment) -> dict[str, float]:
    """The counters of one party; everything is a logarithm, so that no one counter takes over."""
    hour, day = party.within(one.at, HOUR), party.within(one.at, DAY)
    usual = (party.amount + 50) / (party.n + 0.5) + 10
    return {
        f"{kind}_payments": log1p(party.n),
        f"{kind}_payments_hour": log1p(hour[0]),
        f"{kind}_payments_day": log1p(day[0]),
        f"{kind}_payments_week": log1p(party.within(one.at, WEEK)[0]),
        f"{kind}_amount": log1p(party.amount + one.amount),
        f"{kind}_amount_day": log1p(day[1] + one.amount),
        f"{kind}_cards": log1p(len(party.cards | {one.card})),
        f"{kind}_users": log1p(len(party.users | {one.user})),
        f"{kind}_merchants": log1p(len(party.merchants | {one.merchant})),
        f"{kind}_recent": -log1p(min(one.at - party.latest, NEVER) / 1e6),
        f"{kind}_amount_relative": log((one.amount + 10) / usual) if party.n else 0.0,
    }
