"""Ann's statement of account: every movement, and sums that are those of her pots."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.funds import operations, queries
from goodstanding.funds.queries import Movement
from goodstanding.law.hold import Ground
from goodstanding.law.terms import Family, Money
from tests import people
from tests.rooms.funds.money import (
    NOW,
    contested,
    earned,
    euros,
    hold,
    paid_out,
    refunded,
    report,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EVER, LATER = datetime(2000, 1, 1, tzinfo=UTC), NOW + timedelta(days=400)


def sheets(account, since=EVER, until=LATER, at=NOW):
    return {
        one.currency: one for one in queries.statement(account, since=since, until=until, at=at)
    }


def told(sheet):
    return [(line.movement, line.payable.minor, line.held.minor) for line in sheet.lines]


@pytest.fixture
def ann():
    """Ann earned 1,000.00 on one contract and 500.00 on another; 300.00 are contested."""
    account = people.member("ann")
    report(earned(1, 1000), earned(2, 500), contested(1, 300))
    return account


def test_each_movement_is_a_line_with_what_was_there_after_it(ann):
    report(paid_out(2, 400), refunded(2, 100, day=4))
    operations.release_hold(hold=hold(ann, {1: 300}), reason="settled", by="Rita", at=NOW + DAY)
    sheet = sheets(ann)["EUR"]
    assert told(sheet) == [
        (Movement.EARNED, 1000_00, 0),
        (Movement.EARNED, 500_00, 0),
        (Movement.PAID_OUT, -400_00, 0),
        (Movement.REFUNDED, -100_00, 0),
        (Movement.HELD, -300_00, 300_00),
        (Movement.RELEASED, 300_00, -300_00),
    ]
    assert [line.payable_after for line in sheet.lines[-2:]] == [euros(700), euros(1000)]
    assert [line.held_after for line in sheet.lines[-2:]] == [euros(300), euros(0)]
    assert sheet.lines[0].reference == "max/ann-earned-1-0"
    assert sheet.lines[4].hold == sheet.lines[5].hold is not None


def test_a_period_begins_with_what_was_there_and_ends_before_its_last_moment(ann):
    hold(ann, {1: 300}, at=NOW)
    before = sheets(ann, until=NOW)["EUR"]
    assert (before.closing_payable, before.closing_held) == (euros(1500), euros(0))
    since = sheets(ann, since=NOW)["EUR"]
    assert (since.opening_payable, since.opening_held) == (euros(1500), euros(0))
    assert told(since) == [(Movement.HELD, -300_00, 300_00)]
    assert (since.closing_payable, since.closing_held) == (euros(1200), euros(300))


def test_each_currency_has_its_own_sheet(ann):
    report(earned(1, 70, day=2, currency="USD"), contested(1, 50, day=2, currency="USD"))
    hold(ann, {1: 50}, currency="USD")
    found = sheets(ann)
    assert list(found) == ["EUR", "USD"]
    assert found["EUR"].closing_payable == euros(1500)
    assert (found["USD"].closing_payable, found["USD"].closing_held) == (
        Money(20_00, "USD"),
        Money(50_00, "USD"),
    )


def test_what_goes_to_the_other_party_is_on_both_statements(ann):
    report(contested(1, 300, day=2))
    ben = people.member("ben", role="client")
    one = hold(ann, {1: 500}, family=Family.FRAUD)
    fin = people.team()["Rita"], people.fin()
    operations.reverse_to_client(
        hold=one,
        contract="ann-c1",
        client=ben,
        money=euros(200),
        cause="decision 1",
        by=fin[0],
        agreed_by=fin[1],
        at=NOW + DAY,
    )
    operations.carry_out_award(
        account=ann,
        recipient=ben,
        contract="ann-c1",
        money=euros(50),
        cause="award 1",
        by="Nell",
        at=NOW + DAY,
    )
    hers, his = sheets(ann)["EUR"], sheets(ben)["EUR"]
    assert told(hers)[-2:] == [(Movement.GIVEN_BACK, 0, -200_00), (Movement.AWARDED, 0, -50_00)]
    assert told(his) == [(Movement.RECEIVED, 200_00, 0), (Movement.RECEIVED, 50_00, 0)]
    assert {line.hold for line in his.lines} == {None}
    assert [line.reference for line in his.lines] == ["", "award 1"]


def test_compensation_is_a_line_of_its_own(ann):
    operations.compensate(
        account=ann, money=euros(40), contract="ann-c1", cause="reversal 1", by="Sam", at=NOW
    )
    assert told(sheets(ann)["EUR"])[-1] == (Movement.COMPENSATED, 40_00, 0)


def test_who_never_had_money_has_no_sheet(ann):
    assert queries.statement(people.member("abe"), since=EVER, until=LATER, at=NOW) == []
    assert sheets(ann, until=EVER + DAY) == {}


def test_a_sheet_ends_with_what_is_held_on_which_ground_and_until_when(ann):
    one = hold(ann, {1: 300})
    (kept,) = sheets(ann, until=NOW + DAY)["EUR"].kept
    assert (kept.hold, kept.ground, kept.contract) == (one.pk, Ground.DISPUTE, "ann-c1")
    assert (kept.money, kept.ends_at) == (euros(300), one.ends_at)
    operations.release_hold(hold=one, reason="settled", by="Rita", at=NOW + 2 * DAY)
    assert sheets(ann, until=NOW + DAY)["EUR"].kept == (kept,)
    sheet = sheets(ann)["EUR"]
    assert sheet.kept == ()
    assert sheet.lines[-1].why == "settled"


def test_what_has_lapsed_is_released_before_the_worker_writes_it(ann):
    one, later = hold(ann, {1: 300}), NOW + 8 * DAY
    sheet = sheets(ann, at=later)["EUR"]
    assert told(sheet)[-1] == (Movement.RELEASED, 300_00, -300_00)
    assert (sheet.lines[-1].at, sheet.lines[-1].hold) == (NOW + 7 * DAY, one.pk)
    assert (sheet.closing_payable, sheet.closing_held) == (euros(1500), euros(0))
    opens = sheets(ann, since=later, at=later)["EUR"]
    assert (opens.opening_payable, opens.lines) == (euros(1500), ())
    operations.release_due(at=later)
    written = sheets(ann, at=later)["EUR"]
    assert told(written) == told(sheet)
    assert written.lines[-1].at == later
