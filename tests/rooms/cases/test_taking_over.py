"""Rita is away and Sam, who stands in, takes Ann's case over: openly, and with all that follows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations, queries
from goodstanding.cases.drafting import managing, rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case, Handover, Place
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices.models import Notice
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = "Rita is away. From now on I am your case manager."


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    people.not_delivering("ann")
    (opened,) = people.work_goes_on()
    assert managing.manager(opened) == staff["Rita"]
    return opened


@pytest.fixture
def away(staff):
    accounts.go_away(
        staff=staff["Rita"],
        starts_at=NOW,
        ends_at=NOW + 30 * DAY,
        stand_in=staff["Sam"],
        by=staff["Rita"],
        at=NOW,
    )


def taken_over(case, staff):
    return operations.take_over(case=case, text=TEXT, by=staff["Sam"], at=NOW)


def test_ann_is_told_and_the_case_is_sams_from_then_on(case, staff, away):
    taken_over(case, staff)
    case = queries.case(case.reference)
    assert rulings.manager(case) == "Sam"
    told = Notice.objects.get(message__handover__case=case)
    assert (told.account.name, told.signed_by) == ("ann", "Sam")
    assert TEXT in told.text
    operations.place_moved(at=NOW)
    assert Place.objects.get().manager == staff["Sam"]
    assert [one.case for one in queries.queue(at=NOW, staff=staff["Sam"])] == [case]
    assert queries.queue(at=NOW, staff=staff["Rita"]) == []
    operations.add(case=case, text="Hello?", by="ann", at=NOW)
    assert [one.case for one in queries.unheeded(staff["Sam"], at=NOW)] == [case]
    assert queries.unheeded(staff["Rita"], at=NOW) == []


@pytest.mark.parametrize("who", ["Sam", "Rita", "Sue"])
def test_nobody_takes_a_case_from_who_is_there(case, staff, who):
    with pytest.raises(UnlawfulError, match=f"got {who}, expected who stands in for Rita"):
        operations.take_over(case=case, text=TEXT, by=staff[who], at=NOW)


def test_a_case_of_who_manages_none_any_more_may_be_taken_over(case, staff):
    accounts.employ(name="Rita", email="rita@example.org", roles=[], at=NOW)
    assert taken_over(case, staff).former == staff["Rita"]


def insert(case, staff, message):
    with pytest.raises(IntegrityError, match="handover: ") as refused, transaction.atomic():
        Handover.objects.create(
            case=case, former=staff["Rita"], staff=staff["Sam"], message=message, at=NOW
        )
    return str(refused.value)


def test_the_database_keeps_who_takes_over_and_that_the_member_is_told(case, staff):
    sams = operations.write(case=case, text=TEXT, by=staff["Sam"], at=NOW)
    assert "only who stands in" in insert(case, staff, sams)
    accounts.go_away(
        staff=staff["Rita"],
        starts_at=NOW,
        ends_at=NOW + DAY,
        stand_in=staff["Sam"],
        by=staff["Rita"],
        at=NOW,
    )
    ritas = operations.write(case=case, text=TEXT, by=staff["Rita"], at=NOW)
    assert "tells its member so" in insert(case, staff, ritas)
    taken_over(case, staff)
    assert "from its manager, by another" in insert(case, staff, sams)
    with pytest.raises(IntegrityError, match="P8"), transaction.atomic():
        connection.cursor().execute("UPDATE cases_handover SET at = at - interval '1 day'")


def test_who_took_a_case_over_has_no_part_in_its_appeal(case, staff, away):
    taken_over(case, staff)
    case = Case.objects.get(pk=case.pk)
    measure = MeasureKind.RESTRICTION
    operations.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    operations.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    wish = Wish(measure, "Eleven of twenty clients got nothing.")
    decision = operations.decide(case=case, wish=wish, by=staff["Rita"], at=NOW + 8 * DAY)
    at = NOW + 9 * DAY
    appeal = appeals.file(decision=decision, text="No.", by="ann", at=at)
    with pytest.raises(UnlawfulError):
        appeals.take(appeal=appeal, by=staff["Sam"], at=at)
    given = "INSERT INTO appeals_appealassignment (appeal_id, reviewer_id, at)"
    sql = f"{given} VALUES (%s, %s, %s)"
    with pytest.raises(IntegrityError, match="P7: whoever took a case over"), transaction.atomic():
        connection.cursor().execute(sql, [appeal.pk, staff["Sam"].pk, at])
