"""In a case of fraud a record may be kept from a member: for a time, by two, and never all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import sight
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.drafting.wishes import Withhold
from goodstanding.cases.models import Withholding, WithholdingEnd
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.law.withholding import Code
from goodstanding.notices import queries as notices
from goodstanding.reports import file
from tests import floods, people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ORDER = "The bank has reported it; we may not warn her."
WARNING = Wish(MeasureKind.WARNING, "Sixty alike in a day, twice.")


@pytest.fixture
def team():
    return people.team()


def flooded(may_withhold=("tipping_off",), family="fraud"):
    """Ann flooded clients on two days; the policy is one against fraud."""
    floods.adopted(family=family, may_withhold=may_withhold)
    people.member("ann")
    people.tell(*floods.flood(-2), *floods.flood(-1))
    people.work_goes_on()
    slug = "fraud-floods" if family == "fraud" else "application-floods"
    return floods.case_of(slug)


@pytest.fixture
def case(team):
    return flooded()


def wish(case, **other):
    first = sight.of(case, at=NOW)[0].finding
    asked = {"finding": first.pk, "code": Code.TIPPING_OFF, "reasons": ORDER}
    return Withhold(**{**asked, "review_at": NOW + 30 * DAY, **other})


def withheld(case, team, at=NOW, **other):
    """Rita proposes to withhold the first record, and Sue agrees."""
    proposal = cases.propose(case=case, wish=wish(case, **other), by=team["Rita"], at=at)
    cases.agree(proposal=proposal, reasons="The order is there.", by=team["Sue"], at=at)
    return sight.withheld(case, at=at)[0]


def told(case, at):
    return [one.is_shown for one in sight.of(case, at=at)]


def test_a_new_record_of_fraud_is_shown_when_a_notice_tells_it_or_three_days_have_passed(
    case, team
):
    assert told(case, NOW) == [False, False]
    assert told(case, NOW + 3 * DAY) == [True, True]
    cases.decide(case=case, wish=WARNING, by=team["Rita"], at=NOW + DAY)
    assert told(case, NOW + DAY) == [True, True]


def test_where_nothing_may_be_withheld_everything_is_shown_at_once(team):
    assert told(flooded(family="violation"), NOW) == [True, True]


def test_what_two_people_withhold_is_named_in_the_notice_and_told_by_itself_on_its_day(case, team):
    kept = withheld(case, team)
    hidden, shown = (one.finding for one in sight.of(case, at=NOW))
    decision = cases.decide(case=case, wish=WARNING, by=team["Rita"], at=NOW + DAY)
    text = decision.notice.text
    assert hidden.sentence not in text
    assert shown.sentence in text
    assert "kept from you for now, under the code TIPPING_OFF" in text
    assert "It is told to you on 1 July 2026" in text
    assert f"{len(shown.rows)} records" in decision.statement.evidence
    assert set(decision.relied.values_list("finding", flat=True)) == {hidden.pk, shown.pk}
    assert told(case, NOW + 29 * DAY) == [False, True]
    assert told(case, NOW + 30 * DAY) == [True, True]
    assert cases.tell_withheld_due(at=NOW + 30 * DAY) == [kept]
    assert cases.tell_withheld_due(at=NOW + 30 * DAY) == []
    assert hidden.sentence in notices.of(case.account).first().text


def test_her_file_lists_it_with_code_and_date_and_hides_all_that_would_tell_it(case, team):
    withheld(case, team)
    cases.decide(case=case, wish=WARNING, by=team["Rita"], at=NOW + DAY)
    hidden, shown = (one.finding for one in sight.of(case, at=NOW))
    gathered = file.gather(case.account, at=NOW + DAY)
    assert [(one["code"], one["told_on"]) for one in gathered["withheld"]] == [
        ("TIPPING_OFF", NOW + 30 * DAY)
    ]
    assert [one["id"] for one in gathered["findings"]] == [str(shown.pk)]
    assert hidden.sentence not in file.as_json(gathered).decode()
    assert "fraud-floods, version 1" not in {one["policy"] for one in gathered["figures"]}
    (decision,) = gathered["cases"][0]["decisions"]
    assert sorted(decision["relied_on"]) == sorted([str(shown.pk), "withheld: TIPPING_OFF"])
    later = file.gather(case.account, at=NOW + 30 * DAY)
    assert later["withheld"] == []
    assert {one["id"] for one in later["findings"]} == {str(hidden.pk), str(shown.pk)}


def test_one_person_is_enough_to_tell_it_sooner(case, team):
    kept = withheld(case, team)
    cases.tell_withheld(
        withholding=kept, cause="The order is lifted.", by=team["Rita"], at=NOW + DAY
    )
    assert told(case, NOW + DAY) == [True, False]
    with pytest.raises(UnlawfulError, match="not withheld any more"):
        cases.tell_withheld(withholding=kept, cause="Again.", by=team["Rita"], at=NOW + DAY)


def test_two_people_can_withhold_it_again_but_for_ninety_days_in_all(case, team):
    withheld(case, team)
    for days in (29, 58):
        at = NOW + days * DAY
        withheld(case, team, at=at, review_at=at + 30 * DAY)
    assert told(case, NOW + 87 * DAY) == [False, True]
    late = NOW + 87 * DAY
    with pytest.raises(UnlawfulError, match=r"review_at: .* and by 30 August 2026"):
        withheld(case, team, at=late, review_at=late + 30 * DAY)


def test_not_everything_is_withheld(case, team):
    withheld(case, team)
    second = sight.of(case, at=NOW)[1].finding
    with pytest.raises(UnlawfulError, match="at least one record of the case is told"):
        withheld(case, team, finding=second.pk)


def test_what_was_told_is_not_withheld(case, team):
    cases.decide(case=case, wish=WARNING, by=team["Rita"], at=NOW)
    with pytest.raises(UnlawfulError, match="it cannot be untold"):
        withheld(case, team, at=NOW + DAY)


def test_only_fraud_and_only_under_a_published_code(team):
    case = flooded(may_withhold=("reporter_identity",))
    with pytest.raises(UnlawfulError, match=r"does not publish .* TIPPING_OFF"):
        withheld(case, team)


def test_a_violation_withholds_nothing(team):
    with pytest.raises(UnlawfulError, match="Only in a case of fraud"):
        withheld(flooded(family="violation"), team)


def test_nobody_withholds_alone(case, team):
    proposal = cases.propose(case=case, wish=wish(case), by=team["Rita"], at=NOW)
    with pytest.raises(UnlawfulError, match="a second person"):
        cases.agree(proposal=proposal, reasons="I know.", by=team["Rita"], at=NOW)
    assert not Withholding.objects.exists()
    with pytest.raises(UnlawfulError, match="Sue is not a case manager"):
        cases.propose(case=case, wish=wish(case), by=team["Sue"], at=NOW)


# Past our code, with raw SQL


def attack(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(promise, statement, *values):
    with pytest.raises(IntegrityError, match=promise):
        attack(statement, *values)


def forged(**changed):
    """The statement that forges a withholding from the one that is there."""
    columns = {name: name for name in ("case_id", "finding_id", "code", "why", "at", "review_at")}
    columns |= {"id": "gen_random_uuid()", "proposal_id": "proposal_id"} | changed
    return (
        f"INSERT INTO cases_withholding ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM cases_withholding"
    )


def test_p10_nothing_is_withheld_without_code_reasons_date_and_a_second_person(case, team):
    withheld(case, team)
    cases.propose(
        case=case, wish=wish(case, review_at=NOW + 20 * DAY), by=team["Rita"], at=NOW + DAY
    )
    alone = "(SELECT id FROM cases_proposal ORDER BY at DESC LIMIT 1)"
    refused("P10: nothing is withheld without the agreement", forged(proposal_id=alone))
    refused("P10: what is withheld, why and until when", forged(code="'authority_order'"))
    refused("P10: what is withheld, why", forged(review_at="review_at + interval '1 day'"))
    refused("P10: this is withheld already", forged())
    other = sight.of(case, at=NOW)[1].finding
    refused("P10: what is withheld, why", forged(finding_id=f"'{other.pk}'"))
    refused("P8|append", "UPDATE cases_withholding SET review_at = review_at + interval '1 day'")
    refused("P8|append", "DELETE FROM cases_withholding")


def agreed_past_our_code(case, team, finding, code="tipping_off", days=30):
    """A withholding that two people agreed to, written by hand; the law was never asked."""
    attack(
        """
        WITH p AS (
            INSERT INTO cases_proposal (id, case_id, act, wish, reasons, by_id, at)
            VALUES (gen_random_uuid(), %(case)s, 'withholding', jsonb_build_object(
                'finding', %(finding)s::text, 'code', %(code)s::text,
                'review_at', %(review)s::text), 'Why.', %(rita)s, %(at)s) RETURNING id)
        SELECT id FROM p
        """.replace("%(case)s", f"'{case.pk}'")
        .replace("%(finding)s", f"'{finding.pk}'")
        .replace("%(code)s", f"'{code}'")
        .replace("%(review)s", f"'{(NOW + days * DAY).isoformat()}'")
        .replace("%(rita)s", str(team["Rita"].pk))
        .replace("%(at)s", f"'{NOW.isoformat()}'")
    )
    attack(
        f"""
        SET CONSTRAINTS ALL DEFERRED;
        INSERT INTO cases_agreement (proposal_id, agrees, by_id, reasons, at)
        SELECT id, true, {team["Sue"].pk}, 'Yes.', '{NOW.isoformat()}' FROM cases_proposal
        WHERE wish ->> 'finding' = '{finding.pk}';
        INSERT INTO cases_withholding
            (id, case_id, finding_id, code, why, at, review_at, proposal_id)
        SELECT gen_random_uuid(), case_id, (wish ->> 'finding')::uuid, wish ->> 'code', 'Why.', at,
               (wish ->> 'review_at')::timestamptz, id FROM cases_proposal
        WHERE wish ->> 'finding' = '{finding.pk}';
        """
    )


@pytest.mark.parametrize(
    ("promise", "asked"),
    [
        ("P10: the policy does not publish", {"code": "authority_order"}),
        ("P10_withholding_has_code", {"code": "because"}),
        ("P10_withholding_has_date", {"days": 31}),
    ],
)
def test_p10_two_people_can_withhold_only_what_is_published_and_not_for_long(
    case, team, promise, asked
):
    first = sight.of(case, at=NOW)[0].finding
    with pytest.raises(IntegrityError, match=promise.replace("P10_withholding_has_code", "P10")):
        agreed_past_our_code(case, team, first, **asked)


def test_p10_two_people_cannot_withhold_everything(case, team):
    first, second = (one.finding for one in sight.of(case, at=NOW))
    agreed_past_our_code(case, team, first)
    with pytest.raises(IntegrityError, match="P10: not everything in a case can be withheld"):
        agreed_past_our_code(case, team, second)


def test_p10_a_decision_against_someone_names_what_it_relies_on(case, team):
    """A second warning is forged from the first, in a case of its own, resting on nothing."""
    decision = cases.decide(case=case, wish=WARNING, by=team["Rita"], at=NOW)
    people.tell(*floods.flood(1), at=NOW + 2 * DAY)
    people.work_goes_on(at=NOW + 2 * DAY)
    other = floods.case_of("fraud-floods")
    names = [f.column for f in decision._meta.concrete_fields]
    changed = {"id": "gen_random_uuid()", "case_id": f"'{other.pk}'", "measure": "'no_action'"}
    changed |= dict.fromkeys(("statement_id", "notice_id"), "NULL")
    changed |= dict.fromkeys(("at", "effect_at"), "at + interval '2 days'")
    values = ", ".join(changed.get(name, name) for name in names)
    attack(
        f"WITH forged AS (INSERT INTO cases_decision ({', '.join(names)}) "
        f"SELECT {values} FROM cases_decision WHERE id = '{decision.pk}' RETURNING id) "
        "INSERT INTO cases_decisionlaw (decision_id, profiles, clocks, relaxations) "
        "SELECT id, '[]', '{}', '[]' FROM forged"
    )
    mine = other.decisions.get()
    alien = decision.relied.first().finding_id
    refused(
        "P10: a decision relies only on findings of its own case",
        "INSERT INTO cases_decisionfinding (decision_id, finding_id) VALUES (%s, %s)",
        mine.pk,
        alien,
    )
    refused("P8|append", "DELETE FROM cases_decisionfinding")


def test_p10_an_end_is_written_once(case, team):
    kept = withheld(case, team)
    cases.tell_withheld_due(at=NOW + 30 * DAY)
    assert WithholdingEnd.objects.get().withholding == kept
    assert queries.decision(case) is None
    refused(
        "unique",
        "INSERT INTO cases_withholdingend (withholding_id, cause, by, at) "
        "SELECT withholding_id, cause, by, at FROM cases_withholdingend",
    )
