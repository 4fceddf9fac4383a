"""S26: someone with raw access to the database tries; each try is refused, naming the promise."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests import people
from tests.people import NOW

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind, Money

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LATER = NOW + 10 * DAY


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def decision(staff):
    """Ann was warned; 150.00 EUR of one contract is held; she has appealed."""
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    wish = Wish(
        MeasureKind.WARNING, "Eleven clients got nothing.", hold={"ann-c0": Money(15_000, "EUR")}
    )
    made = cases.decide(case=case, wish=wish, by=case.assignment.staff, at=NOW)
    appeals.file(decision=made, text="I was ill.", by="ann", at=NOW + DAY)
    return made


def attack(sql, **values):
    """Run raw SQL to its end, as a commit would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(promise, sql, **values):
    with pytest.raises(DatabaseError, match=promise):
        attack(sql, **values)


OUTCOME = (
    "INSERT INTO appeals_appealoutcome "
    "(appeal_id, outcome, reasons, decided_by_id, at, notice_id) "
    "VALUES (%(appeal)s, %(outcome)s, %(reasons)s, %(staff)s, %(at)s, %(notice)s)"
)


def outcome(decision, staff, **changed):
    values = {
        "appeal": decision.appeal.id,
        "outcome": "confirmed",
        "reasons": "It stays.",
        "staff": staff.id,
        "at": LATER,
        "notice": decision.appeal.receipt.id,
    }
    return values | changed


def test_an_appeal_is_not_closed_without_an_outcome(decision, staff):
    refused("P7", OUTCOME, **outcome(decision, staff["Sue"], outcome="closed"))
    refused("P7", OUTCOME, **outcome(decision, staff["Sue"], reasons="  "))
    refused("P8", "UPDATE appeals_appeal SET text = 'I give up'")
    refused("P8", "DELETE FROM appeals_appeal")


def test_nobody_decides_their_own_appeal(decision, staff):
    refused("P7", OUTCOME, **outcome(decision, decision.decided_by))
    refused("P7", OUTCOME, **outcome(decision, staff["Rita"]))


def test_an_appeal_is_not_upheld_without_reversing_the_decision(decision, staff):
    refused("P7", OUTCOME, **outcome(decision, staff["Sue"], outcome="reversed"))


MORE = (
    "WITH pot AS (INSERT INTO funds_ledgeraccount (owner_id, contract, currency, purpose, balance) "
    "VALUES (%(owner)s, 'ann-c1', 'EUR', 'held', 0) RETURNING id), "
    "entry AS (INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) "
    "SELECT p.id, pot.id, 100, 'x', 'x', 'x', %(at)s FROM pot, funds_ledgeraccount p "
    "WHERE p.owner_id = %(owner)s AND p.contract = 'ann-c1' AND p.purpose = 'payable' RETURNING id)"
    "INSERT INTO funds_holdpart (hold_id, contract, amount, currency, entry_id) "
    "SELECT %(hold)s, 'ann-c1', 100, 'EUR', entry.id FROM entry"
)


def test_no_more_is_held_than_is_contested(decision):
    refused("P[56]", MORE, owner=decision.case.account_id, hold=decision.hold_id, at=LATER)
    refused("P8", "UPDATE funds_hold SET ends_at = ends_at + interval '90 days'")
    refused("P8", "UPDATE funds_holdpart SET amount = amount + 1")


def test_a_decision_is_not_changed_or_taken_back_quietly(decision):
    refused("P8", "UPDATE cases_decision SET measure = 'no_action'")
    refused("P8", "UPDATE cases_decision SET reasons = 'because'")
    refused("P8", "DELETE FROM cases_decision")
    refused("P8", "DELETE FROM cases_strike")
    refused("P8", "UPDATE notices_notice SET text = 'nothing happened'")
    refused("P8", "UPDATE notices_statement SET facts = 'other facts'")


MEASURE = (
    "INSERT INTO cases_measure (id, decision_id, account_id, kind, capabilities, contract, "
    "subject, starts_at, ends_at) VALUES (%(id)s, %(decision)s, %(account)s, %(kind)s, "
    "%(capabilities)s, '', '', %(starts)s, %(ends)s)"
)


def measure(made, **changed):
    values = {
        "id": uuid4(),
        "decision": made.id,
        "account": made.case.account_id,
        "kind": "restriction",
        "capabilities": '["work"]',
        "starts": LATER,
        "ends": LATER + DAY,
    }
    return values | changed


def test_no_measure_is_put_on_anyone_without_a_decision_that_orders_it(decision):
    refused("P1", MEASURE, **measure(decision))
    refused("P1|null|foreign", MEASURE, **measure(decision, decision=uuid4()))
    refused("P1|P4", MEASURE, **measure(decision, ends=None))


DECISION = (
    "INSERT INTO cases_decision (id, case_id, policy_id, measure, decided_by_id, rule, reasons, "
    "not_more, emergency, conduct_from, at, effect_at, ends_at, notice_id, statement_id, hold_id) "
    "SELECT %(id)s, case_id, policy_id, %(measure)s, %(staff)s, %(rule)s, 'reasons', '', '', "
    "%(conduct)s, at, at, %(ends)s, %(notice)s, %(statement)s, NULL FROM cases_decision LIMIT 1"
)


def another(decision, **changed):
    values = {
        "id": uuid4(),
        "measure": "warning",
        "staff": decision.decided_by_id,
        "rule": "",
        "conduct": decision.conduct_from,
        "ends": None,
        "notice": None,
        "statement": None,
    }
    return values | changed


def test_no_decision_is_made_without_its_statement_of_reasons(decision):
    refused("P2|P8", DECISION, **another(decision))
    interim = another(decision, measure="interim_restriction", ends=LATER)
    refused("P2", DECISION, **interim)


def test_a_case_is_decided_once(decision):
    refused("P8", DECISION, **another(decision, measure="no_action"))


def fresh_case(name="abe"):
    people.not_delivering(name)
    return next(one for one in people.work_goes_on() if one.account.name == name)


def test_automation_does_not_restrict_anyone(decision):
    case = fresh_case()
    notice = decision.notice_id
    with pytest.raises(DatabaseError, match=r"P3|P2"):
        attack(
            DECISION.replace("SELECT %(id)s, case_id", "SELECT %(id)s, %(case)s"),
            case=case.id,
            **another(
                decision,
                measure="restriction",
                staff=None,
                rule="outcomes",
                notice=notice,
                statement=decision.statement_id,
                ends=LATER,
            ),
        )


def test_conduct_before_the_policy_bound_is_not_held_against_anyone(decision):
    case = fresh_case()
    with pytest.raises(DatabaseError, match=r"P1|P2"):
        attack(
            DECISION.replace("SELECT %(id)s, case_id", "SELECT %(id)s, %(case)s"),
            case=case.id,
            **another(
                decision,
                conduct=decision.policy.in_force_from - DAY,
                notice=decision.notice_id,
                statement=decision.statement_id,
            ),
        )


def test_evidence_and_events_are_not_changed(decision):
    refused("P8", "UPDATE findings_finding SET sentence = 'worse'")
    refused("P8", "UPDATE events_event SET body = '{}'")
    refused("P8|seal", "DELETE FROM events_event")
    refused("P8", "UPDATE policies_policyversion SET text = 'other'")


def test_money_is_neither_made_nor_lost(decision):
    refused("P6", "UPDATE funds_ledgeraccount SET balance = balance + 1")
    refused("P6|P8", "DELETE FROM funds_entry")
    refused("P6|P8", "UPDATE funds_entry SET amount = 1")
