"""A rule whose decisions are reversed too often no longer decides without a person (P12)."""

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.appeals import operations as appeals
from goodstanding.cases import queries
from goodstanding.cases.models import Decision
from goodstanding.law.automation import may_act_alone
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
PAID = [
    "You pay a registration fee of 35 dollars. Message us on Telegram.",
    "The training fee is refunded. Text me on WhatsApp to apply.",
    "Send a refundable deposit and contact our manager on Telegram.",
]


def posting(name):
    """Someone posts three jobs that ask for a fee; automation looks."""
    people.member(name, role="client")
    people.tell(*(people.posted(name, n, words) for n, words in enumerate(PAID)))
    (case,) = [one for one in people.work_goes_on() if one.account.name == name]
    return case


@pytest.fixture
def alone():
    """The rule holds Ben's posts back without a person."""
    people.rulebook()
    people.team()
    decision = posting("ben").decisions.filter(decided_by=None).first()
    assert decision.measure == "interim_restriction"
    deliveries.deliver_due(at=NOW)
    return decision


@pytest.fixture
def overturned(alone):
    """Another person finds that the rule was wrong about Ben."""
    appeal = appeals.file(decision=alone, text="The fee is the notary's.", by="ben", at=NOW)
    reviewer = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="The notary asks for it.", by=reviewer, at=NOW)
    return alone


def again(decision):
    """The same decision once more, past our code."""
    unique = {"id", "notice_id", "statement_id"}
    names = ", ".join(f.column for f in Decision._meta.concrete_fields if f.column not in unique)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_decision (id, {names}) "
            f"SELECT gen_random_uuid(), {names} FROM cases_decision WHERE id = %s",
            [decision.pk],
        )


def test_a_rule_that_was_wrong_leaves_the_next_member_to_a_person(overturned):
    made, reversed_ = queries.overturned(overturned.rule)
    assert reversed_ == 1
    assert not may_act_alone(reversed_, made)
    case = posting("bea")
    assert not case.decisions.exists()
    assert case.assignment.staff


def test_the_database_refuses_a_rule_that_was_wrong(overturned):
    with pytest.raises(DatabaseError, match="P12: job_posts was overturned too often"):
        again(overturned)


def test_the_database_lets_a_rule_act_that_was_never_reversed(alone):
    with pytest.raises(DatabaseError) as refused:
        again(alone)
    assert "P12" not in str(refused.value)


def test_law_and_database_judge_a_rule_alike(overturned):
    made, reversed_ = queries.overturned(overturned.rule)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rule_may_act_alone(%s)", [overturned.rule])
        assert cursor.fetchone()[0] is may_act_alone(reversed_, made)
