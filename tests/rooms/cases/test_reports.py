"""Ben tells us of Ann: that is confirmed at once, finds nothing alone, and he hears how it ends."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts.queries import account as known
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Report, ReportOutcome
from goodstanding.cases.queries import reports
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices import operations as deliveries
from goodstanding.notices.models import Notice, ReporterLetter
from goodstanding.policies import queries as policies
from goodstanding.reports.statements import record
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OUTSIDE = cases.Reporter(name="Olga Out", email="olga@example.net")


@pytest.fixture
def team():
    people.rulebook()
    people.member("ann")
    people.member("ben", role="client")
    return people.team()


def told(by=None, at=NOW, **other):
    said = {
        "place": "contract ann-c1",
        "text": "She was paid, and nothing came.",
        "good_faith": True,
        "door": Way.PORTAL,
    }
    return cases.report(
        about=known("ann"),
        policy=policies.in_force("poor-performance", at=at),
        said=cases.Said(**(said | other)),
        reporter=by or cases.Reporter(account=known("ben")),
        at=at,
    )


def closed(case, at=NOW + DAY, measure=MeasureKind.NO_ACTION):
    return cases.decide(
        case=case, wish=Wish(measure, "Nothing is found."), by=case.assignment.staff, at=at
    )


def test_a_report_opens_a_case_in_which_nothing_is_found(team):
    report = told()
    assert report.case.account.name == "ann"
    assert report.opened_case
    assert report.case.opened_by == "a report"
    assert not report.case.taken.exists()


def test_who_reported_has_word_at_once_in_the_same_transaction(team):
    report = told()
    letter = ReporterLetter.objects.get()
    assert letter == report.receipt
    assert letter.created_at == report.at == NOW
    assert letter.address == "ben@example.org"
    assert "She was paid, and nothing came." in letter.text


def test_the_same_report_sent_again_is_kept_once_and_another_joins_the_case(team):
    first = told()
    assert told(at=NOW + DAY) == first
    other = told(by=OUTSIDE)
    assert other.case == first.case
    assert not other.opened_case
    assert Report.objects.count() == 2


def test_a_report_alone_lets_nobody_be_restricted(team):
    case = told().case
    with pytest.raises(UnlawfulError, match="No detector finds anything"):
        closed(case, measure=MeasureKind.WARNING)


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"text": " "}, "text: got nothing"),
        ({"place": ""}, "place: got nothing"),
        ({"good_faith": False}, "good_faith: got no"),
        ({"by": cases.Reporter(email="olga")}, "email: got 'olga'"),
    ],
)
def test_a_report_says_why_where_and_that_it_is_meant(team, other, named):
    with pytest.raises(UnlawfulError, match=named):
        told(**other)
    assert not Report.objects.exists()


def test_nobody_reports_themselves(team):
    with pytest.raises(UnlawfulError, match="about: got your own account"):
        told(by=cases.Reporter(account=known("ann")))


def test_who_reported_is_told_with_the_decision_and_how_to_appeal(team, mailoutbox):
    report = told(by=OUTSIDE)
    decision = closed(report.case)
    outcome = ReportOutcome.objects.get()
    assert outcome.decision == decision
    assert outcome.at == decision.at
    assert "led to no action" in outcome.letter.text
    assert "You can appeal, free" in outcome.redress
    assert "2 December 2026" in outcome.redress
    deliveries.send_to_reporters_due(at=NOW + DAY)
    deliveries.send_to_reporters_due(at=NOW + DAY)
    assert [(*one.to, one.subject) for one in mailoutbox] == [
        ("olga@example.net", f"[{report.reference}] {said}")
        for said in ("We have your report", "How your report ended")
    ]


def test_without_an_address_it_is_told_on_the_page_alone(team, mailoutbox):
    report = told(by=cases.Reporter())
    closed(report.case)
    deliveries.send_to_reporters_due(at=NOW + DAY)
    assert mailoutbox == []
    assert reports.letters(report).count() == 2


def test_the_member_is_told_nothing_of_who_reported(team):
    report = told(by=OUTSIDE)
    closed(report.case)
    for notice in Notice.objects.all():
        assert "Olga" not in notice.text
        assert "nothing came" not in notice.text
        assert report.reference not in notice.text


def test_a_rule_does_not_end_a_case_that_somebody_reported(team):
    told()
    people.tell(*people.contracts("ann", bad=6))
    people.work_goes_on()
    case = Report.objects.get().case
    assert case.taken.exists()
    assert queries.decision(case) is None


@pytest.mark.parametrize(
    ("first", "says"),
    [("report", "A report by somebody else"), ("finding", "Somebody reported it, too.")],
)
def test_a_statement_says_that_somebody_reported_and_not_who(team, first, says):
    if first == "report":
        told(by=OUTSIDE)
    people.tell(*people.contracts("ann", bad=11))
    people.work_goes_on()
    case = told(by=OUTSIDE).case
    decision = closed(case, measure=MeasureKind.WARNING)
    assert says in decision.statement.source
    assert "Olga" not in decision.notice.text
    assert record.decided(decision).reported == (first == "report")


def test_only_the_case_manager_reads_who_reported_and_that_is_kept(team):
    report = told()
    manager = report.case.assignment.staff
    other = next(one for one in team.values() if one != manager)
    with pytest.raises(UnlawfulError, match="Only the case manager"):
        cases.read_reporter(report=report, by=other, at=NOW)
    assert cases.read_reporter(report=report, by=manager, at=NOW).staff == manager


def refused(message, statement, *values):
    with pytest.raises(DatabaseError, match=message):
        by_hand(statement, values)


@transaction.atomic
def by_hand(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_by_raw_sql_nobody_is_left_untold_and_nothing_is_changed(team):
    report = told()
    closed(report.case)
    refused("P8", "UPDATE cases_report SET text = 'x'")
    refused("P8", "DELETE FROM cases_reportoutcome")
    copied = "(id, reference, token, case_id, opened_case, reporter_id, name, email, place, text, "
    copied += "good_faith, door, at, receipt_id)"
    refused(
        "nobody reports their own account",
        f"INSERT INTO cases_report {copied} SELECT gen_random_uuid(), 'x', 'x', case_id, false, "
        "(SELECT account_id FROM cases_case), '', '', place, text, true, door, at, receipt_id "
        "FROM cases_report",
    )


CLOSE = """
INSERT INTO cases_decision
    (id, case_id, policy_id, measure, decided_by_id, rule, reasons, not_more, emergency,
     conduct_from, at, effect_at)
SELECT gen_random_uuid(), c.id, c.policy_id, 'no_action', a.staff_id, '', 'x', '', '', %s, %s, %s
FROM cases_case c JOIN cases_assignment a ON a.case_id = c.id WHERE c.id = %s"""


def test_by_raw_sql_no_reported_case_is_closed_without_telling_who_reported(team):
    case, at = told().case, NOW + DAY
    refused("report: whoever reported is told with the decision", CLOSE, NOW, at, at, case.pk)
    before = NOW - DAY  # as if it had been closed before he reported
    refused("P8: the decision is dated back", CLOSE, before, before, before, case.pk)


def test_by_raw_sql_only_a_case_closed_without_action_is_reopened(team):
    people.tell(*people.contracts("ann", bad=11))
    (case,) = people.work_goes_on()
    warned = closed(case, measure=MeasureKind.WARNING)
    reopen = "INSERT INTO cases_reopening (decision_id, cause, by_id, at) VALUES (%s, 'x', %s, %s)"
    sue = next(one for one in team.values() if one.name == "Sue")
    refused("P8: only a case closed without action", reopen, warned.pk, sue.pk, NOW + 2 * DAY)
    with pytest.raises(UnlawfulError, match="Something was done"):
        cases.reopen(decision=warned, cause="x", by=sue, at=NOW + 2 * DAY)


def test_by_raw_sql_who_closed_a_case_does_not_reopen_it(team):
    decision = closed(told().case)
    reopen = "INSERT INTO cases_reopening (decision_id, cause, by_id, at) VALUES (%s, 'x', %s, %s)"
    by = decision.decided_by_id
    refused("P7: a case is reopened afterwards", reopen, decision.pk, by, NOW + 2 * DAY)
