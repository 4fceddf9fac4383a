"""Writers at once, and workers killed at every step: the promises hold and nothing is lost."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.funds import operations, queries
from goodstanding.funds.models import ContestEnd, Entry, HoldPart, HoldReview, LedgerAccount
from goodstanding.funds.operations import posting
from goodstanding.law.terms import UnlawfulError
from tests import people
from tests.rooms.funds import test_attacks as raw
from tests.rooms.funds.money import (
    MONTH,
    NOW,
    contested,
    earned,
    euros,
    hold,
    paid_out,
    pot,
    report,
    settled,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann():
    """Ann has 2,000.00 of a contract; 900.00 are contested, 1.00 of it is held already."""
    account = people.member("ann")
    report(earned(1, 2000), contested(1, 900))
    hold(account, {1: 1})
    return account


def in_a_thread(work, *given):
    try:
        return work(*given)
    finally:
        connection.close()


def hold_by_hand(number, isolation="READ COMMITTED"):
    """Hold 500.00 with raw SQL, as someone would who is not stopped by the law."""
    id_ = f"'{number * 8}-1111-1111-1111-111111111111'"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
        cursor.execute(raw.a_hold().replace(raw.A_HOLD, id_))
        cursor.execute(
            f"{raw.entry(raw.ANN_1_PAYABLE, raw.ANN_1_HELD, 50_000, number)} RETURNING id"
        )
        moved = cursor.fetchone()[0]
        cursor.execute(raw.part(50_000, entry_id=moved).replace(raw.A_HOLD, id_))


def until_it_waits(other):
    """Ask the database until the other writer waits for a lock."""
    with connection.cursor() as cursor:
        while not other.done():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail(f"did not wait: {other.exception()}")


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_nobody_holds_by_an_older_view_of_what_is_held(ann, isolation):
    with pytest.raises(DatabaseError, match="P8: the record is written seeing what others wrote"):
        hold_by_hand("1", isolation)
    assert sum(HoldPart.objects.values_list("amount", flat=True)) == euros(1).minor


def test_two_who_hold_at_once_cannot_hold_more_than_is_contested_together(ann):
    with ThreadPoolExecutor() as threads:
        with transaction.atomic():
            hold_by_hand("1")
            second = threads.submit(in_a_thread, hold_by_hand, "2")
            until_it_waits(second)
        with pytest.raises(DatabaseError, match=r"P5: a hold of 500"):
            second.result()
    assert sum(HoldPart.objects.values_list("amount", flat=True)) == euros(501).minor
    assert queries.check_ledger() == []


def test_two_case_managers_at_once_are_told_by_the_law_what_is_left(ann):
    start = threading.Barrier(2)

    def decide():
        start.wait()
        try:
            return hold(ann, {1: 500})
        except UnlawfulError as refusal:
            return str(refusal)

    with ThreadPoolExecutor() as threads:
        done = [threads.submit(in_a_thread, decide) for _ in range(2)]
        told = sorted((str(one.result()) for one in done), key=len)
    assert "at most 399.00 EUR" in told[1]
    assert queries.balances(ann)[pot(ann, 1)].held == euros(501)


def test_a_hold_released_by_two_at_once_is_released_once(ann):
    placed = hold(ann, {1: 500})

    def release():
        start.wait()
        return operations.release_hold(hold=placed, reason="Over.", by="Sam", at=NOW)

    start = threading.Barrier(2)
    with ThreadPoolExecutor() as threads:
        done = [threads.submit(in_a_thread, release) for _ in range(2)]
        assert sorted(len(one.result()) for one in done) == [0, 1]
    assert queries.check_ledger() == []


def look_by_hand(placed, by):
    """Make a hold go on with raw SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO funds_holdreview (hold_id, by_id, reasons, at, next_at) "
            "VALUES (%s, %s, 'x', %s, %s)",
            [placed.pk, by.pk, NOW, NOW + timedelta(days=7)],
        )


def test_a_hold_does_not_go_on_beside_the_one_who_lets_it_go(ann):
    placed, rita = hold(ann, {1: 500}), people.team()["Rita"]
    with ThreadPoolExecutor() as threads:
        with transaction.atomic():
            operations.release_hold(hold=placed, reason="Over.", by="Sam", at=NOW)
            second = threads.submit(in_a_thread, look_by_hand, placed, rita)
            until_it_waits(second)
        with pytest.raises(DatabaseError, match="P4: nothing of the hold is held any more"):
            second.result()
    assert not HoldReview.objects.exists()


def test_many_members_are_paid_at_once_and_every_cent_arrives(ann):
    def pay(number):
        for round_ in range(5):
            operations.compensate(
                account=ann,
                money=euros(1),
                contract=f"ann-c{(number + round_) % 3}",
                cause=f"{number} {round_}",
                by="Sam",
                at=NOW,
            )

    with ThreadPoolExecutor() as threads:
        done = [threads.submit(in_a_thread, pay, number) for number in range(4)]
        assert [one.result() for one in done] == [None] * 4
    assert Entry.objects.filter(key__startswith="compensation").count() == 20
    assert queries.check_ledger() == []


def worker(*, dies_at):
    """What a worker does about money, in a process of its own that is killed at a statement."""
    connection.close()
    child = os.fork()
    if child == 0:
        statements = iter(range(1, dies_at))

        def count(execute, *given):
            if next(statements, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*given)

        with connection.execute_wrapper(count):
            operations.post_events(at=NOW + MONTH)
            operations.release_settled(at=NOW + MONTH)
            operations.release_due(at=NOW + MONTH)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def test_a_worker_killed_before_any_statement_leaves_all_or_nothing(ann, monkeypatch):
    monkeypatch.setattr(posting, "BATCH", 3)
    hold(ann, {1: 500})
    people.tell(settled(1), earned(2, 50), paid_out(2, 80), earned(3, 10), contested(3, 5))
    people.tell(paid_out(3, 4), earned(2, 70, day=7), earned(4, 1))
    deaths = 0
    while worker(dies_at=deaths + 1) == signal.SIGKILL:
        assert_whole(ann)
        deaths += 1
    assert deaths > 15
    assert_whole(ann)
    told = {c: of.payable for c, of in queries.balances(ann).items()}
    left = {1: 2000, 2: 40, 3: 6, 4: 1}
    assert told == {pot(ann, n): euros(amount) for n, amount in left.items()}
    assert Entry.objects.filter(key__startswith="event:").count() == 7
    assert ContestEnd.objects.count() == 1
    assert queries.check_ledger() == []


def assert_whole(account):
    """Only what is due is left to do: money adds up at every moment."""
    late = ("its release is due", "is not posted")
    assert [p for p in queries.check_ledger() if not any(word in p for word in late)] == []
    assert LedgerAccount.objects.filter(owner=account, purpose="held").count() == 1
