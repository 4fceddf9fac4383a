"""Single steps, lawful or not: their SQL, what speaks against them, what they do to the model.

A step is one transaction. `objections` are those of a model's state; the database names one of
them. A step that is written had its pots to itself until then, so it is judged at its very place
among the others; what is refused is judged at any moment between being sent and being answered.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import starmap

from tests.rooms.funds.machine import model as m
from tests.rooms.funds.machine.model import Why

PREPARED = {
    "event(bigint, text, int, text, text, bigint, timestamptz)": (
        "INSERT INTO events_event (id, source, source_id, kind, version, account, at, received_at, "
        "body) SELECT $1, 'max', $1::text, $2, 1, name, $7, $7, "
        "jsonb_build_object('contract', $4, 'currency', $5, 'amount', $6) "
        "FROM accounts_account WHERE id = $3 ON CONFLICT DO NOTHING"
    ),
    "moved(int, int, bigint, bigint, timestamptz)": (
        "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) "
        "VALUES ($1, $2, $3, 'event ' || $4, 'event:' || $4, 'max', $5)"
    ),
    "entry(int, int, bigint, text, timestamptz)": (
        "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) "
        "VALUES ($1, $2, $3, 'x', $4, 'x', $5)"
    ),
    "contest(int, text, text, bigint, bigint, timestamptz)": (
        "INSERT INTO funds_contest (account_id, contract, currency, client, amount, reason, event, "
        "at) VALUES ($1, $2, $3, 'ben', $4, '', $5, $6)"
    ),
    "over(bigint, bigint, timestamptz)": (
        "INSERT INTO funds_contestend (contest_id, event, at) "
        "SELECT id, $2, $3 FROM funds_contest WHERE event = $1"
    ),
    "hold(uuid, int, text, text, timestamptz, timestamptz)": (
        "INSERT INTO funds_hold (id, account_id, family, ground, cause, placed_by, placed_at, "
        "ends_at) VALUES ($1, $2, $3, $4, 'x', 'x', $5, $6)"
    ),
    "part(uuid, text, text, bigint, text)": (
        "INSERT INTO funds_holdpart (hold_id, contract, currency, amount, entry_id) "
        "SELECT $1, $2, $3, $4, id FROM funds_entry WHERE key = $5"
    ),
    "release(uuid, text, text, text, timestamptz)": (
        "INSERT INTO funds_release (part_id, entry_id, reason, by, at) SELECT part.id, e.id, 'x', "
        "'x', $5 FROM funds_entry e, funds_holdpart part "
        "WHERE (part.hold_id, part.contract, part.currency) = ($1, $2, $3) AND e.key = $4"
    ),
    "look(uuid, int, timestamptz, timestamptz)": (
        "INSERT INTO funds_holdreview (hold_id, by_id, reasons, at, next_at) "
        "VALUES ($1, $2, 'x', $3, $4)"
    ),
    "longer(uuid, int, timestamptz, timestamptz)": (
        "INSERT INTO funds_holdextension (hold_id, by_id, escalation, at, ends_at) "
        "VALUES ($1, $2, 'x', $3, $4)"
    ),
    "award(uuid, int, int, text, text, bigint, timestamptz)": (
        "INSERT INTO funds_award (id, account_id, recipient_id, contract, currency, amount, cause, "
        "by, at) VALUES ($1, $2, $3, $4, $5, $6, $1::text, 'x', $7)"
    ),
    "give(uuid, text, text, text, int, bigint, uuid, int, int, timestamptz)": (
        "INSERT INTO funds_transfer (part_id, entry_id, recipient_id, amount, award_id, cause, "
        "by_id, agreed_by_id, at) SELECT part.id, e.id, $5, $6, $7, 'x', $8, $9, $10 "
        "FROM funds_entry e, funds_holdpart part "
        "WHERE (part.hold_id, part.contract, part.currency) = ($1, $2, $3) AND e.key = $4"
    ),
}


@dataclass(frozen=True)
class Names:
    """The numbers that the database has for people and pots."""

    account: dict
    staff: dict
    payable: dict
    held: dict
    outside: dict  # by owner and currency


def run(name, *given):
    """A prepared statement with its values."""
    return f"EXECUTE {name}({', '.join(map(_literal, given))});"


def _literal(value):
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    return f"'{value}'"


@dataclass
class Step:
    """One transaction, and when it was sent and answered."""

    at: datetime
    by_law = False  # done through an operation, which refuses in its own words
    sent = answered = 0
    xid = None
    refused = ""

    def writes(self):
        """Whether it found anything to do."""
        return True

    def objections(self, model):
        return set()


@dataclass
class Move(Step):
    """Money comes in from outside, or goes out."""

    pot: m.Pot
    amount: int  # below zero: it goes out
    key: int  # of the event that says so
    says: int | None = None  # what the event says instead

    def sql(self, names):
        pot, owner = self.pot, names.account[self.pot.owner]
        pair = (names.outside[pot.owner, pot.currency], names.payable[pot])
        source, target = pair if self.amount > 0 else pair[::-1]
        kind = "payment.earned" if self.amount > 0 else "payout.sent"
        told = abs(self.amount) if self.says is None else self.says
        event = run("event", self.key, kind, owner, pot.contract, pot.currency, told, self.at)
        return event + run("moved", source, target, abs(self.amount), self.key, self.at)

    def objections(self, model):
        twice = {Why.TWICE} if self.key in model.keys else set()
        short = model.payable[self.pot] + self.amount < 0
        wrong = twice | ({Why.OVERDRAFT} if short and self.amount < 0 else set())
        return wrong | (set() if self.says in {None, abs(self.amount)} else {Why.UNREPORTED})

    def apply(self, model):
        model.keys.add(self.key)
        model.payable[self.pot] += self.amount


@dataclass
class Contest(Step):
    """A client contests a sum."""

    pot: m.Pot
    amount: int
    event: int

    def sql(self, names):
        pot = self.pot
        owner = names.account[pot.owner]
        return run("contest", owner, pot.contract, pot.currency, self.amount, self.event, self.at)

    def objections(self, model):
        return {Why.TWICE} if ("contest", self.event) in model.keys else set()

    def apply(self, model):
        model.keys.add(("contest", self.event))
        model.contests[self.event] = self.pot, self.amount
        model.contested[self.pot] += self.amount


@dataclass
class End(Step):
    """A contest is over."""

    event: int

    def sql(self, names):
        return run("over", self.event, self.event, self.at)

    def objections(self, model):
        return {Why.TWICE} if self.event not in model.contests else set()

    def apply(self, model):
        pot, amount = model.contests.pop(self.event)
        model.contested[pot] -= amount


@dataclass
class Hold(Step):
    """Money is held back."""

    id: str
    amounts: dict  # of one owner's pots
    family: str
    ground: str
    ends_at: datetime
    seen: m.Counter = field(default_factory=m.Counter)  # the most contested while it was written

    def see(self, model):
        """Contests are read while others may end them: the most that was contested counts."""
        for pot in self.amounts:
            self.seen[pot] = max(self.seen[pot], model.contested[pot])

    def sql(self, names):
        owner = names.account[next(iter(self.amounts)).owner]
        told = run("hold", self.id, owner, self.family, self.ground, self.at, self.ends_at)
        return told + "".join(starmap(self._part(names), sorted(self.amounts.items())))

    def _part(self, names):
        def sql(pot, amount):
            key = f"held:{self.id}:{pot.contract}:{pot.currency}"
            moved = run("entry", names.payable[pot], names.held[pot], amount, key, self.at)
            return moved + run("part", self.id, pot.contract, pot.currency, amount, key)

        return sql

    def objections(self, model):
        longest = m.LONGEST[self.ground]
        late = self.ends_at <= self.at or (longest and self.ends_at > self.at + longest * m.DAY)
        wrong = {Why.LATE} if late else set()
        if self.ground == "fraud" != self.family:
            wrong.add(Why.GROUND)
        for pot, amount in self.amounts.items():
            wrong |= self._of_pot(model, pot, amount)
        return wrong

    def _of_pot(self, model, pot, amount):
        wrong = {Why.OVERDRAFT} if model.payable[pot] < amount else set()
        most = max(self.seen[pot], model.contested[pot])
        if self.family != "fraud" and model.held[pot] + amount > most:
            wrong.add(Why.CONTEST)
        span = self.at, max(self.at, self.ends_at)
        if self.ground == "order":
            return wrong
        too_long = model.time_held(pot, self.ground, more=span) > m.ABSOLUTE
        return wrong | ({Why.TOTAL} if too_long else set())

    def apply(self, model):
        look = self.at + m.WEEK
        pots = tuple(self.amounts)
        model.holds[self.id] = m.Hold(self.family, self.ground, self.at, self.ends_at, look, pots)
        for pot, amount in self.amounts.items():
            model.keep(m.Part(self.id, pot, amount), self.ground)


@dataclass
class Release(Step):
    """A part is let go."""

    hold: str
    pot: m.Pot
    amount: int
    key: str

    def sql(self, names):
        pots = names.held[self.pot], names.payable[self.pot]
        moved = run("entry", *pots, self.amount, self.key, self.at)
        part = self.hold, self.pot.contract, self.pot.currency
        return moved + run("release", *part, self.key, self.at)

    def objections(self, model):
        part = model.parts[self.hold, self.pot]
        wrong = {Why.OVERDRAFT} if model.held[self.pot] < self.amount else set()
        wrong |= {Why.RELEASED} if part.released_at else set()
        return wrong | ({Why.UNEQUAL} if self.amount != part.amount - part.gone else set())

    def apply(self, model):
        model.let_go(model.parts[self.hold, self.pot], self.at)


@dataclass
class Look(Step):
    """Somebody looks at a hold again."""

    hold: str
    by: str

    def sql(self, names):
        return run("look", self.hold, names.staff[self.by], self.at, self.at + m.WEEK)

    def objections(self, model):
        hold = model.holds[self.hold]
        lapsed = not hold.placed_at <= self.at < hold.lapses
        wrong = {Why.LAPSED} if lapsed else set()
        if not any(model.parts[self.hold, pot].left for pot in hold.pots):
            wrong.add(Why.EMPTY)
        return wrong | (set() if self.by in m.LOOKERS else {Why.UNQUALIFIED})

    def apply(self, model):
        hold = model.holds[self.hold]
        hold.next_at = max(hold.next_at, self.at + m.WEEK)


@dataclass
class Longer(Look):
    """A dispute goes a step up, and the hold with it."""

    ends_at: datetime

    def sql(self, names):
        return run("longer", self.hold, names.staff[self.by], self.at, self.ends_at)

    def objections(self, model):
        hold = model.holds[self.hold]
        wrong = super().objections(model)
        if hold.ground != "dispute" or self.ends_at <= hold.ends_at:
            wrong.add(Why.DISPUTE)
        if hold.longer:
            wrong.add(Why.TWICE)
        for pot in hold.pots if hold.ground != "order" else ():
            if model.time_held(pot, hold.ground, more=(self.hold, self.ends_at)) > m.ABSOLUTE:
                wrong.add(Why.TOTAL)
        return wrong

    def apply(self, model):
        model.holds[self.hold].longer = self.ends_at


@dataclass
class Give(Step):
    """Held money goes to somebody else: back to a client, or by an award of it all."""

    hold: str
    pot: m.Pot
    recipient: str
    amount: int
    key: str
    by: str = ""
    agreed_by: str = ""
    award: str = ""  # its id; then nobody signs
    says: int = 0  # the award's amount

    def sql(self, names):
        target = names.payable[m.Pot(self.recipient, self.pot.contract, self.pot.currency)]
        owner, other = names.account[self.pot.owner], names.account[self.recipient]
        named = [self.pot.contract, self.pot.currency, self.says, self.at]
        told = run("award", self.award, owner, other, *named) if self.award else ""
        told += run("entry", names.held[self.pot], target, self.amount, self.key, self.at)
        signed = names.staff.get(self.by), names.staff.get(self.agreed_by)
        part = self.hold, self.pot.contract, self.pot.currency
        what = self.key, other, self.amount, self.award or None
        return told + run("give", *part, *what, *signed, self.at)

    def objections(self, model):
        part = model.parts[self.hold, self.pot]
        wrong = {Why.OVERDRAFT} if model.held[self.pot] < self.amount else set()
        wrong |= {Why.SELF} if self.recipient == self.pot.owner else set()
        if part.released_at or part.gone + self.amount > part.amount:
            wrong.add(Why.LEFT)
        if self.award:
            return wrong | ({Why.AWARDED} if self.says != self.amount else set())
        wrong |= set() if model.holds[self.hold].family == "fraud" else {Why.FRAUD}
        pairs = {(self.by, self.agreed_by), (self.agreed_by, self.by)}
        fine = any(one in m.FINANCE and two in m.JUDGES for one, two in pairs)
        return wrong | (set() if fine else {Why.EYES})

    def apply(self, model):
        model.give(model.parts[self.hold, self.pot], self.amount, self.recipient)


@dataclass
class Attack(Step):
    """Something right and something that nobody may do, in one: nothing of it is left."""

    right: Step
    wrong: str

    def sql(self, names):
        return self.right.sql(names) + self.wrong

    def objections(self, model):
        return {Why.ATTACK} | self.right.objections(model)
