"""A person at work: the same steps, but through the operations that people use."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from goodstanding.funds import models, operations
from goodstanding.law.hold import Ground
from goodstanding.law.hold import Pot as LawPot
from goodstanding.law.terms import Family, Money, UnlawfulError
from tests.rooms.funds.machine import model as m
from tests.rooms.funds.machine import steps as s
from tests.rooms.funds.machine.model import Why

DAYS_FOR_FRAUD = 30  # the law's; the database lets an order of it stand for longer


@dataclass
class PlaceHold(s.Hold):
    """The law is asked too; it is stricter about fraud."""

    by_law = True

    def do(self, office):
        placed = operations.place_hold(
            account=office.members[next(iter(self.amounts)).owner],
            family=Family(self.family),
            amounts={
                LawPot(pot.contract, pot.currency): Money(amount, pot.currency)
                for pot, amount in self.amounts.items()
            },
            cause="x",
            ends_at=self.ends_at,
            by="Rita",
            at=self.at,
            ground=Ground(self.ground),
        )
        self.id = str(placed.pk)

    def objections(self, model):
        too_long = self.ground == "fraud" and self.ends_at > self.at + DAYS_FOR_FRAUD * m.DAY
        return super().objections(model) | ({Why.LATE} if too_long else set())


@dataclass
class LetGo(s.Step):
    """All that is left of a hold is let go."""

    by_law = True
    hold: str
    gone: set = field(default_factory=set)

    def do(self, office):
        told = {"reason": "x", "by": "Sam", "at": self.at}
        placed = models.Hold.objects.get(pk=self.hold)
        parts = [one.part for one in operations.release_hold(hold=placed, **told)]
        owner = office.name_of[placed.account_id]
        self.gone = {m.Pot(owner, part.contract, part.currency) for part in parts}

    def writes(self):
        return bool(self.gone)

    def objections(self, model):
        parts = [model.parts[self.hold, pot] for pot in model.holds[self.hold].pots]
        return set() if self.gone == {p.pot for p in parts if p.left} else {Why.UNEQUAL}

    def apply(self, model):
        for pot in self.gone:
            model.let_go(model.parts[self.hold, pot], self.at)


@dataclass
class LookAgain(s.Look):
    """Through the law, which says no in its own words."""

    by_law = True

    def do(self, office):
        operations.review_hold(
            hold=models.Hold.objects.get(pk=self.hold),
            reasons="x",
            by=office.staff[self.by],
            at=self.at,
        )


@dataclass
class Award(s.Step):
    """So much of what is held of a contract goes to somebody else."""

    by_law = True
    pot: m.Pot
    recipient: str
    amount: int
    key: str
    moved: list = field(default_factory=list)  # hold and amount

    def do(self, office):
        award = operations.carry_out_award(
            account=office.members[self.pot.owner],
            recipient=office.members[self.recipient],
            contract=self.pot.contract,
            money=Money(self.amount, self.pot.currency),
            cause=f"award {self.key}",
            by="Nell",
            at=self.at,
        )
        told = award.transfers.values_list("part__hold_id", "amount")
        self.moved = [(str(hold), amount) for hold, amount in told]

    def objections(self, model):
        wrong = {Why.OVERDRAFT} if model.held[self.pot] < self.amount else set()
        wrong |= {Why.SELF} if self.recipient == self.pot.owner else set()
        if self.xid and sum(amount for _, amount in self.moved) != self.amount:
            wrong.add(Why.AWARDED)
        # A hold may have been placed while this was on its way; at first the model knows none.
        parts = [(model.parts.get((hold, self.pot)), amount) for hold, amount in self.moved]
        short = any(part is None or part.left < amount for part, amount in parts)
        return wrong | ({Why.LEFT} if short else set())

    def apply(self, model):
        for hold, amount in self.moved:
            model.give(model.parts[hold, self.pot], amount, self.recipient)


@dataclass
class Compensate(s.Move):
    """The marketplace gives a member money."""

    by_law = True

    def do(self, office):
        operations.compensate(
            account=office.members[self.pot.owner],
            money=Money(self.amount, self.pot.currency),
            contract=self.pot.contract,
            cause=f"reversal {self.key}",
            by="Sam",
            at=self.at,
        )

    def objections(self, model):
        return set()

    def apply(self, model):
        model.payable[self.pot] += self.amount


def through_operations(step):
    """The same step as a person does it; None where people do not do it so."""
    made = None
    match step:
        case s.Hold():
            told = step.amounts, step.family, step.ground, step.ends_at
            made = PlaceHold(step.at, step.id, *told)
        case s.Release():
            made = LetGo(step.at, step.hold)
        case s.Give():
            made = Award(step.at, step.pot, step.recipient, step.amount, step.key)
        case s.Move() if step.amount > 0:
            made = Compensate(step.at, step.pot, step.amount, step.key)
        case s.Look() if type(step) is s.Look:
            made = LookAgain(step.at, step.hold, step.by)
    return made


class Office:
    """One person's desk, in a thread of its own with a connection of its own."""

    def __init__(self, staff):
        """Args: the team, by name."""
        self.staff = staff
        self.thread = ThreadPoolExecutor(1)

    def close(self):
        self.thread.submit(lambda: connection.close()).result()  # noqa: PLW0108 - that thread's own
        self.thread.shutdown()

    def know(self, members):
        """A story begins, of other members."""
        self.members = members
        self.name_of = {account.pk: name for name, account in members.items()}

    def write(self, step, _sql):
        """Do a step: it gets the number of its transaction, or the reason of its refusal."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                step.do(self)
                cursor.execute("SELECT pg_current_xact_id_if_assigned()::text::bigint")
                step.xid = cursor.fetchone()[0] if step.writes() else None
        except (UnlawfulError, DatabaseError) as refusal:
            step.xid, step.refused = None, f"{refusal}"
