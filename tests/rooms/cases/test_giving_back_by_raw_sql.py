"""Past our code, with raw SQL, no money goes back that two people did not agree to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.funds import operations as funds
from goodstanding.funds.models import Hold
from goodstanding.law.terms import Money
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
    proposal = giving.proposed(decision, team["Rita"])
    refused("P5: of the two who give money back one is", AGREED, proposal.id, team["Sue"].id, NOW)


def test_p5_agreement_moves_the_money_in_the_same_transaction(decision, team):
    proposal = giving.proposed(decision, team["Rita"])
    refused("P3: a reversal was agreed", AGREED, proposal.id, team["Fin"].id, NOW)


def test_p5_somebody_qualified_proposes_it(decision, team):
    giving.proposed(decision, team["Rita"])
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
    proposal = giving.proposed(decision, team["Rita"])
    with pytest.raises(IntegrityError, match="P5: no money is given back without the agreement"):
        whole(lambda: forged(decision, team, proposal, agreed=False))
    with pytest.raises(IntegrityError, match="P5: what is given back, of which hold and to whom"):
        whole(lambda: forged(decision, team, proposal, minor=40_000))


REVERSAL = (
    "INSERT INTO cases_reversal (decision_id, cause, reasons, by_id, at) "
    "VALUES (%s, 'appeal 1', 'No.', %s, %s)"
)


def test_p5_it_comes_out_of_a_hold_of_a_standing_decision(decision, team):
    proposal = giving.proposed(decision, team["Rita"])
    undo = lambda: attack_now(REVERSAL, decision.id, team["Sue"].id, NOW)  # noqa: E731
    with pytest.raises(IntegrityError, match="P5: money is given back out of a hold that a standi"):
        whole(undo, lambda: forged(decision, team, proposal))


def test_p2_ann_is_told_why_with_it(decision, team):
    proposal = giving.proposed(decision, team["Rita"])
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
    giving.agreed(giving.proposed(decision, team["Rita"]), team["Fin"])
    refused("P8|append", "UPDATE cases_restitution SET at = now()")
    refused("P8|append", "DELETE FROM cases_restitution")


def test_p9_a_reversal_makes_good_what_went_to_the_client(decision, team):
    giving.agreed(giving.proposed(decision, team["Rita"]), team["Fin"])
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
        amounts={giving.POT: Money(1_000, "EUR")},
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
    decision = giving.held(team, family="violation", sum_=1_000)
    names = [one.column for one in Hold._meta.concrete_fields]
    new = {"id": "gen_random_uuid()", "family": "'fraud'", "ground": "'fraud'"}
    with pytest.raises(IntegrityError, match="P5: a hold is ordered by a decision"):
        attack(
            f"INSERT INTO funds_hold ({', '.join(names)}) SELECT "
            f"{', '.join(new.get(one, one) for one in names)} FROM funds_hold WHERE id = %s; "
            "SET CONSTRAINTS hold_is_ordered IMMEDIATE",
            decision.hold_id,
        )
