"""In fraud, and only there, held money goes back to the client, if two people say so."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import second
from goodstanding.cases.models import Agreement, Restitution
from goodstanding.funds import queries as money
from goodstanding.law.terms import Money, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message
from tests import people
from tests.people import NOW
from tests.rooms.cases import giving

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return people.team() | {"Fin": people.fin()}


@pytest.fixture
def decision(team):
    return giving.held(team)


def test_rita_proposes_fin_agrees_and_the_client_has_the_money(decision, team):
    proposal = giving.proposed(decision, team["Rita"], minor=30_000)
    assert second.waiting(at=NOW) == [proposal]
    assert money.balances(decision.case.account)[giving.POT].held == Money(50_000, "EUR")
    giving.agreed(proposal, team["Fin"])
    assert money.balances(decision.case.account)[giving.POT].held == Money(20_000, "EUR")
    client = people.accounts.mention(name="client-1", role="client", at=NOW)
    assert money.balances(client)[giving.POT].payable == Money(30_000, "EUR")
    assert money.check_ledger() == []
    assert second.waiting(at=NOW) == []


def test_fin_may_propose_and_sue_agree(decision, team):
    giving.agreed(giving.proposed(decision, team["Fin"]), team["Sue"])
    made = Restitution.objects.get()
    assert (made.transfer.by.name, made.transfer.agreed_by.name) == ("Fin", "Sue")


def test_ann_the_client_and_the_marketplace_are_told(decision, team):
    giving.agreed(giving.proposed(decision, team["Rita"]), team["Fin"])
    told = Restitution.objects.get().notice
    assert told.statement.measure == "Held money is given back to the client"
    assert told.statement.appeal_until == decision.statement.appeal_until
    assert giving.WHY in told.text
    assert "Rita, a person, proposed this, and Fin, another person" in told.text
    client = people.accounts.mention(name="client-1", role="client", at=NOW)
    (letter,) = notices.of(client)
    assert "500.00 EUR that you paid for contract ann-c1 comes back to you" in letter.text
    assert "ann " not in letter.text.lower().replace("ann-c1", "")
    (message,) = Message.objects.filter(kind="money.given_back")
    assert (message.body["amount"], message.body["client"]) == (50_000, "client-1")


def test_the_marketplace_makes_it_good_when_the_decision_is_overturned(decision, team):
    giving.agreed(giving.proposed(decision, team["Rita"]), team["Fin"])
    cases.reverse(decision=decision, cause="appeal 1", reasons="No.", by=team["Sue"], at=NOW)
    assert money.balances(decision.case.account)[giving.POT].payable == Money(100_000, "EUR")
    assert money.check_ledger() == []


def test_no_money_goes_back_on_any_other_ground(team):
    decision = giving.held(team, family="violation")
    with pytest.raises(UnlawfulError, match="fraud only, not violation"):
        giving.proposed(decision, team["Rita"])


def test_two_who_judge_are_not_enough_and_nor_is_fin_alone(decision, team):
    proposal = giving.proposed(decision, team["Rita"])
    with pytest.raises(UnlawfulError, match="expected a finance officer, and a case manager"):
        giving.agreed(proposal, team["Sue"])
    of_fin = giving.proposed(decision, team["Fin"], at=NOW + timedelta(hours=1))
    with pytest.raises(UnlawfulError, match="needs the agreement of a second person"):
        giving.agreed(of_fin, team["Fin"], at=NOW + timedelta(hours=1))


def test_no_more_than_is_held_and_only_to_the_client_who_paid(decision, team):
    people.member("cleo", role="client")
    for wrong, said in (
        ({"minor": 50_001}, r"got 500\.01 EUR, expected at most 500\.00 EUR"),
        ({"client": "cleo"}, "client: got cleo, expected a client of contract ann-c1"),
        ({"contract": "ann-c2"}, r"expected at most 0\.00 EUR"),
        ({"hold": decision.id}, "expected one a standing decision here orders"),
        ({"reasons": " "}, "reasons: got nothing"),
    ):
        with pytest.raises(UnlawfulError, match=said):
            giving.proposed(decision, team["Rita"], **wrong)


def test_it_is_asked_again_when_the_second_person_agrees(decision, team):
    proposal = giving.proposed(decision, team["Rita"])
    cases.release_early(hold=decision.hold, reason="All is well.", by=team["Fin"], at=NOW)
    with pytest.raises(UnlawfulError, match=r"expected at most 0\.00 EUR"):
        giving.agreed(proposal, team["Fin"])
    assert not Agreement.objects.exists()
