"""A rule whose decisions are reversed too often no longer decides without a person (P12)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.models import Decision, RuleLoss
from goodstanding.law.automation import chance_of_so_few, may_act_alone, overturn_bound
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.notices.models import StaffLetter
from goodstanding.reports import log
from goodstanding.webhooks.models import Message
from tests import people, scams
from tests.people import ADOPTED, NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def alone():
    """The rule holds Ben's posts back without a person."""
    people.rulebook()
    people.team()
    return scams.held_back()


@pytest.fixture
def overturned(alone):
    """Another person finds that the rule was wrong about Ben."""
    return scams.overturn(alone)


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
    case = scams.posts("bea")
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
        cursor.execute(
            "SELECT rule_is_within(%s, %s, %s)",
            [overturned.rule, overturned.policy_id, NOW],
        )
        assert cursor.fetchone()[0] is may_act_alone(reversed_, made)


def sql(statement, *values):
    """Someone writes straight into the database; what is checked last is checked now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


RETURN = """INSERT INTO cases_rulereturn (loss_id, change, reasons, by_id, at)
VALUES (%s, 'two phrases dropped', 'They fit notaries.', %s, %s)"""


def test_the_loss_says_its_figures_and_the_team_and_the_marketplace_are_told(overturned):
    loss = queries.lost("job_posts")
    assert (loss.made, loss.overturned, loss.limit) == (3, 1, 0.1)
    assert loss.bound == overturn_bound(1, 3)
    message = Message.objects.get(kind="rule.lost")
    assert message.body["rule"] == "job_posts"
    letters = StaffLetter.objects.filter(subject__startswith="job_posts decides nothing")
    assert {one.staff.name for one in letters} == {"Rita", "Sam"}
    assert "of 3 decisions that rest on it, 1 was reversed" in letters[0].text


def test_a_policy_owner_gives_a_changed_rule_back_and_it_acts_alone_again(overturned):
    pia = scams.pia()
    back = cases.give_back(
        rule="job_posts", change="version 2: no notaries", reasons="Tried.", by=pia, at=NOW
    )
    assert back.loss == RuleLoss.objects.get()
    assert queries.rule_standing("job_posts", at=NOW).alone
    assert queries.overturned("job_posts") == (0, 0)
    assert scams.posts("bea").decisions.first().measure == "interim_restriction"
    assert Message.objects.get(kind="rule.returned").body["by"] == "Pia"
    with pytest.raises(UnlawfulError, match="expected one that lost"):
        cases.give_back(rule="job_posts", change="More.", reasons="Why not.", by=pia, at=NOW)


def test_the_log_tells_of_both_turns_and_the_audit_finds_the_rule_stopped(overturned):
    scams.posts("bea")
    cases.give_back(rule="job_posts", change="v2", reasons="Tried.", by=scams.pia(), at=NOW + DAY)
    told = [one for one in log.events(at=NOW + DAY) if one["type"].startswith("tool.")]
    assert [one["type"] for one in told] == ["tool.finding", "tool.changed", "tool.changed"]
    assert {one["tool_id"] for one in told} == {"job_posts"}
    assert (told[0]["overturned"], told[2]["change"], told[2]["actor"]) == (1, "v2", "Pia")
    (remedy,) = [one for one in log.events(at=NOW) if one["type"] == "remedy.completed"]
    assert "tool_fixed" in remedy["kind"]


@pytest.mark.parametrize(
    ("change", "reasons", "says"),
    [(" ", "Tried.", "change: got nothing"), ("version 2", "", "reasons: got nothing")],
)
def test_a_rule_is_not_given_back_without_change_and_reasons(overturned, change, reasons, says):
    with pytest.raises(UnlawfulError, match=says):
        cases.give_back(rule="job_posts", change=change, reasons=reasons, by=scams.pia(), at=NOW)


def test_a_case_manager_gives_no_rule_back(overturned):
    rita = overturned.case.assignment.staff
    with pytest.raises(UnlawfulError, match="Only a policy owner"):
        cases.give_back(rule="job_posts", change="x", reasons="y", by=rita, at=NOW)
    with pytest.raises(DatabaseError, match="P12: only a policy owner"):
        sql(RETURN, queries.lost("job_posts").pk, rita.pk, NOW)


def test_a_rule_is_not_given_back_before_it_was_lost_nor_for_nothing(overturned):
    loss, pia = queries.lost("job_posts").pk, scams.pia().pk
    with pytest.raises(DatabaseError, match="P12: a rule is given back after it was lost"):
        sql(RETURN, loss, pia, NOW - DAY)
    with pytest.raises(DatabaseError, match="P12_rule_given_back_for_a_change"):
        sql(RETURN.replace("two phrases dropped", " "), loss, pia, NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM cases_ruleloss",
        "UPDATE cases_ruleloss SET overturned = 0",
        "UPDATE cases_ruleloss SET at = at + interval '1 year'",
    ],
)
def test_a_loss_is_not_taken_from_the_record(overturned, statement):
    with pytest.raises(DatabaseError, match=r"P8: .*append-only"):
        sql(statement)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM cases_rulereturn", "UPDATE cases_rulereturn SET reasons = 'None.'"]
)
def test_what_was_given_back_stays_on_the_record(overturned, statement):
    cases.give_back(rule="job_posts", change="v2", reasons="Tried.", by=scams.pia(), at=NOW)
    with pytest.raises(DatabaseError, match=r"P8: .*append-only"):
        sql(statement)


def test_a_rule_given_back_from_a_day_to_come_decides_nothing_before(overturned):
    sql(RETURN, queries.lost("job_posts").pk, scams.pia().pk, NOW + DAY)
    with pytest.raises(DatabaseError, match="P12: job_posts was overturned too often"):
        again(overturned)


LOSS = """INSERT INTO cases_ruleloss (rule, made, overturned, bound, "limit", reversal_id, at)
SELECT %s, %s, %s, %s, %s, id, at FROM cases_reversal"""


def test_a_loss_says_what_the_record_says(overturned):
    with pytest.raises(DatabaseError, match="P12: job_posts is lost already"):
        sql(LOSS, "job_posts", 1, 1, 1.0, 0.1)
    with pytest.raises(DatabaseError, match=r"P12: the figures of the loss of .* are not"):
        sql(LOSS, "outcomes", 1, 1, 1.0, 0.1)


def test_a_reversal_past_the_limit_writes_down_the_loss(alone):
    una = accounts.employ(
        name="Una", email="una@example.org", roles=[StaffRole.REVIEWER], at=ADOPTED
    )
    with pytest.raises(DatabaseError, match=r"P12: the reversal that takes .* past"):
        sql(
            """INSERT INTO cases_reversal (decision_id, cause, reasons, by_id, at)
            VALUES (%s, 'by hand', 'Wrong.', %s, %s);
            SET CONSTRAINTS reversal_writes_the_loss IMMEDIATE""",
            alone.pk,
            una.pk,
            NOW,
        )


def test_nothing_more_rests_on_a_lost_rule_without_a_person(overturned):
    missing = """SELECT d.id, x.id FROM cases_decision d, findings_finding x
    EXCEPT SELECT decision_id, finding_id FROM cases_decisionfinding LIMIT 1"""
    with pytest.raises(DatabaseError, match="P12: nothing rests without a person"):
        sql(f"INSERT INTO cases_decisionfinding (decision_id, finding_id) {missing}")


def test_a_policy_may_set_a_stricter_limit_but_no_looser_one():
    people.rulebook()
    version = "SELECT 'x', version, title, family, detectors, text, settings || %s::jsonb, hash, "
    copy = (
        "INSERT INTO policies_policyversion (slug, version, title, family, detectors, text, "
        "settings, hash, announced_at, in_force_from, adopted_at, adopted_by) "
        + version
        + "announced_at, in_force_from, adopted_at, adopted_by FROM policies_policyversion "
        "WHERE slug = 'scam-job-posts'"
    )
    with pytest.raises(DatabaseError, match="P12_overturn_limit_is_never_loosened"):
        sql(copy, '{"automation": {"overturn_limit": 0.2}}')
    sql(copy, '{"automation": {"overturn_limit": 0.02}, "slug": "x"}')
    assert queries.rule_standing("job_posts", at=NOW).limit == 0.02
    assert queries.rule_standing("applications", at=NOW).limit == 0.1


@pytest.mark.parametrize("made", [1, 2, 46, 61, 300])
def test_law_and_database_compute_alike(db, made):
    for undone in range(0, made, 7):
        with connection.cursor() as cursor:
            cursor.execute("SELECT chance_of_so_few(%s, %s, 0.1)", [undone, made])
            (said,) = cursor.fetchone()
        assert said == pytest.approx(chance_of_so_few(undone, made, 0.1), rel=1e-9)
