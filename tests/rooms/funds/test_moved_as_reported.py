"""P6: money moves for a reason that is on the record, or not at all; tried with raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.events.models import Event, Seal
from goodstanding.funds import queries
from goodstanding.funds.models import Contest, Entry, LedgerAccount, Unposted
from tests import people
from tests.rooms.funds.money import NOW, contested, earned, euros, hold, paid_out, pot, report

pytestmark = pytest.mark.django_db

NO_EVENT = "P6: no event reports"
ELSEWHERE = "P6: money goes from what is payable to the same member's world outside, or back"


def pots():
    """Every pot by whose it is, of which contract, and for what."""
    known = LedgerAccount.objects.filter(currency="EUR").select_related("owner")
    return {
        f"{one.owner.name} {one.contract} {one.purpose}".replace("  ", " "): one for one in known
    }


def move(source, target, amount, *, key, cause="", at=NOW):
    """An entry by hand, as the application's role."""
    there = pots()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) "
            "VALUES (%s, %s, %s, %s, %s, 'x', %s)",
            [there[source].pk, there[target].pk, amount, cause, key, at],
        )
        connection.check_constraints()


OUTSIDE, PAYABLE = "ann marketplace", "ann ann-c1 payable"
HELD, ABES = "ann ann-c1 held", "abe abe-c1 payable"


@pytest.fixture
def story():
    """Ann earned 100.00 of which 40.00 are held; Abe earned 70.00; Ann asked for too much."""
    ann, _ = people.member("ann"), people.member("abe")
    report(earned(1, 100), earned(2, 30), contested(1, 40), earned(1, 70, name="abe"))
    hold(ann, {1: 40})
    report(paid_out(1, 500))  # more than there is: it waits
    kinds = Event.objects.values_list("kind", "account", "body__contract", "id")
    return {f"{kind} {who} {what}": number for kind, who, what, number in kinds}


UNREPORTED = {
    "in, for nothing": (OUTSIDE, PAYABLE, 5, "x", "x", NO_EVENT),
    "out, for nothing": (PAYABLE, OUTSIDE, 5, "x", "x", NO_EVENT),
    "in, by an event that is none": (OUTSIDE, PAYABLE, 5, "event:999999", "event 999999", NO_EVENT),
    "to somebody else": (PAYABLE, ABES, 5, "x", "x", ELSEWHERE),
    "into somebody else's world": (PAYABLE, "abe marketplace", 5, "x", "x", ELSEWHERE),
    "out of somebody else's world": ("abe marketplace", PAYABLE, 5, "x", "x", ELSEWHERE),
    "between two worlds": (OUTSIDE, "abe marketplace", 5, "x", "x", ELSEWHERE),
    "from one contract to another": ("ann ann-c2 payable", PAYABLE, 5, "x", "x", ELSEWHERE),
    "compensation out": (PAYABLE, OUTSIDE, 5, "compensation:1", "reversal 1", NO_EVENT),
    "compensation without its own key": (
        OUTSIDE,
        PAYABLE,
        5,
        "compensation:1",
        "reversal 1",
        NO_EVENT,
    ),
    "held, by an event": (HELD, PAYABLE, 5, "event:1", "event 1", "P6: no event and no compensat"),
    "into held, as compensation": (
        OUTSIDE,
        HELD,
        5,
        "compensation:1",
        "x",
        "P6: no event and no compensation moves held money",
    ),
    "held, by hand": (HELD, OUTSIDE, 4000, "x", "x", "P5: held money leaves only by a release"),
    "into held, by hand": (PAYABLE, HELD, 5, "x", "x", "P5: money is held only by a hold"),
}


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("how", UNREPORTED)
def test_no_money_moves(how):
    source, target, amount, key, cause, promise = UNREPORTED[how]
    with pytest.raises(DatabaseError, match=promise):
        move(source, target, amount, key=key, cause=cause)


MISUSED = {
    "a contest as a payment": ("dispute.opened ann ann-c1", OUTSIDE, PAYABLE, 4000),
    "a payment as a payout": ("payment.earned ann ann-c2", "ann ann-c2 payable", OUTSIDE, 3000),
    "a payment of another contract": ("payment.earned ann ann-c2", OUTSIDE, PAYABLE, 3000),
    "a payment of another member": ("payment.earned abe abe-c1", OUTSIDE, PAYABLE, 7000),
    "less than was asked for": ("payout.sent ann ann-c1", PAYABLE, OUTSIDE, 6000),
}


@pytest.mark.parametrize("how", MISUSED)
def test_an_event_moves_what_it_says_and_nothing_else(story, how):
    named, source, target, amount = MISUSED[how]
    number = story[named]
    with pytest.raises(DatabaseError, match=f"{NO_EVENT}|funds_entry_key"):
        move(source, target, amount, key=f"event:{number}", cause=f"event {number}")


@pytest.mark.parametrize("twin", ["event:0{}", "event: {}", "event:{} ", "event:+{}", "event:{}.0"])
def test_no_event_is_posted_twice_under_another_spelling(story, twin):
    number = story["payment.earned ann ann-c2"]
    with pytest.raises(DatabaseError, match=NO_EVENT):
        move(
            OUTSIDE,
            "ann ann-c2 payable",
            3000,
            key=twin.format(number),
            cause=f"event {number}",
        )


def test_money_is_not_there_before_it_was_earned(story):
    del story
    people.tell(earned(3, 10, day=9))
    number = Event.objects.latest("id").pk
    LedgerAccount.objects.create(
        owner=pots()[PAYABLE].owner, contract="ann-c3", currency="EUR", purpose="payable"
    )
    told = {"key": f"event:{number}", "cause": f"event {number}"}
    with pytest.raises(DatabaseError, match=NO_EVENT):
        move(OUTSIDE, "ann ann-c3 payable", 1000, **told, at=people.START)
    move(OUTSIDE, "ann ann-c3 payable", 1000, **told)


def test_a_payment_that_waits_is_written_down_as_it_was_reported(story):
    number = story["payment.earned ann ann-c1"]
    waits = Unposted.objects.get()
    for changed in ({"amount": 1}, {"event": number, "kind": "payout.sent"}, {"currency": "USD"}):
        told = {"event": waits.event + 10**6, "pot": waits.pot, "kind": "payout.sent"}
        told |= {"amount": waits.amount, "currency": "EUR", "reason": "x", "at": NOW} | changed
        refused = pytest.raises(DatabaseError, match=r"P6: event \d+ does not report")
        with refused, transaction.atomic():
            Unposted.objects.create(**told)


def test_what_waited_is_posted_after_its_event_went_to_the_lake(story):
    """The file cannot be asked, but what was written down while the event was here can be."""
    number = story["payout.sent ann ann-c1"]
    _seal_all()
    report(earned(1, 500, day=9))
    entry = Entry.objects.get(key=f"event:{number}")
    assert (entry.amount, queries.balances(pots()[PAYABLE].owner)[_c1()].payable) == (
        50_000,
        euros(60),
    )


def test_what_lies_in_the_lake_and_was_read_moves_nothing_again(story):
    number = story["dispute.opened ann ann-c1"]
    _seal_all()
    with pytest.raises(DatabaseError, match=NO_EVENT):
        move(OUTSIDE, PAYABLE, 5, key=f"event:{number}", cause=f"event {number}")
    contest = Contest.objects.get()
    contest.pk, contest.event, contest.amount = None, number - 1, 10**6
    with pytest.raises(DatabaseError, match=r"P5: event .* does not say"), transaction.atomic():
        contest.save(force_insert=True)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "back", ["UPDATE funds_progress SET event = 0", "DELETE FROM funds_progress"]
)
def test_the_ledger_never_reads_an_event_twice(back):
    refused = pytest.raises(DatabaseError, match=r"P6: the ledger reads each event once|permission")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(back)


def _c1():
    return pot(pots()[PAYABLE].owner, 1)


def _seal_all():
    """As the lake does it, without its file."""
    numbers = list(Event.objects.order_by("id").values_list("id", flat=True))
    Seal.objects.create(
        path="x",
        first_id=numbers[0],
        latest_id=numbers[-1],
        rows=len(numbers),
        sha256="0" * 64,
        sealed_at=NOW,
    )
    Event.objects.all().delete()
