"""Any order of any steps, lawful or not: the ledger does what a page of plain Python says.

Hypothesis makes up the steps, all through the operations that people use; what fails is made as
short as it can be. Many more, by several writers at once, are in `test_ledger_at_once.py`.
"""

from collections import Counter
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from goodstanding.events.models import Event
from goodstanding.events.queries import EventRow
from goodstanding.funds import operations, queries
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount
from goodstanding.funds.postings import ledger
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Family, Money, UnlawfulError
from tests import people
from tests.rooms.funds.machine import sheets

STEPS = 300
STEPS_OF_A_STORY = 50
MONEY = {"payment.earned", "payment.refunded", "payout.sent", "dispute.opened"}

NAMES = st.sampled_from(["ann", "abe"])
CONTRACTS = st.sampled_from(["c1", "c2"])
AMOUNTS = st.integers(1, 60)
NEAR = st.sampled_from([-30, -9, -1, 0, 1])  # to the most that may be held
FAMILIES = st.sampled_from(list(Family))


@dataclass
class Part:
    """What the model knows of a held part."""

    pot: tuple
    amount: int
    fraud: bool
    lapses: object


@dataclass
class Model:
    """The ledger in plain Python."""

    payable: Counter = field(default_factory=Counter)
    contested: Counter = field(default_factory=Counter)
    waiting: list = field(default_factory=list)  # (pot, amount), oldest first
    held: dict = field(default_factory=dict)  # by hold and contract

    def held_of(self, pot, *, bounded_only=False):
        parts = (p for p in self.held.values() if p.pot == pot)
        return sum(p.amount for p in parts if not (bounded_only and p.fraud))

    def most(self, pot, family):
        room = self.contested[pot] - self.held_of(pot)
        return self.payable[pot] if family == Family.FRAUD else min(room, self.payable[pot])

    def let_go(self, keys):
        for key in keys:
            part = self.held.pop(key)
            self.payable[part.pot] += part.amount

    def follow_up(self):
        for pot, amount in list(self.waiting):
            if self.payable[pot] >= amount:
                self.payable[pot] -= amount
                self.waiting.remove((pot, amount))


class Ledger(RuleBasedStateMachine):
    """Every step is made in PostgreSQL and in the model; they must agree after each."""

    @initialize()
    def begin(self):
        self.story = transaction.atomic()
        self.story.__enter__()
        self.accounts = {name: people.member(name) for name in ("ann", "abe")}
        self.model, self.at, self.events, self.told = Model(), people.NOW, 0, []
        for name, contract in product(("ann", "abe"), ("c1", "c2")):
            self.earn(name, contract, 200)
            self.contest(name, contract, 100)

    def teardown(self):
        if hasattr(self, "story"):
            late = ("its release is due", "is not posted")
            problems = [p for p in queries.check_ledger() if not any(word in p for word in late)]
            assert problems == []
            for at in (self.at, self.at + timedelta(days=8)):  # then all has lapsed
                sheets.add_up(self.accounts.values(), at)
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)

    def tell(self, kind, name, contract, **body):
        self.events += 1
        body = {"contract": contract, "client": "ben", "currency": "EUR", **body}
        row = EventRow(self.events, kind, self.at, name, "max", str(self.events), body)
        Event.objects.create(**vars(row) | {"received_at": self.at})
        ledger.post(rows=[row], at=self.at)
        self.told += [row] if kind in MONEY else []

    @rule(name=NAMES, contract=CONTRACTS, amount=AMOUNTS)
    def earn(self, name, contract, amount):
        self.tell("payment.earned", name, contract, amount=amount)
        self.model.payable[name, contract] += amount

    @rule(
        name=NAMES,
        contract=CONTRACTS,
        amount=AMOUNTS,
        kind=st.sampled_from(["payout.sent", "payment.refunded"]),
    )
    def take(self, name, contract, amount, kind):
        self.tell(kind, name, contract, amount=amount)
        pot = name, contract
        if self.model.payable[pot] >= amount:
            self.model.payable[pot] -= amount
        else:
            self.model.waiting.append((pot, amount))

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def tell_again(self, data):
        """Nothing is moved, contested or missed twice."""
        ledger.post(rows=data.draw(st.lists(st.sampled_from(self.told), max_size=3)), at=self.at)

    @rule()
    def follow_up(self):
        ledger.post_outstanding(at=self.at)
        self.model.follow_up()

    @rule(name=NAMES, contract=CONTRACTS, amount=AMOUNTS)
    def contest(self, name, contract, amount):
        self.tell("dispute.opened", name, contract, amount=amount)
        self.model.contested[name, contract] += amount

    @rule(
        name=NAMES,
        contract=CONTRACTS,
        outcome=st.sampled_from(["settled", "accepted", "cancelled", "not_delivered"]),
    )
    def end(self, name, contract, outcome):
        kind = "dispute.closed" if outcome == "settled" else "contract.ended"
        self.tell(kind, name, contract, outcome=outcome)
        if outcome in {"settled", "accepted"}:
            self.model.contested[name, contract] = 0

    @rule(
        name=NAMES,
        near=st.dictionaries(CONTRACTS, NEAR, min_size=1),
        family=FAMILIES,
        days=st.integers(1, 30),
    )
    def place_hold(self, name, near, family, days):
        most = {contract: self.model.most((name, contract), family) for contract in near}
        amounts = {contract: max(1, most[contract] + near[contract]) for contract in near}
        lawful = all(amounts[contract] <= most[contract] for contract in near)
        ends_at = self.at + timedelta(days=days)
        asked = {Pot(contract, "EUR"): Money(amount, "EUR") for contract, amount in amounts.items()}
        with nullcontext() if lawful else pytest.raises(UnlawfulError):
            placed = operations.place_hold(
                account=self.accounts[name],
                family=family,
                amounts=asked,
                cause="x",
                ends_at=ends_at,
                by="Rita",
                at=self.at,
            )
            self.keep(placed, {(name, c): a for c, a in amounts.items()}, family)

    def keep(self, hold, amounts, family):
        for pot, amount in amounts.items():
            lapses = min(hold.ends_at, hold.placed_at + timedelta(days=7))
            part = Part(pot, amount, family == Family.FRAUD, lapses)
            self.model.held[hold.pk, pot[1]] = part
            self.model.payable[pot] -= amount

    @rule(name=NAMES, contract=CONTRACTS, near=NEAR, family=FAMILIES)
    def hold_by_hand(self, name, contract, near, family):
        """Without asking the law: the database alone decides."""
        pot = name, contract
        amount = max(1, self.model.most(pot, family) + near)
        lawful = amount <= self.model.most(pot, family)
        with nullcontext() if lawful else pytest.raises(DatabaseError, match=r"P5|P6"):
            with transaction.atomic():
                hold = self._hold_by_hand(pot, amount, family)
                connection.check_constraints()
            self.keep(hold, {pot: amount}, family)

    def _hold_by_hand(self, pot, amount, family):
        owner, contract = self.accounts[pot[0]], pot[1]
        told = {"cause": "x", "by": "x", "at": self.at}
        hold = Hold.objects.create(
            account=owner,
            family=family,
            cause="x",
            placed_by="x",
            placed_at=self.at,
            ends_at=self.at + timedelta(days=9),
        )
        source, target = (
            LedgerAccount.objects.get_or_create(
                owner=owner, contract=contract, currency="EUR", purpose=purpose
            )[0]
            for purpose in ("payable", "held")
        )
        entry = Entry.objects.create(
            source=source, target=target, amount=amount, key=f"hand {hold.pk}", **told
        )
        HoldPart.objects.create(
            hold=hold, contract=contract, amount=amount, currency="EUR", entry=entry
        )
        return hold

    @precondition(lambda self: self.model.held)
    @rule(data=st.data())
    def release(self, data):
        place = data.draw(st.integers(0, len(self.model.held) - 1))
        chosen, _ = list(self.model.held)[place]
        hold = Hold.objects.get(pk=chosen)
        released = operations.release_hold(hold=hold, reason="x", by="Sam", at=self.at)
        keys = [key for key in self.model.held if key[0] == chosen]
        assert len(released) == len(keys)
        self.model.let_go(keys)

    @rule()
    def release_settled(self):
        """Which parts go is the ledger's to choose; that it is enough and no more is checked."""
        operations.release_settled(at=self.at)
        gone = self.released()
        for key in gone:
            part = self.model.held[key]
            assert not part.fraud
            assert self.model.held_of(part.pot, bounded_only=True) > self.model.contested[part.pot]
        self.model.let_go(gone)
        for part in self.model.held.values():
            bounded = self.model.held_of(part.pot, bounded_only=True)
            assert part.fraud or bounded <= self.model.contested[part.pot]

    def released(self):
        still = set(queries.unreleased().values_list("hold", "contract"))
        return [key for key in self.model.held if key not in still]

    @rule(days=st.integers(0, 12))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        operations.release_due(at=self.at)
        self.model.let_go([k for k, part in self.model.held.items() if part.lapses <= self.at])

    @rule(name=NAMES, contract=CONTRACTS, amount=AMOUNTS, key=st.integers(0, 3))
    def compensate(self, name, contract, amount, key):
        before = Entry.objects.count()
        told = {"account": self.accounts[name], "contract": contract, "cause": f"reversal {key}"}
        try:
            operations.compensate(money=Money(amount, "EUR"), by="Sam", at=self.at, **told)
        except operations.CompensationError:
            return
        if Entry.objects.count() > before:
            self.model.payable[name, contract] += amount

    @rule(
        attack=st.sampled_from(
            [
                "UPDATE funds_ledgeraccount SET balance = balance + 1",
                "UPDATE funds_entry SET amount = amount + 1",
                "UPDATE funds_hold SET ends_at = ends_at + interval '1 hour'",
                "DELETE FROM funds_release",
                "DELETE FROM funds_entry",
                "DELETE FROM funds_ledgeraccount",
                (
                    "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) "
                    "SELECT held.id, other.id, held.balance, 'x', 'theft', 'x', now() "
                    "FROM funds_ledgeraccount held, funds_ledgeraccount other "
                    "WHERE held.purpose = 'held' AND other.id <> held.id LIMIT 1"
                ),
            ]
        )
    )
    def attack(self, attack):
        """Nothing of it is left, whether there was anything to attack or not."""
        with suppress(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)
            touched = cursor.rowcount
            connection.check_constraints()
            assert touched == 0

    @invariant()
    def agrees(self):
        connection.check_constraints()
        pots = LedgerAccount.objects.exclude(purpose="marketplace")
        told = {
            (purpose, name, contract): balance
            for purpose, name, contract, balance in pots.values_list(
                "purpose", "owner__name", "contract", "balance"
            )
            if balance
        }
        payable = {("payable", *pot): sum_ for pot, sum_ in self.model.payable.items() if sum_}
        pots_held = {part.pot for part in self.model.held.values()}
        held = {("held", *pot): self.model.held_of(pot) for pot in pots_held}
        assert told == payable | held
        waiting = queries.outstanding().values_list("amount", flat=True)
        assert list(waiting) == [amount for _, amount in self.model.waiting]


@pytest.mark.django_db
def test_the_ledger_does_what_the_model_says():
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=max(1, STEPS // STEPS_OF_A_STORY),
            stateful_step_count=STEPS_OF_A_STORY,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
