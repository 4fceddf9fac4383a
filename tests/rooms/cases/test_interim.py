"""What was held back before hearing: a day by a rule, seven business days by a person (P4)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.types.json import Jsonb

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Decision, EmergencyEvidence
from goodstanding.law import clocks
from goodstanding.law.facts import Emergency
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAID = "You pay a registration fee of 35 dollars. Message us on Telegram."
WHY = "The post asks for a fee off the site."


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def interim(staff):
    """A rule holds back a job post of Ben's that asks for a fee."""
    people.member("ben", role="client")
    people.tell(people.posted("ben", 1, PAID))
    (case,) = people.work_goes_on()
    return case.decisions.get()


def may_post(at):
    return queries.may("ben", Capability.POST_JOB, subject="ben-j1", at=at).allowed


def test_what_a_rule_placed_ends_after_a_day_whether_or_not_anybody_works(interim):
    assert interim.decided_by is None
    assert interim.ends_at == NOW + DAY
    assert not may_post(NOW + DAY - HOUR)
    assert may_post(NOW + DAY)


def test_it_names_the_emergency_and_what_shows_it(interim):
    assert interim.emergency == Emergency.FRAUD
    (shown,) = interim.emergency_evidence.all()
    assert shown.finding.detector == "job_posts"


def test_it_lapses_once_and_the_member_is_told(interim):
    assert len(cases.lapse_due(at=NOW + DAY)) == 1
    assert cases.lapse_due(at=NOW + DAY) == []
    assert interim.case.account.notices.filter(kind="lapse").count() == 1


def test_a_person_confirms_it_for_seven_business_days_from_the_first_hour(interim, staff):
    assert list(queries.to_confirm(at=NOW + HOUR)) == [interim]
    made = cases.confirm_interim(decision=interim, reasons=WHY, by=staff["Rita"], at=NOW + HOUR)
    assert made.confirms == interim
    assert made.decided_by == staff["Rita"]
    assert made.ends_at == clocks.interim_until(interim.effect_at) == NOW + 9 * DAY
    assert list(queries.to_confirm(at=NOW + HOUR)) == []
    assert not may_post(NOW + 9 * DAY - HOUR)
    assert may_post(NOW + 9 * DAY)


def test_confirming_the_confirmed_gains_no_time(interim, staff):
    made = cases.confirm_interim(decision=interim, reasons=WHY, by=staff["Rita"], at=NOW + HOUR)
    again = cases.confirm_interim(decision=made, reasons=WHY, by=staff["Sam"], at=NOW + 8 * DAY)
    assert again.ends_at == made.ends_at


def test_what_has_lapsed_is_confirmed_no_more(interim, staff):
    with pytest.raises(UnlawfulError, match="It lapsed on 2 June 2026 10:00"):
        cases.confirm_interim(decision=interim, reasons=WHY, by=staff["Rita"], at=NOW + DAY)
    assert list(queries.to_confirm(at=NOW + DAY)) == []


def test_only_a_case_manager_confirms_and_says_why(interim, staff):
    with pytest.raises(UnlawfulError, match="Sue is not a case manager"):
        cases.confirm_interim(decision=interim, reasons=WHY, by=staff["Sue"], at=NOW + HOUR)
    with pytest.raises(UnlawfulError, match="reasons: got nothing"):
        cases.confirm_interim(decision=interim, reasons=" ", by=staff["Rita"], at=NOW + HOUR)


def test_an_order_names_the_order(staff):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    wish = Wish(MeasureKind.RESTRICTION, "We must.", emergency=Emergency.AUTHORITY_ORDER)
    with pytest.raises(UnlawfulError, match="ground: got nothing, expected the order"):
        cases.decide(case=case, wish=wish, by=staff["Rita"], at=NOW)
    ordered = Wish(
        MeasureKind.RESTRICTION,
        "We must.",
        emergency=Emergency.AUTHORITY_ORDER,
        ground="Order 17 of the labour court of 29 May 2026",
    )
    made = cases.decide(case=case, wish=ordered, by=staff["Rita"], at=NOW)
    assert made.emergency_evidence.filter(ground__contains="Order 17").exists()


@pytest.fixture
def attack(interim, staff):
    """Insert a decision like the interim one at a database shell; its own notice is there."""

    def copy(one, **changed):
        names = [f.attname for f in one._meta.fields]
        return type(one)(**{n: getattr(one, n) for n in names} | changed)

    def attack(*, shown=True, **changed):
        notice = copy(interim.notice, id=uuid4())
        said = copy(interim.statement, id=None, notice_id=notice.id)
        with transaction.atomic():
            notice.save(force_insert=True)
            said.save(force_insert=True)
            values = {"id": uuid4(), "notice_id": notice.id, "statement_id": said.id, **changed}
            row = copy(interim, **values)
            fields = {f.column: getattr(row, f.attname) for f in Decision._meta.fields}
            marks = ", ".join(["%s"] * len(fields))
            with connection.cursor() as shell:
                shell.execute(
                    f"INSERT INTO cases_decision ({', '.join(fields)}) VALUES ({marks})",
                    [Jsonb(one) if isinstance(one, dict) else one for one in fields.values()],
                )
                if shown:
                    finding = interim.emergency_evidence.get().finding_id
                    EmergencyEvidence.objects.create(decision_id=row.pk, finding_id=finding)
                else:
                    shell.execute("SET CONSTRAINTS emergency_is_shown IMMEDIATE")

    return attack


def test_the_database_ends_what_a_rule_placed_after_a_day(attack):
    with pytest.raises(DatabaseError, match="P4: this interim restriction ends by"):
        attack(ends_at=NOW + DAY + timedelta(seconds=1))


def test_the_database_counts_a_second_one_from_the_first(attack, staff):
    at = NOW + 2 * DAY
    with pytest.raises(DatabaseError, match="P4: this interim restriction ends by 2026-06-10"):
        attack(
            at=at,
            effect_at=at,
            ends_at=clocks.interim_until(at),
            decided_by_id=staff["Rita"].pk,
            rule="",
        )


def test_the_database_lets_no_confirmation_reach_further(attack, interim, staff):
    at = NOW + HOUR
    rita = {"decided_by_id": staff["Rita"].pk, "rule": "", "confirms_id": interim.id}
    with pytest.raises(DatabaseError, match="P4: this interim restriction ends by 2026-06-10"):
        attack(at=at, effect_at=at, ends_at=NOW + 9 * DAY + HOUR, **rita)


def test_the_database_lets_only_a_qualified_person_confirm(attack, interim, staff):
    at = NOW + HOUR
    with pytest.raises(DatabaseError, match="P4: only a person confirms"):
        attack(at=at, effect_at=at, confirms_id=interim.id)
    sue = {"decided_by_id": staff["Sue"].pk, "rule": "", "confirms_id": interim.id}
    with pytest.raises(DatabaseError, match="P3: an interim restriction is placed by a qualified"):
        attack(at=at, effect_at=at, **sue)


def test_the_database_confirms_nothing_that_has_ended(attack, interim, staff):
    at = NOW + DAY
    rita = {"decided_by_id": staff["Rita"].pk, "rule": "", "confirms_id": interim.id}
    with pytest.raises(DatabaseError, match="P4: the interim restriction to be confirmed had end"):
        attack(at=at, effect_at=at, ends_at=at + HOUR, **rita)


@pytest.mark.parametrize("code", ["", "haste"])
def test_the_database_knows_the_closed_list(attack, code):
    with pytest.raises(DatabaseError, match="P4: acting before hearing names an emergency"):
        attack(emergency=code)


def test_the_database_wants_to_know_what_shows_the_emergency(attack):
    with pytest.raises(DatabaseError, match="P4: an emergency decision names its evidence"):
        attack(shown=False)
