"""A report, its outcome and its reporter's appeal are told in the log without a breach."""

from datetime import timedelta

import pytest

from goodstanding.accounts.queries import account as known
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.appeal import Outcome
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.policies import queries as policies
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OLGA = cases.Reporter(name="Olga Out", email="olga@example.net")


@pytest.fixture
def report():
    people.rulebook()
    people.team()
    people.member("ann")
    policy = policies.in_force("poor-performance", at=NOW)
    said = cases.Said("contract ann-c1", "Paid, and nothing came.", True, Way.PUBLIC)
    made = cases.report(about=known("ann"), policy=policy, said=said, reporter=OLGA, at=NOW)
    notices.send_to_reporters_due(at=NOW)
    return made


def close(case, at):
    wish = Wish(MeasureKind.NO_ACTION, "Nothing is found.")
    made = cases.decide(case=case, wish=wish, by=case.assignment.staff, at=at)
    delivered(at)
    return made


def delivered(at):
    notices.deliver_due(at=at)
    notices.send_to_reporters_due(at=at)


@pytest.mark.parametrize("outcome", [Outcome.CONFIRMED, Outcome.REVERSED])
def test_all_of_it_is_told_and_nothing_of_it_is_a_breach(report, outcome):
    close(report.case, NOW + DAY)
    at = NOW + 2 * DAY
    appeal = appeals.file_for_reporter(report=report, text="Look.", door="public", at=at)
    delivered(at)
    by, at = appeal.taken.reviewer, NOW + 3 * DAY
    appeals.answer_reporter(appeal=appeal, outcome=outcome, reasons="I looked.", by=by, at=at)
    delivered(at)
    if outcome == Outcome.REVERSED:
        close(report.case, NOW + 4 * DAY)
    events = list(log.events(at=NOW + 60 * DAY))
    kinds = [one["type"] for one in events]
    for kind in ("notice.received", "notice.ack", "notice.decided", "reporter_outcome.sent"):
        assert kind in kinds
    found = audit_log.breaches(events, profiles=("EU-DSA",), at=NOW + 60 * DAY)
    assert [(one.source, one.what_was_due, one.what_happened) for one in found] == []
    assert "olga" not in str(events).lower()


def test_a_receipt_that_never_left_is_a_breach(report):
    lines = [one for one in log.events(at=NOW + 3 * DAY) if one["type"] != "notice.ack"]
    found = audit_log.breaches(lines, profiles=("EU-DSA",), at=NOW + 3 * DAY)
    assert "DSA-16.4" in str(list(found))
