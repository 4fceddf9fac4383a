"""Ben reported Ann, nothing was done, and he asks another person to look again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts.queries import account as known
from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.appeals.models import ReporterAppealOutcome
from goodstanding.appeals.queries import reporters
from goodstanding.cases import operations as cases
from goodstanding.cases import queries as known_cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Decision, Reopening
from goodstanding.cases.operations import Mail
from goodstanding.law.appeal import Inadmissible, Outcome
from goodstanding.law.procedure import State
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices.models import Notice
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
    """Ben's report joined the case that a finding had opened, and it was closed without action."""
    made = cases.report(
        about=known("ann"),
        policy=policies.in_force("poor-performance", at=NOW),
        said=cases.Said("contract ann-c1", "Paid, and nothing came.", True, Way.PORTAL),
        reporter=cases.Reporter(account=known("ben")),
        at=NOW,
    )
    close(made.case, CLOSED)
    return made


def close(case, at):
    wish = Wish(MeasureKind.NO_ACTION, "It seems to be the clients.")
    return cases.decide(case=case, wish=wish, by=case.assignment.staff, at=at)


@pytest.fixture
def appeal(report):
    return appeals.file_for_reporter(report=report, text="Look again.", door="portal", at=FILED)


def answer(appeal, outcome=Outcome.REVERSED, by=None, at=FILED + DAY, **other):
    by = by or appeal.taken.reviewer
    reasons = "Eleven clients say the same."
    return appeals.answer_reporter(
        appeal=appeal, outcome=outcome, reasons=reasons, by=by, at=at, **other
    )


def test_it_is_confirmed_at_once_and_given_to_somebody_with_fresh_eyes(appeal):
    reviewer = appeal.taken.reviewer.name
    assert reviewer not in queries.hands(appeal.decision)
    assert appeal.receipt.created_at == appeal.filed_at
    assert appeal.reply_due_at == FILED + 14 * DAY
    assert reviewer in appeal.receipt.text


def test_the_member_is_told_nothing_of_it(appeal):
    before = Notice.objects.count()
    answer(appeal, Outcome.CONFIRMED)
    assert Notice.objects.count() == before
    assert not queries.of(known("ann")).exists()


def test_confirmed_the_case_stays_closed(appeal):
    ended = answer(appeal, Outcome.CONFIRMED)
    assert "stays closed" in ended.letter.text
    assert "you can turn to" in ended.redress
    assert known_cases.decision(appeal.decision.case) == appeal.decision


def test_reversed_the_case_goes_on_and_she_is_heard_before_anything_is_taken(appeal):
    answer(appeal)
    case = appeal.decision.case
    at = FILED + 2 * DAY
    assert known_cases.state(case, at=at) == State.OPEN
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    manager = case.assignment.staff
    with pytest.raises(UnlawfulError):
        cases.decide(case=case, wish=wish, by=manager, at=at)
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=at)
    made = cases.decide(case=case, wish=wish, by=manager, at=at + 8 * DAY)
    told = made.report_outcomes.get()
    assert "We acted" in told.letter.text
    assert "restrict" not in told.letter.text
    with pytest.raises(UnlawfulError, match="Something was done"):
        appeals.file_for_reporter(report=told.report, text="More.", door="portal", at=at + 9 * DAY)


def test_who_was_heard_before_it_was_closed_is_heard_anew(team):
    case = known_cases.of(known("ann")).get()
    manager = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=NOW)
    said = cases.Said("contract ann-c1", "Paid, and nothing came.", True, Way.PORTAL)
    made = cases.report(
        about=known("ann"),
        policy=case.policy,
        said=said,
        reporter=cases.Reporter(account=known("ben")),
        at=NOW,
    )
    close(case, NOW + 8 * DAY)
    at = NOW + 9 * DAY
    appeal = appeals.file_for_reporter(report=made, text="Look again.", door="portal", at=at)
    answer(appeal, at=at)
    assert known_cases.state(case, at=at) == State.OPEN
    assert known_cases.undecided().get() == case
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    with pytest.raises(UnlawfulError):
        cases.decide(case=case, wish=wish, by=manager, at=at + DAY)
    with pytest.raises(DatabaseError, match="P3: in a reopened case the member is heard anew"):
        unheard(case, manager)


@transaction.atomic
def unheard(case, by):
    """Who has the database restricts her as if the first hearing were enough."""
    at, finding = NOW + 10 * DAY, case.taken.first().finding
    Decision.objects.create(
        case=case,
        policy=finding.policy,
        measure="restriction",
        decided_by=by,
        reasons="x",
        conduct_from=finding.conduct_from,
        at=at,
        effect_at=at,
        ends_at=at + DAY,
    )


def test_who_answered_him_does_not_answer_her(appeal):
    reviewer = answer(appeal).decided_by.name
    case = appeal.decision.case
    assert reviewer in queries.hands(close(case, FILED + 2 * DAY))


def test_closed_again_he_can_appeal_again_to_yet_another(appeal):
    first = answer(appeal).decided_by
    close(appeal.decision.case, FILED + 2 * DAY)
    again = appeals.file_for_reporter(
        report=appeal.report, text="Again.", door="portal", at=FILED + 3 * DAY
    )
    with pytest.raises(UnlawfulError, match=f"{first} had a hand"):
        answer(again, by=first, at=FILED + 4 * DAY)


def test_who_closed_the_case_does_not_answer(appeal):
    manager = appeal.decision.decided_by
    with pytest.raises(UnlawfulError, match="had a hand in this case"):
        answer(appeal, by=manager)
    with pytest.raises(DatabaseError, match="P7: whoever had a hand in a case does not answer"):
        by_force(appeal, "confirmed", manager)


@transaction.atomic
def by_force(appeal, outcome, by):
    """Somebody with a database shell answers."""
    ReporterAppealOutcome.objects.create(
        appeal=appeal,
        outcome=outcome,
        reasons="x",
        redress="x",
        decided_by=by,
        at=FILED + DAY,
        letter=appeal.receipt,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_by_raw_sql_it_is_not_right_without_the_case_going_on(appeal, team):
    with pytest.raises(DatabaseError, match="P7: the reporter's appeal is right but the case"):
        by_force(appeal, "reversed", team["Sue"])


def test_by_raw_sql_only_a_qualified_reviewer_answers(appeal):
    people.fin()
    fin = people.accounts.employ(name="Fin", email="fin@example.org", roles=[], at=NOW)
    with pytest.raises(DatabaseError, match="P7: a reporter's appeal is decided by a qualified"):
        by_force(appeal, "confirmed", fin)


def test_by_raw_sql_no_case_is_reopened_unasked(report, team):
    decision = known_cases.decision(report.case)
    with pytest.raises(DatabaseError, match="P8: a case is reopened only where"):
        reopened(decision, team["Sue"])


@transaction.atomic
def reopened(decision, by):
    Reopening.objects.create(decision=decision, cause="x", by=by, at=FILED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


COPY = """
INSERT INTO appeals_reporterappeal
    (id, report_id, decision_id, text, door, filed_at, reply_due_at, receipt_id)
SELECT gen_random_uuid(), %s, %s, 'x', 'api', %s, %s, %s"""


@transaction.atomic
def filed_by_hand(report, decision):
    with connection.cursor() as cursor:
        due = FILED + 14 * DAY
        cursor.execute(COPY, [report.pk, decision.pk, FILED, due, report.receipt_id])


def test_by_raw_sql_nobody_else_appeals_as_a_reporter(report, team):
    people.not_delivering("abe")
    people.work_goes_on(at=NOW + DAY)
    other = close(known_cases.of(known("abe")).get(), FILED)
    with pytest.raises(DatabaseError, match="P7: nobody appeals as a reporter but who was told"):
        filed_by_hand(report, other)


def test_by_raw_sql_what_was_decided_against_a_member_is_theirs_to_appeal(report, team):
    people.not_delivering("abe")
    (case,) = people.work_goes_on(at=NOW + DAY)
    wish = Wish(MeasureKind.WARNING, "Eleven clients got nothing.")
    warned = cases.decide(case=case, wish=wish, by=case.assignment.staff, at=FILED)
    with pytest.raises(DatabaseError, match="P7: who reported appeals only where a case was"):
        filed_by_hand(report, warned)


def test_he_appeals_once_and_says_why(report, appeal):
    with pytest.raises(UnlawfulError, match="You have already appealed"):
        appeals.file_for_reporter(report=report, text="More.", door="portal", at=FILED)
    with pytest.raises(UnlawfulError, match="text: got nothing"):
        appeals.file_for_reporter(report=report, text=" ", door="portal", at=FILED)


def test_a_late_appeal_is_taken_and_a_person_says_that_it_is_late(report):
    late = CLOSED + 200 * DAY
    appeal = appeals.file_for_reporter(report=report, text="Look.", door="portal", at=late)
    assert "Yours came later" in appeal.receipt.text
    code = Inadmissible.OUT_OF_TIME
    ended = answer(appeal, Outcome.INADMISSIBLE, at=late + DAY, code=code)
    assert "after the last day" in ended.letter.text


def test_one_in_time_is_looked_into(appeal):
    with pytest.raises(UnlawfulError, match="It came in time"):
        answer(appeal, Outcome.INADMISSIBLE, code=Inadmissible.OUT_OF_TIME)
    with pytest.raises(UnlawfulError, match="The person it concerns filed it themself"):
        answer(appeal, Outcome.INADMISSIBLE, code=Inadmissible.NOT_CONCERNED)
    with pytest.raises(UnlawfulError, match="outcome: got modified"):
        answer(appeal, Outcome.MODIFIED)


def reported_by(name, case):
    return cases.report(
        about=case.account,
        policy=case.policy,
        said=cases.Said("contract ann-c1", f"{name} saw it.", True, Way.PUBLIC),
        reporter=cases.Reporter(name=name),
        at=NOW,
    )


def test_two_who_reported_are_each_answered_by_another(team):
    case = known_cases.of(known("ann")).get()
    reported = [reported_by(name, case) for name in ("Olga", "Otto")]
    close(case, CLOSED)
    first, second = (
        appeals.file_for_reporter(report=one, text="Look.", door="public", at=FILED)
        for one in reported
    )
    answer(first, Outcome.CONFIRMED, by=team["Sue"])
    with pytest.raises(UnlawfulError, match="Sue had a hand in this case"):
        answer(second, Outcome.CONFIRMED, by=team["Sue"])
    with pytest.raises(DatabaseError, match="P7: whoever had a hand in a case does not answer"):
        by_force(second, "confirmed", team["Sue"])


def mail(text, n, sender="ben@example.org"):
    return Mail(message_id=f"<{n}@x>", sender=sender, subject="Re", text=text)


def test_an_answer_to_the_mail_is_an_appeal_and_the_next_is_added_to_it(report):
    for n, text in enumerate(("Look again.", "And this.")):
        appeals.receive_from_reporter(token=report.token, mail=mail(text, n), at=FILED)
    appeal = reporters.of(report).get()
    assert (appeal.text, appeal.door) == ("Look again.", "mail")
    added = report.mails.get(text="And this.")
    assert "what you added" in added.receipt.text


def test_a_strangers_mail_is_kept_and_changes_nothing(report):
    appeals.receive_from_reporter(
        token=report.token, mail=mail("Look.", 1, "ann@example.org"), at=FILED
    )
    assert not reporters.of(report).exists()
    assert report.mails.get().receipt is None
