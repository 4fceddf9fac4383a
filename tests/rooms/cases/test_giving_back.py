"""In fraud, and only there, held money goes back to the client, if two people say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import second
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.drafting.wishes import GiveBack
from goodstanding.cases.models import Agreement, Restitution
from goodstanding.funds import operations as funds
from goodstanding.funds import queries as money
from goodstanding.funds.models import Hold
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message
from tests import floods, people
from tests.people import NOW

pytestmark = pytest.mark.django_db
POT = Pot("ann-c1", "EUR")
WHY = "The work was never there; the client paid for nothing."


@pytest.fixture
def team():
    return people.team() | {"Fin": people.fin()}


def held(team, family="fraud", sum_=50_000):
    """Ann flooded clients; 1,000.00 of Client 1's money is hers, and some of it is held."""
    floods.adopted(family=family)
    people.member("ann")
    people.member("client-1", role="client")
    people.tell(*floods.flood(-2), *floods.flood(-1), people.earned("ann", 1, 100_000))
    people.tell(people.contested("ann", 1, 90_000))
    people.work_goes_on()
    case = floods.case_of("fraud-floods" if family == "fraud" else "application-floods")
    wish = Wish(MeasureKind.WARNING, "Sixty alike.", hold={POT: Money(sum_, "EUR")})
    return cases.decide(case=case, wish=wish, by=team["Rita"], at=NOW)


@pytest.fixture
def decision(team):
    return held(team)


def asked(decision, minor=50_000, **other):
    told = {"hold": decision.hold_id, "contract": "ann-c1", "client": "client-1", "reasons": WHY}
    return GiveBack(**{**told, "money": Money(minor, "EUR"), **other})


def proposed(decision, by, at=NOW, **other):
    return cases.propose(case=decision.case, wish=asked(decision, **other), by=by, at=at)


def agreed(proposal, by, at=NOW):
    return cases.agree(proposal=proposal, reasons="I read the contract.", by=by, at=at)


def test_rita_proposes_fin_agrees_and_the_client_has_the_money(decision, team):
    proposal = proposed(decision, team["Rita"], minor=30_000)
    assert second.waiting(at=NOW) == [proposal]
    assert money.balances(decision.case.account)[POT].held == Money(50_000, "EUR")
    agreed(proposal, team["Fin"])
    assert money.balances(decision.case.account)[POT].held == Money(20_000, "EUR")
    client = people.accounts.mention(name="client-1", role="client", at=NOW)
    assert money.balances(client)[POT].payable == Money(30_000, "EUR")
    assert money.check_ledger() == []
    assert second.waiting(at=NOW) == []


def test_fin_may_propose_and_sue_agree(decision, team):
    agreed(proposed(decision, team["Fin"]), team["Sue"])
    made = Restitution.objects.get()
    assert (made.transfer.by.name, made.transfer.agreed_by.name) == ("Fin", "Sue")


def test_ann_the_client_and_the_marketplace_are_told(decision, team):
    agreed(proposed(decision, team["Rita"]), team["Fin"])
    told = Restitution.objects.get().notice
    assert told.statement.measure == "Held money is given back to the client"
    assert told.statement.appeal_until == decision.statement.appeal_until
    assert WHY in told.text
    assert "Rita, a person, proposed this, and Fin, another person" in told.text
    client = people.accounts.mention(name="client-1", role="client", at=NOW)
    (letter,) = notices.of(client)
    assert "500.00 EUR that you paid for contract ann-c1 comes back to you" in letter.text
    assert "ann " not in letter.text.lower().replace("ann-c1", "")
    (message,) = Message.objects.filter(kind="money.given_back")
    assert (message.body["amount"], message.body["client"]) == (50_000, "client-1")


def test_the_marketplace_makes_it_good_when_the_decision_is_overturned(decision, team):
    agreed(proposed(decision, team["Rita"]), team["Fin"])
    cases.reverse(decision=decision, cause="appeal 1", reasons="No.", by=team["Sue"], at=NOW)
    assert money.balances(decision.case.account)[POT].payable == Money(100_000, "EUR")
    assert money.check_ledger() == []


def test_no_money_goes_back_on_any_other_ground(team):
    decision = held(team, family="violation")
    with pytest.raises(UnlawfulError, match="fraud only, not violation"):
        proposed(decision, team["Rita"])


def test_two_who_judge_are_not_enough_and_nor_is_fin_alone(decision, team):
    proposal = proposed(decision, team["Rita"])
    with pytest.raises(UnlawfulError, match="expected a finance officer, and a case manager"):
        agreed(proposal, team["Sue"])
    of_fin = proposed(decision, team["Fin"], at=NOW + timedelta(hours=1))
    with pytest.raises(UnlawfulError, match="needs the agreement of a second person"):
        agreed(of_fin, team["Fin"], at=NOW + timedelta(hours=1))


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
            proposed(decision, team["Rita"], **wrong)


def test_it_is_asked_again_when_the_second_person_agrees(decision, team):
    proposal = proposed(decision, team["Rita"])
    cases.release_early(hold=decision.hold, reason="All is well.", by=team["Fin"], at=NOW)
    with pytest.raises(UnlawfulError, match=r"expected at most 0\.00 EUR"):
        agreed(proposal, team["Fin"])
    assert not Agreement.objects.exists()


# Past our code, with raw SQL


def attack(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(promise, statement, *values):
    with pytest.raises(IntegrityError, match=promise):
        attack(statement, *values)


AGREED = (
    "INSERT INTO cases_agreement (proposal_id, agrees, by_id, reasons, at) "
    "VALUES (%s, true, %s, 'Yes.', %s)"
)
RESTITUTION = (
    "INSERT INTO cases_restitution (proposal_id, decision_id, transfer_id, notice_id, at) "
)


def moved(decision, team, minor=50_000):
    """Fin and Rita move money in the ledger, and no case knows of it."""
    client = people.accounts.mention(name="client-1", role="client", at=NOW)
    return funds.reverse_to_client(
        hold=decision.hold,
        contract="ann-c1",
        client=client,
        money=Money(minor, "EUR"),
        cause="x",
        by=team["Rita"],
        agreed_by=team["Fin"],
        at=NOW,
    )


def test_p5_no_money_goes_back_but_as_two_people_agreed_in_a_case(decision, team):
    with pytest.raises(IntegrityError, match="P5: held money goes back to a client only as two"):
        whole(lambda: moved(decision, team))


def test_p5_one_of_the_two_is_a_finance_officer(decision, team):
    proposal = proposed(decision, team["Rita"])
    refused("P5: of the two who give money back one is", AGREED, proposal.id, team["Sue"].id, NOW)


def test_p5_agreement_moves_the_money_in_the_same_transaction(decision, team):
    proposal = proposed(decision, team["Rita"])
    refused("P3: a reversal was agreed", AGREED, proposal.id, team["Fin"].id, NOW)


def test_p5_somebody_qualified_proposes_it(decision, team):
    proposed(decision, team["Rita"])
    analyst = people.accounts.employ(
        name="Al", email="al@example.org", roles=[people.StaffRole.ANALYST], at=people.ADOPTED
    )
    refused(
        "P5: a finance officer, case manager or reviewer proposes to give money back",
        "INSERT INTO cases_proposal (id, case_id, act, wish, reasons, by_id, at) SELECT "
        "gen_random_uuid(), case_id, act, wish, reasons, %s, at FROM cases_proposal",
        analyst.id,
    )


def forged(decision, team, proposal, *, agreed=True, minor=50_000, notice=None):
    """A restitution slipped in beside a transfer, with a proposal agreed to or not."""
    transfer = moved(decision, team, minor)
    if agreed:
        attack_now(AGREED, proposal.id, team["Fin"].id, NOW)
    ids = (proposal.id, decision.id, transfer.id, notice or decision.notice_id, NOW)
    attack_now(f"{RESTITUTION} VALUES (%s, %s, %s, %s, %s)", *ids)


def whole(*steps):
    """All steps of an attack, and then the commit: everything that waits for it is checked."""
    with transaction.atomic():
        for step in steps:
            step()
        connection.check_constraints()


def attack_now(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_p5_what_goes_back_is_what_two_people_agreed_to(decision, team):
    proposal = proposed(decision, team["Rita"])
    with pytest.raises(IntegrityError, match="P5: no money is given back without the agreement"):
        whole(lambda: forged(decision, team, proposal, agreed=False))
    with pytest.raises(IntegrityError, match="P5: what is given back, of which hold and to whom"):
        whole(lambda: forged(decision, team, proposal, minor=40_000))


REVERSAL = (
    "INSERT INTO cases_reversal (decision_id, cause, reasons, by_id, at) "
    "VALUES (%s, 'appeal 1', 'No.', %s, %s)"
)


def test_p5_it_comes_out_of_a_hold_of_a_standing_decision(decision, team):
    proposal = proposed(decision, team["Rita"])
    undo = lambda: attack_now(REVERSAL, decision.id, team["Sue"].id, NOW)  # noqa: E731
    with pytest.raises(IntegrityError, match="P5: money is given back out of a hold that a standi"):
        whole(undo, lambda: forged(decision, team, proposal))


def test_p2_ann_is_told_why_with_it(decision, team):
    proposal = proposed(decision, team["Rita"])
    other = people.accounts.mention(name="client-1", role="client", at=NOW)
    with transaction.atomic():
        told = cases.restoring.notices.serve(
            account=other,
            kind="release",
            subject="x",
            text="x",
            reference="x",
            cause="x",
            signed_by="x",
            reply_to="",
            at=NOW,
        )
    with pytest.raises(IntegrityError, match="P2: whose money is given back is told"):
        whole(lambda: forged(decision, team, proposal, notice=told.id))


def test_p8_a_restitution_stays(decision, team):
    agreed(proposed(decision, team["Rita"]), team["Fin"])
    refused("P8|append", "UPDATE cases_restitution SET at = now()")
    refused("P8|append", "DELETE FROM cases_restitution")


def test_p9_a_reversal_makes_good_what_went_to_the_client(decision, team):
    agreed(proposed(decision, team["Rita"]), team["Fin"])
    refused(
        "P9: a reversal makes good what its decision gave",
        f"WITH undone AS ({REVERSAL} RETURNING id) INSERT INTO cases_strikeremoval "
        "(strike_id, reversal_id, at) SELECT %s, id, now() FROM undone; "
        "SET CONSTRAINTS reversal_undoes_all IMMEDIATE",
        decision.id,
        team["Sue"].id,
        NOW,
        decision.strike.pk,
    )


def hold_without_a_decision(account, family, at):
    return funds.place_hold(
        account=account,
        family=family,
        amounts={POT: Money(1_000, "EUR")},
        cause="decision 1",
        ends_at=at + timedelta(days=5),
        by="Rita",
        at=at,
    )


def test_p5_no_hold_is_placed_that_no_decision_orders(decision):
    with pytest.raises(IntegrityError, match="P5: a hold is ordered by a decision"):
        whole(lambda: hold_without_a_decision(decision.case.account, "fraud", NOW))


def test_p5_no_hold_is_placed_on_another_ground_than_its_decision(team):
    """Rita's decision is about a violation; the hold beside it calls it fraud."""
    decision = held(team, family="violation", sum_=1_000)
    names = [one.column for one in Hold._meta.concrete_fields]
    new = {"id": "gen_random_uuid()", "family": "'fraud'", "ground": "'fraud'"}
    with pytest.raises(IntegrityError, match="P5: a hold is ordered by a decision"):
        attack(
            f"INSERT INTO funds_hold ({', '.join(names)}) SELECT "
            f"{', '.join(new.get(one, one) for one in names)} FROM funds_hold WHERE id = %s; "
            "SET CONSTRAINTS hold_is_ordered IMMEDIATE",
            decision.hold_id,
        )
