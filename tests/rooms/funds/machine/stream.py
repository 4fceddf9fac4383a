"""Streams of steps made up by chance, near to the limits of what a writer last saw."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from random import Random
from uuid import UUID

from tests.rooms.funds.machine import model as m
from tests.rooms.funds.machine import steps as s

PEOPLE = ["ann", "abe", "ben"]
CONTRACTS = ["c1", "c2"]
CURRENCIES = ["EUR", "USD"]
POTS = [m.Pot(*one) for one in product(PEOPLE, CONTRACTS, CURRENCIES)]
NEAR = [-40, -9, -1, 0, 0, 1, 25]  # to the most that is open
GROUNDS = {
    "fraud": ["fraud", "fraud", "fraud", "order"],
    "violation": ["dispute", "dispute", "order", "chargeback_exposure", "fraud"],
    "performance": ["dispute", "dispute", "new_seller", "security_period", "hourly_review"],
}
EYES = [("Fin", "Rita"), ("Sam", "Fin"), ("Fin", "Fin"), ("Sam", "Sue")]
STAFF = ["Rita", "Sam", "Sue", "Fin", "Pia"]

TAKE_ALL = (
    "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) SELECT {held}, "
    "{payable}, greatest(balance, 1), 'x', '{key}', 'x', '{at}' FROM funds_ledgeraccount "
    "WHERE id = {held};"
)
ATTACKS = (
    "UPDATE funds_ledgeraccount SET balance = balance + 1 WHERE id = {payable};",
    "UPDATE funds_ledgeraccount SET contract = 'c9' WHERE id = {payable};",
    "DELETE FROM funds_ledgeraccount WHERE id = {payable};",
    "UPDATE funds_entry SET amount = amount + 1 WHERE source_id = {outside};",
    "DELETE FROM funds_entry WHERE source_id = {outside};",
    "TRUNCATE funds_entry, funds_release, funds_transfer, funds_holdpart;",
    "ALTER TABLE funds_entry DISABLE TRIGGER ALL;",
    "DELETE FROM chain_block;",
    "EXECUTE entry({outside}, {payable}, -1, '{key}', '{at}');",
    "EXECUTE entry({outside}, {other}, 1, '{key}', '{at}');",
    "EXECUTE entry({outside}, {outside}, 1, '{key}', '{at}');",
    "EXECUTE entry({outside}, {held}, 1, '{key}', '{at}');",
    "EXECUTE entry({outside}, {payable}, 1, '{key}', '{at}');",
    "EXECUTE entry({payable}, {outside}, 1, 'compensation:{key}', '{at}');",
    "EXECUTE entry({outside}, {payable}, 1, 'compensation:{key}', '{at}');",
    "EXECUTE moved({outside}, {payable}, 1, {event}, '{at}');",
    "EXECUTE entry({payable}, {neighbour}, 1, '{key}', '{at}');",
    TAKE_ALL,
    "EXECUTE hold('{id}', {owner}, 'fraud', 'order', '{at}', '{later}');",
)


@dataclass
class Stream:
    """What one writer does next."""

    random: Random
    model: m.Model
    names: s.Names
    at: datetime
    mark: str  # what makes its keys its own

    def steps(self, number):
        """So many steps."""
        self.written = 0
        kinds = self.random.choices(list(KINDS), list(KINDS.values()), k=number)
        return [kind(self) for kind in kinds]

    def when(self):
        self.written += 1
        return self.at + timedelta(seconds=self.random.randrange(3600))

    def key(self):
        return f"{self.mark}:{self.written}"

    def event(self):
        return self.random.getrandbits(50) + 1

    def id(self):
        return str(UUID(int=self.random.getrandbits(128)))

    def earn(self):
        pot, amount = self.random.choice(POTS), self.random.randint(1, 90)
        return s.Move(self.when(), pot, amount, self.event())

    def take(self):
        pot = self.random.choice(POTS)
        most = min(self.model.payable[pot], 100)
        amount = -max(1, most + self.random.choice(NEAR))
        says = -amount + 1 if self.random.random() < 0.05 else None
        return s.Move(self.when(), pot, amount, self.event(), says)

    def tell_again(self):
        pot = self.random.choice(POTS)
        keys = [key for key in self.model.keys if isinstance(key, int)]
        key = self.random.choice(sorted(keys)[-20:]) if keys else 1
        return s.Move(self.when(), pot, 1, key)

    def contest(self):
        pot, amount = self.random.choice(POTS), self.random.randint(1, 90)
        return s.Contest(self.when(), pot, amount, self.random.getrandbits(50))

    def end(self):
        if not self.model.contests:
            return self.contest()
        return s.End(self.when(), self.random.choice(list(self.model.contests)))

    def hold(self):
        chance = self.random
        first = chance.choice(POTS)
        pots = {first, chance.choice([pot for pot in POTS if pot.owner == first.owner])}
        family = chance.choice(list(GROUNDS))
        ground = chance.choice(GROUNDS[family])
        at, longest = self.when(), m.LONGEST[ground] or 200
        days = chance.choice([1, longest // 2, longest, longest, longest, longest + 1])
        amounts = {pot: self._to_hold(pot, family) for pot in sorted(pots)[: chance.randint(1, 2)]}
        return s.Hold(at, self.id(), amounts, family, ground, at + days * m.DAY)

    def _to_hold(self, pot, family):
        most = self.model.payable[pot]
        if family != "fraud":
            most = min(most, self.model.contested[pot] - self.model.held[pot])
        return max(1, min(most, 60) + self.random.choice(NEAR))

    def _part(self):
        live = self.model.live()
        if not live or self.random.random() < 0.03:
            live = list(self.model.parts.values())
        return self.random.choice(live) if live else None

    def release(self):
        if not (part := self._part()):
            return self.hold()
        wrong = self.random.random() < 0.1
        amount = max(1, part.amount - part.gone + wrong)
        return s.Release(self.when(), part.hold, part.pot, amount, self.key())

    def _lasting(self, ground=None):
        """A part whose hold has not lapsed, most times."""
        holds = self.model.holds
        live = [part for part in self.model.live() if holds[part.hold].lapses > self.at + m.DAY]
        live = [part for part in live if ground in {None, holds[part.hold].ground}]
        return self.random.choice(live) if live and self.random.random() < 0.8 else self._part()

    def look(self):
        if not (part := self._lasting()):
            return self.hold()
        return s.Look(self.when(), part.hold, self.random.choice(STAFF))

    def longer(self):
        if not (part := self._lasting("dispute")):
            return self.hold()
        end = self.model.holds[part.hold].ends_at + self.random.choice([-1, 3, 9, 30, 160]) * m.DAY
        return s.Longer(self.when(), part.hold, self.random.choice(STAFF), end)

    def give(self):
        if not (part := self._part()):
            return self.hold()
        chance = self.random
        at, amount = self.when(), self._to_give(part)
        who = chance.choices(PEOPLE, [1 if one == part.pot.owner else 5 for one in PEOPLE])[0]
        what = at, part.hold, part.pot, who, amount, self.key()
        if self.model.holds[part.hold].family != "fraud" or chance.random() < 0.2:
            says = amount + chance.choice([0, 0, 0, 1])
            return s.Give(*what, award=self.id(), says=says)
        by, agreed = chance.choice(
            [("Fin", "Rita"), ("Sam", "Fin"), ("Fin", "Fin"), ("Sam", "Sue")]
        )
        return s.Give(*what, by=by, agreed_by=agreed)

    def _to_give(self, part):
        return max(1, self.random.choice([part.left, part.left, part.left // 2, part.left + 1]))

    def give_of_no_fraud(self):
        """Back to a client, whatever the ground."""
        if not (part := self._part()):
            return self.hold()
        signed = {"by": "Fin", "agreed_by": "Rita"}
        what = part.hold, part.pot, self.random.choice(PEOPLE), self._to_give(part)
        return s.Give(self.when(), *what, self.key(), **signed)

    def attack(self):
        right = self.random.choice([self.earn, self.contest, self.hold])()
        pot = next(iter(right.amounts)) if isinstance(right, s.Hold) else right.pot
        other = next(one for one in POTS if one.currency != pot.currency)
        neighbour = next(one for one in POTS if one.currency == pot.currency and one != pot)
        wrong = self.random.choice(ATTACKS).format(
            payable=self.names.payable[pot],
            held=self.names.held[pot],
            other=self.names.payable[other],
            neighbour=self.names.payable[neighbour],
            event=self.event(),
            outside=self.names.outside[pot.owner, pot.currency],
            owner=self.names.account[pot.owner],
            key=f"{self.mark}:attack:{self.written}",
            id=self.id(),
            at=right.at,
            later=right.at + m.DAY,
        )
        return s.Attack(right.at, right, wrong)


KINDS = {
    Stream.earn: 14,
    Stream.take: 8,
    Stream.tell_again: 3,
    Stream.contest: 9,
    Stream.end: 9,
    Stream.hold: 20,
    Stream.release: 12,
    Stream.look: 6,
    Stream.longer: 5,
    Stream.give: 9,
    Stream.give_of_no_fraud: 2,
    Stream.attack: 6,
}
"""How often each is done."""
