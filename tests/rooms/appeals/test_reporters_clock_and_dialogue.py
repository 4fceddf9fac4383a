"""The clock and the dialogue of an appeal by who reported: Ben, and who looks again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts.queries import account as known
from goodstanding.appeals import operations as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.appeal import Outcome
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind, StaffRole, UnlawfulError
from goodstanding.policies import queries as policies
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLOSED, FILED = NOW + DAY, NOW + 2 * DAY


@pytest.fixture
def team():
    people.rulebook()
    staff = people.team()
    people.not_delivering("ann")
    people.member("ben", role="client")
    people.work_goes_on()
    return staff


@pytest.fixture
def report(team):
    """Ben's report joined a case, and it was closed without action."""
    made = cases.report(
        about=known("ann"),
        policy=policies.in_force("poor-performance", at=NOW),
        said=cases.Said("contract ann-c1", "Paid, and nothing came.", True, Way.PORTAL),
        reporter=cases.Reporter(account=known("ben")),
        at=NOW,
    )
    wish = Wish(MeasureKind.NO_ACTION, "It seems to be the clients.")
    cases.decide(case=made.case, wish=wish, by=made.case.assignment.staff, at=CLOSED)
    return made


def refused(promise, statement, *values):
    by_hand = connection.cursor()
    with pytest.raises(DatabaseError, match=promise), transaction.atomic(), by_hand as cursor:
        cursor.execute(statement, values)


def letters(staff):
    return [one.subject.split("] ")[1] for one in staff.letters.order_by("pk")]


def test_who_has_it_is_told_and_warned_and_once_it_is_late_another_reviewer_has_it(report, team):
    """Ben's appeal waits; nobody answers. Nothing ends by itself, and it is still answered."""
    hired = {"email": "sol@example.org", "roles": [StaffRole.REVIEWER], "at": people.ADOPTED}
    people.accounts.employ(name="Sol", **hired)
    filed = appeals.file_for_reporter(report=report, text="Look.", door="portal", at=FILED)
    first = filed.taken.reviewer
    assert letters(first) == ["An appeal is yours"]
    assert appeals.mind_reporters(at=FILED + DAY) == []
    for _ in range(2):
        assert appeals.mind_reporters(at=filed.reply_due_at - timedelta(hours=1)) == []
    assert letters(first) == ["An appeal is yours", "Soon due: an appeal"]
    assert appeals.mind_reporters(at=filed.reply_due_at) == [filed]
    assert appeals.mind_reporters(at=filed.reply_due_at + DAY) == []
    other = reporters.appeal(filed.id).overdue.to
    assert other != first
    assert letters(other) == ["Left undone: an appeal"]
    appeals.answer_reporter(
        appeal=filed,
        outcome=Outcome.CONFIRMED,
        reasons="The clients cancelled.",
        by=other,
        at=filed.reply_due_at + 2 * DAY,
    )


@pytest.fixture
def filed(report):
    return appeals.file_for_reporter(report=report, text="Look.", door="portal", at=FILED)


def test_the_reviewer_asks_and_who_reported_answers_until_it_is_answered(filed):
    reviewer, at = filed.taken.reviewer, FILED + DAY
    asked = appeals.ask_reporter(appeal=filed, text="Which contract?", by=reviewer, at=at)
    assert "> Which contract?" in asked.letter.text
    assert f"{reviewer}, who had no part" in asked.letter.text
    added = appeals.add_for_reporter(appeal=filed, text="The first.", door="portal", at=at)
    assert "> The first." in added.letter.text
    assert letters(reviewer)[-1].startswith("Something was added")
    assert [one.text for one in reporters.dialogue(filed)] == ["Which contract?", "The first."]
    words = {"outcome": Outcome.CONFIRMED, "reasons": "They cancelled.", "by": reviewer}
    appeals.answer_reporter(appeal=filed, at=at + DAY, **words)
    with pytest.raises(UnlawfulError, match="has been answered, so nothing can be added"):
        appeals.add_for_reporter(appeal=filed, text="But!", door="portal", at=at + 2 * DAY)
    again = "INSERT INTO appeals_reporterremark (appeal_id, text, door, at, letter_id) VALUES "
    again += "(%s, 'x', 'portal', %s, %s)"
    refused("P7: the reporter's appeal is answered", again, filed.pk, at, filed.receipt_id)


def test_nobody_with_a_hand_in_the_case_asks_who_reported(filed, team):
    manager = filed.decision.case.assignment.staff
    with pytest.raises(UnlawfulError, match="another reviewer must look again"):
        appeals.ask_reporter(appeal=filed, text="Why?", by=manager, at=FILED + DAY)
    ask = "INSERT INTO appeals_reporterremark (appeal_id, text, reviewer_id, door, at, letter_id) "
    ask += "VALUES (%s, 'x', %s, 'console', %s, %s)"
    told = (filed.pk, manager.pk, FILED + DAY, filed.receipt_id)
    refused("P7: only a reviewer who had no hand in the case", ask, *told)
    appeals.ask_reporter(appeal=filed, text="Why?", by=filed.taken.reviewer, at=FILED + DAY)
    refused("P8", "UPDATE appeals_reporterremark SET text = 'y'")
