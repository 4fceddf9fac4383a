"""Four writers at once, right and wrong: the ledger does what a page of plain Python says.

Hypothesis makes up the rounds. In a round every writer, a session of the application's own, tries
its own steps on the same pots while the others try theirs; each step is one transaction. Then all
are gone through once more on the model, in the order of the chain's blocks (`machine/writers.py`).
`GOODSTANDING_LEDGER_STEPS` says how many steps at least (always the same ones, unless it is set).
"""

import os
import sys
from collections import Counter
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import islice
from random import Random
from time import monotonic
from traceback import print_exc

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from goodstanding.accounts import operations as accounts
from goodstanding.funds import operations, queries
from goodstanding.funds.models import LedgerAccount
from tests import database, people, roles
from tests.rooms.funds.machine import model as m
from tests.rooms.funds.machine import steps as s
from tests.rooms.funds.machine import stream
from tests.rooms.funds.machine.office import Office, through_operations
from tests.rooms.funds.machine.stream import CURRENCIES, POTS, Stream
from tests.rooms.funds.machine.writers import DEADLOCK, Replay, Writer, at_once

STEPS = int(os.environ.get("GOODSTANDING_LEDGER_STEPS", "2000"))
WRITERS = 4
STEPS_OF_A_ROUND = 24  # of each writer
ERRANDS_OF_A_ROUND = 2
ROUNDS_OF_A_STORY = 27
ROUNDS_UNTIL_THE_CLOCK = 13
A_STORY = (WRITERS * STEPS_OF_A_ROUND + ERRANDS_OF_A_ROUND) * ROUNDS_OF_A_STORY

STORIES = 4  # at a time

DONE = Counter()
BEGUN = monotonic()

OTHERS = r"""
SELECT relation.relname, guard.tgname FROM pg_trigger guard
JOIN pg_class relation ON relation.oid = guard.tgrelid JOIN pg_proc does ON does.oid = guard.tgfoid
WHERE NOT guard.tgisinternal AND relation.relname LIKE 'funds\_%'
AND does.proname !~ '^(funds|chain)_|^refuse_change$'"""


@contextmanager
def without_other_rooms():
    """What rooms above ask of a hold (a decision) is not asked here, where there are no cases."""
    with roles.owner() as session:
        found = session.execute(OTHERS).fetchall()
    for how in ("DISABLE", "ENABLE"):
        with roles.owner() as session:
            for table, name in found:
                session.execute(f"ALTER TABLE {table} {how} TRIGGER {name}")
        if how == "DISABLE":
            yield


class AtOnce(RuleBasedStateMachine):
    """A story: three members, two contracts each, two currencies; rounds of steps at once."""

    writers = ()
    office = None
    number = 0

    @initialize()
    def begin(self):
        type(self).number += 1
        self.model, self.at, self.round = m.Model(), people.NOW, 0
        self.names = self.people()
        self.block = self.head()
        first = Stream(Random(1), self.model, self.names, self.at, f"{self.number}:0")
        first.written = 0
        for place, pot in enumerate(POTS):
            self.alone(s.Move(first.when(), pot, 400, self.number * 100 + place))

    def people(self):
        """Members of this story's own; their pots, numbered in the order in which all take them."""
        members = {name: people.member(f"{name}-{self.number}") for name in stream.PEOPLE}
        made = {"payable": {}, "held": {}}
        keys = [("marketplace", name, "", money) for name in members for money in CURRENCIES]
        keys += [(kind, one.owner, one.contract, one.currency) for one in POTS for kind in made]
        rows = LedgerAccount.objects.bulk_create(
            LedgerAccount(owner=members[name], contract=contract, currency=money, purpose=kind)
            for kind, name, contract, money in keys
        )
        outside = {}
        for (kind, name, contract, money), row in zip(keys, rows, strict=True):
            if kind == "marketplace":
                outside[name, money] = row.pk
            else:
                made[kind][m.Pot(name, contract, money)] = row.pk
        self.office.know(members)
        staff = {name: one.pk for name, one in self.office.staff.items()}
        return s.Names({n: a.pk for n, a in members.items()}, staff, **made, outside=outside)

    def alone(self, step):
        self.writers[0].write(step, f"{step.sql(self.names)}SELECT pg_current_xact_id()")
        assert not step.refused, step.refused
        step.apply(self.model)

    def head(self):
        return self.rows("SELECT coalesce(max(number), 0) FROM chain_block")[0][0]

    def rows(self, sql, *given):
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return cursor.fetchall()

    @rule(seed=st.integers(0, 2**32), number=st.just(STEPS_OF_A_ROUND))
    def a_round(self, seed, number):
        """What fails at once may not fail again, so it is told here as well."""
        self.round += 1
        self.at += Random(f"{seed} {self.round}").choice([0, 1, 2, 5]) * m.DAY
        try:
            self.go(seed, number)
        except Exception:
            print(f"\nround {self.round} of story {self.number}, {seed=}", file=sys.stderr)
            print_exc()
            raise

    def go(self, seed, number):
        marks = [f"{self.number}:{self.round}:{writer}" for writer in range(WRITERS)]
        streams = [self.stream(seed, mark).steps(number) for mark in marks]
        found = self.stream(seed, f"{self.number}:{self.round}:office").steps(number)
        errands = list(islice(filter(None, map(through_operations, found)), ERRANDS_OF_A_ROUND))
        at_once(self.writers, streams, self.names, self.office, errands)
        steps = [one for steps in (*streams, errands) for one in steps]
        Replay(self.model, steps, self.places()).run()
        self.count(steps)
        self.agrees()
        if self.round % ROUNDS_UNTIL_THE_CLOCK == 0:
            self.the_clock()
            self.settle()

    def stream(self, seed, mark):
        return Stream(Random(f"{seed} {mark}"), self.model, self.names, self.at, mark)

    def places(self):
        """The number of its block in the chain for each new transaction."""
        told = "SELECT transaction, number FROM chain_block WHERE number > %s"
        found = dict(self.rows(told, self.block))
        self.block = max(found.values(), default=self.block)
        return found

    def the_clock(self):
        """The worker lets go what has lapsed: exactly that."""
        operations.release_due(at=self.at)
        lapsed = [p for p in self.model.live() if self.model.holds[p.hold].lapses <= self.at]
        assert self.released() == {(part.hold, part.pot) for part in lapsed}
        self.let_go(lapsed, "lapsed")

    def settle(self):
        """Which parts go is the ledger's to choose; that it is enough and no more is checked."""
        operations.release_settled(at=self.at)
        gone = [self.model.parts[key] for key in sorted(self.released())]
        for pot in {part.pot for part in gone}:
            assert self.bounded(pot) > self.model.contested[pot]
        assert not [p for p in gone if self.model.holds[p.hold].family == "fraud"]
        self.let_go(gone, "settled")
        assert not [pot for pot in POTS if self.bounded(pot) > max(self.model.contested[pot], 0)]

    def bounded(self, pot):
        """What is held of a pot only because it is contested."""
        live = [part for part in self.model.live() if part.pot == pot]
        return sum(p.left for p in live if self.model.holds[p.hold].family != "fraud")

    def released(self):
        """What of the parts that the model thinks are held is not any more."""
        told = (
            "SELECT part.hold_id, part.contract, part.currency FROM funds_holdpart part "
            "JOIN funds_release ON part_id = part.id WHERE hold_id = ANY (%s::uuid[])"
        )
        live = {(part.hold, part.pot) for part in self.model.live()}
        of = {hold: pot.owner for hold, pot in live}
        rows = self.rows(told, list(of))
        return {(str(hold), m.Pot(of[str(hold)], *pot)) for hold, *pot in rows} & live

    def let_go(self, parts, why):
        for part in parts:
            self.model.let_go(part, self.at)
        DONE[f"Release, {why}", "written"] += len(parts)
        self.block = self.head()
        self.agrees()

    def teardown(self):
        """In the end all is let go, and every cent is where it belongs."""
        if not hasattr(self, "names"):
            return
        for number, part in enumerate(self.model.live()):
            key = f"{self.number}:end:{number}"
            self.alone(s.Release(self.at, part.hold, part.pot, part.left, key))
        self.agrees()
        assert queries.check_ledger() == []

    def count(self, steps):
        for one in steps:
            how = "refused" if one.refused else "written"
            how = "deadlock" if DEADLOCK in one.refused else how
            DONE[type(one).__name__, how] += 1
        total = DONE.total()
        if total % 10_000 < len(steps):
            print(f"{total} steps, {total / (monotonic() - BEGUN):.0f}/s", file=sys.stderr)

    def agrees(self):
        """Every balance, and what is left of every part that is held."""
        ids = [*self.names.payable.values(), *self.names.held.values()]
        told = "SELECT id, balance FROM funds_ledgeraccount WHERE id = ANY (%s)"
        known = dict(self.rows(told, ids))
        for pot in POTS:
            assert known[self.names.payable[pot]] == self.model.payable[pot], pot
            assert known[self.names.held[pot]] == self.model.held[pot], pot


@pytest.fixture
def writers(transactional_db):
    """Four sessions of the application's, and the office."""
    team = people.team() | {"Fin": people.fin()}
    team["Pia"] = accounts.employ(name="Pia", email="pia@example.org", roles=[], at=people.ADOPTED)
    with ExitStack() as stack:
        stack.enter_context(without_other_rooms())
        connect = partial(psycopg.connect, database.address(), autocommit=True)
        AtOnce.office = stack.enter_context(closing(Office(team)))
        AtOnce.writers = [Writer(stack.enter_context(connect())) for _ in range(WRITERS)]
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("writers")
def test_writers_at_once_leave_what_the_model_says():
    while DONE.total() < STEPS:
        run_state_machine_as_test(
            AtOnce,
            settings=settings(
                max_examples=min(STORIES, -(-(STEPS - DONE.total()) // A_STORY)),
                stateful_step_count=ROUNDS_OF_A_STORY,
                deadline=None,
                database=None,
                phases=[Phase.generate],  # what happened at once does not happen again so
                derandomize="GOODSTANDING_LEDGER_STEPS" not in os.environ,
                suppress_health_check=list(HealthCheck),
            ),
        )
    print(*(f"\n{number:8} {' '.join(what)}" for what, number in sorted(DONE.items())))
