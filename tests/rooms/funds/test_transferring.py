"""Held money goes to the other party in fraud, if two persons say so, or as an award says."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.funds import operations, queries
from goodstanding.funds.models import Award, Entry, HoldPart, HoldReview, Transfer
from goodstanding.law.terms import Family, Money, UnlawfulError
from tests import people
from tests.rooms.funds.money import NOW, contested, earned, euros, hold, pot, report, settled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def team():
    return people.team() | {"Fin": people.fin()}


@pytest.fixture
def ann():
    """Ann earned 1,000.00 of Ben, who contests 900.00."""
    account = people.member("ann")
    report(earned(1, 1000), contested(1, 900))
    return account


@pytest.fixture
def ben():
    return people.member("ben", role="client")


def give_back(one, client, by, agreed_by, amount=500, contract="ann-c1", at=NOW):
    return operations.reverse_to_client(
        hold=one,
        contract=contract,
        client=client,
        money=euros(amount),
        cause="decision 1",
        by=by,
        agreed_by=agreed_by,
        at=at,
    )


def award(account, recipient, amount, cause="award 1", contract="ann-c1"):
    return operations.carry_out_award(
        account=account,
        recipient=recipient,
        contract=contract,
        money=euros(amount),
        cause=cause,
        by="Nell",
        at=NOW,
    )


def test_in_fraud_two_persons_give_held_money_back_to_the_client(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    moved = give_back(placed, ben, team["Fin"], team["Rita"])
    assert (moved.by.name, moved.agreed_by.name) == ("Fin", "Rita")
    assert queries.balances(ann)[pot(ann, 1)].held == euros(500)
    assert queries.balances(ben)[pot(ann, 1)].payable == euros(500)
    (part,) = queries.hold_view(placed.pk).parts
    assert (part.money, part.given, part.back) == (euros(1000), euros(500), euros(500))
    assert queries.check_ledger() == []


def test_a_hold_of_which_all_was_given_away_does_not_go_on(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    give_back(placed, ben, team["Fin"], team["Rita"], 1000)
    refused = pytest.raises(DatabaseError, match="P4: nothing of the hold is held any more")
    with refused, transaction.atomic():
        HoldReview.objects.create(
            hold=placed, by=team["Rita"], reasons="x", at=NOW, next_at=NOW + 7 * DAY
        )


def test_what_is_left_comes_back_and_no_more_than_that_goes(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    give_back(placed, ben, team["Sue"], team["Fin"], 400)
    give_back(placed, ben, team["Sue"], team["Fin"], 500)
    with pytest.raises(UnlawfulError, match=r"got 100\.01 EUR, expected at most 100\.00 EUR"):
        give_back(placed, ben, team["Sue"], team["Fin"], "100.01")
    operations.release_hold(hold=placed, reason="Cleared.", by="Sue", at=NOW)
    assert queries.balances(ann)[pot(ann, 1)].payable == euros(100)
    with pytest.raises(UnlawfulError, match="Nothing of contract ann-c1 is held"):
        give_back(placed, ben, team["Sue"], team["Fin"], 1)
    assert queries.check_ledger() == []


def test_a_part_that_went_whole_is_held_no_more(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    give_back(placed, ben, team["Fin"], team["Sue"], 1000)
    assert not queries.lapsed(at=NOW + 30 * DAY)
    assert operations.release_due(at=NOW + 30 * DAY) == []
    assert queries.check_ledger() == []


def test_what_was_awarded_leaves_room_for_another_hold_once_more_is_contested(ann, ben):
    hold(ann, {1: 900})
    award(ann, ben, 900)
    report(settled(1), earned(1, 50, day=4), contested(1, 40, day=4))
    hold(ann, {1: 40})
    assert queries.balances(ann)[pot(ann, 1)].held == euros(40)
    assert queries.check_ledger() == []


def test_no_money_goes_back_on_any_other_ground(ann, ben, team):
    placed = hold(ann, {1: 900})
    with pytest.raises(UnlawfulError, match="fraud only, not performance"):
        give_back(placed, ben, team["Fin"], team["Rita"])


def test_one_person_alone_gives_nothing_back(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    with pytest.raises(UnlawfulError, match="expected a second person"):
        give_back(placed, ben, team["Fin"], team["Fin"])
    with pytest.raises(UnlawfulError, match="expected a finance officer"):
        give_back(placed, ben, team["Rita"], team["Sue"])


def test_money_goes_back_to_the_client_who_paid_and_to_nobody_else(ann, team):
    cleo = people.member("cleo", role="client")
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    with pytest.raises(UnlawfulError, match="client: got cleo, expected a client of contract"):
        give_back(placed, cleo, team["Fin"], team["Rita"])


def test_what_was_given_back_wrongly_is_made_good_by_the_marketplace_once(ann, ben, team):
    placed = hold(ann, {1: 1000}, family=Family.FRAUD)
    give_back(placed, ben, team["Fin"], team["Rita"], 600)
    for _ in range(2):
        operations.make_good(hold=placed, cause="reversal 1", by="Sue", at=NOW)
    operations.release_hold(hold=placed, reason="Reversed.", by="Sue", at=NOW)
    assert queries.balances(ann)[pot(ann, 1)].payable == euros(1000)
    assert queries.balances(ben)[pot(ann, 1)].payable == euros(600)
    assert queries.check_ledger() == []


def test_an_award_moves_exactly_what_it_says_from_several_holds(ann, ben):
    hold(ann, {1: 300})
    hold(ann, {1: 600})
    award(ann, ben, 450)
    assert queries.balances(ann)[pot(ann, 1)].held == euros(450)
    assert queries.balances(ben)[pot(ann, 1)].payable == euros(450)
    assert sorted(Transfer.objects.values_list("amount", flat=True)) == [15_000, 30_000]
    assert queries.check_ledger() == []


def test_an_award_above_what_is_held_moves_nothing(ann, ben):
    hold(ann, {1: 300})
    with pytest.raises(UnlawfulError, match=r"got 300\.01 EUR, expected at most 300\.00 EUR held"):
        award(ann, ben, "300.01")
    assert not Award.objects.exists()


def raw_transfer(ben, amount=100, *, source="held", award=None, by=None, agreed_by=None):
    """Someone with a database shell moves 1.00 of what is held of Ann's."""
    part = HoldPart.objects.select_related("entry").get()
    target = operations.paying.pot_of(ben, pot(part.hold.account, 1))
    entry = Entry.objects.create(
        source_id=part.entry.target_id if source == "held" else part.entry.source_id,
        target=target,
        amount=100,
        cause="x",
        key="x",
        by="x",
        at=NOW,
    )
    Transfer.objects.create(
        part=part,
        entry=entry,
        recipient=ben,
        amount=amount,
        award=award,
        cause="x",
        by=by,
        agreed_by=agreed_by,
        at=NOW,
    )


def raw_award(ann, ben, amount=100, currency="EUR"):
    told = {"contract": "ann-c1", "amount": amount, "currency": currency, "cause": "x"}
    return Award.objects.create(account=ann, recipient=ben, by="x", at=NOW, **told)


def whole(attack, *told):
    """An attack, and then the commit: everything that waits for it is checked."""
    with transaction.atomic():
        attack(*told)
        connection.check_constraints()


FRAUD = {"family": Family.FRAUD}
ATTACKS = {
    "give money back for poor performance": (
        {},
        lambda ann, ben, team: raw_transfer(ben, by=team["Fin"], agreed_by=team["Rita"]),
        "P5: money is given back to a client on the ground of fraud only",
    ),
    "give money back alone": (
        FRAUD,
        lambda ann, ben, team: raw_transfer(ben, by=team["Fin"], agreed_by=team["Fin"]),
        "P5",
    ),
    "give money back without a word of finance": (
        FRAUD,
        lambda ann, ben, team: raw_transfer(ben, by=team["Sam"], agreed_by=team["Rita"]),
        "P5: a reversal is agreed by a finance officer and a case manager or reviewer",
    ),
    "give money back in nobody's name": (
        FRAUD,
        lambda ann, ben, team: raw_transfer(ben),
        "P5",
    ),
    "give more back on paper than in fact": (
        FRAUD,
        lambda ann, ben, team: raw_transfer(ben, 200, by=team["Fin"], agreed_by=team["Rita"]),
        r"P6: the entry of a transfer moves exactly 2\.00 EUR",
    ),
    "take what is not held": (
        FRAUD,
        lambda ann, ben, team: raw_transfer(
            ben, source="payable", by=team["Fin"], agreed_by=team["Rita"]
        ),
        "P6: money goes from what is payable to the same member's world outside",
    ),
    "award and move nothing": (
        {},
        lambda ann, ben, team: raw_award(ann, ben),
        r"P6: an award moves exactly what it says, 1\.00 EUR; got 0\.00 EUR",
    ),
    "award less than is moved": (
        {},
        lambda ann, ben, team: raw_transfer(ben, award=raw_award(ann, ben, 99)),
        r"P6: an award moves exactly what it says, 0\.99 EUR; got 1\.00 EUR",
    ),
    "carry out an award in another currency": (
        {},
        lambda ann, ben, team: raw_transfer(ben, award=raw_award(ann, ben, currency="USD")),
        "P6: an award moves money of its own contract",
    ),
    "award somebody their own money": (
        {},
        lambda ann, ben, team: raw_award(ann, ann),
        "P6_award_goes_elsewhere",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_nobody_can(ann, ben, team, name):
    ground, attack, promise = ATTACKS[name]
    hold(ann, {1: 500}, **ground)
    with pytest.raises(DatabaseError, match=promise):
        whole(attack, ann, ben, team)
    assert queries.check_ledger() == []
    assert queries.balances(ann)[pot(ann, 1)].held == Money(50_000, "EUR")
