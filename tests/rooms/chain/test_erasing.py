"""What Ann wrote is erased when its time is over; all else is still proved as it was."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.appeals import operations as appeals
from goodstanding.appeals.models import Appeal
from goodstanding.cases import operations as cases
from goodstanding.cases import queries as in_case
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.hearings.files import Upload, check
from goodstanding.cases.models import Answer, Attachment, Message, Note
from goodstanding.chain import operations, queries
from goodstanding.chain.models import Erasure
from goodstanding.chain.queries import Fault
from goodstanding.events import queries as told
from goodstanding.law.terms import MeasureKind
from goodstanding.notices.models import Notice
from tests import people
from tests.database import tampering
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "I was ill for three weeks."
LATER = datetime(2026, 11, 1, tzinfo=UTC)
"""A day by which the server's own clock has come, and long after what happens here."""
LONG_AGO = NOW - 2000 * DAY


@pytest.fixture
def answered(db):
    """Ann was heard, restricted, and appealed."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    manager = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=NOW)
    cases.answer(case=case, text=WORDS, by="ann", at=NOW + DAY)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=manager, at=NOW + 2 * DAY)
    appeals.submit(decision=decision, text="It was the clients.", at=NOW + 3 * DAY, door="portal")
    connection.check_constraints()  # what is checked at the end of a transaction, now
    return Answer.objects.get(case=case)


@pytest.fixture
def a_year(answered):
    """The periods are as short as may be, and years ago they were so already."""
    for class_ in ("correspondence", "notices", "appeals", "team-notes"):
        operations.set_period(class_=class_, days=365, ground="a test", by="Pia", at=LONG_AGO)
    return answered


def age(table, row, column, days):
    """A row becomes older, as time would make it; the chain learns of it as if it had been so."""
    with tampering() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = {column} - %s WHERE id = %s", [days * DAY, row]
        )
        cursor.execute(
            f"UPDATE chain_link SET digests = (SELECT chain_digest(to_jsonb(one)) FROM {table}"
            " AS one WHERE one.id = %s) WHERE keys = ARRAY[%s] AND shape_id IN"
            " (SELECT id FROM chain_shape WHERE relation = %s)",
            [row, str(row), table],
        )


def faults():
    moved = {"events_event": told.moved()}
    found = [one for one in queries.prove(moved=moved) if isinstance(one, Fault)]
    # What `age` did to the blocks, and that here nothing is ever committed, is left aside.
    return [one for one in found if one.relation != "chain" and "in no block" not in one.what]


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
def test_what_ann_wrote_is_erased_once_its_time_is_over_and_the_rest_is_proved(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    assert faults() == []
    assert operations.erase_due(at=LATER) == 1
    a_year.refresh_from_db()
    assert (a_year.text, a_year.by) == ("[erased]", "ann")
    assert faults() == []
    (gone,) = queries.erasures()
    assert (gone.relation, gone.columns, gone.by) == ("cases_answer", ["text"], "automation")
    assert operations.erase_due(at=LATER) == 0


@pytest.mark.parametrize(
    ("model", "since", "columns"),
    [(Appeal, "filed_at", ["text"]), (Notice, "created_at", ["subject", "text"])],
)
def test_appeals_and_notices_go_too(a_year, model, since, columns):
    told_only = {"kind": "preliminary_notice"} if model is Notice else {}
    row = model.objects.get(**told_only)
    age(model._meta.db_table, row.pk, since, 400)
    assert operations.erase_due(at=LATER) == 1
    row.refresh_from_db()
    assert {getattr(row, column) for column in columns} == {"[erased]"}
    assert faults() == []


@pytest.mark.parametrize("model", [Message, Note])
def test_what_was_written_beside_answers_goes_too(a_year, model):
    case, manager = a_year.case, a_year.case.assignment.staff
    cases.add(case=case, text="May I have a day more?", by="ann", at=NOW)
    cases.note(case=case, text="She asks for a day.", by=manager, at=NOW)
    row = model.objects.get()
    age(model._meta.db_table, row.pk, "at", 400)
    assert operations.erase_due(at=LATER) == 1
    row.refresh_from_db()
    assert row.text == "[erased]"
    assert faults() == []


def test_a_file_goes_with_its_name_and_its_digest_stays(a_year):
    letter = check(Upload("letter.txt", b"I was ill."))
    cases.add(case=a_year.case, text="See there.", by="ann", at=NOW, files=[letter])
    row = Attachment.objects.get()
    age("cases_attachment", row.pk, "at", 400)
    assert operations.erase_due(at=LATER) == 1
    row.refresh_from_db()
    assert (row.name, row.sha256) == ("[erased]", sha256(b"I was ill.").hexdigest())
    assert in_case.content_of(row) is None
    assert faults() == []


@pytest.mark.promise(8)
def test_before_its_time_nothing_goes_whatever_clock_is_claimed(a_year):
    assert operations.erase_due(at=LATER) == 0
    assert operations.erase_due(at=NOW + 4000 * DAY) == 0
    with pytest.raises(DatabaseError, match="of cases_answer is kept until its time is over"):
        erase_by_hand(a_year, at=NOW + 4000 * DAY)


def erase_by_hand(answer, at=LATER):
    operations.erase(relation="cases_answer", key=str(answer.pk), by="Mallory", at=at)


def test_a_legal_hold_keeps_everything_about_ann_until_it_ends(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    operations.hold(account="ann", ground="Lawsuit 12/26", by="Pia", at=NOW)
    assert operations.erase_due(at=LATER) == 0
    assert [one.ground for one in queries.legal_holds()] == ["Lawsuit 12/26"]
    assert operations.end_hold(account="ann", ground="It is settled", by="Pia", at=LATER) == 1
    assert operations.erase_due(at=LATER) == 1


@pytest.mark.promise(8)
def test_a_legal_hold_stops_who_erases_by_hand(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    operations.hold(account="ann", ground="Lawsuit 12/26", by="Pia", at=NOW)
    with pytest.raises(DatabaseError, match="P8: a legal hold keeps what is about ann"):
        erase_by_hand(a_year)


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    ("relation", "key", "told"),
    [
        ("cases_decision", "1", "P8: nothing of cases_decision is ever erased"),
        ("cases_answer", "999999", "P8: there is no row 999999 of cases_answer to erase"),
    ],
)
def test_what_is_no_class_or_not_there_is_refused(relation, key, told):
    with pytest.raises(DatabaseError, match=told):
        operations.erase(relation=relation, key=key, by="Mallory", at=LATER)


@pytest.mark.promise(8)
def test_nobody_erases_by_another_way(answered):
    for attack in (
        "UPDATE cases_answer SET text = '[erased]'",
        "INSERT INTO chain_erasure (relation, key) VALUES ('cases_answer', '1')",
        "DELETE FROM chain_legalhold",
        "UPDATE chain_retention SET days = 0",
    ):
        refused = pytest.raises(
            DatabaseError, match=r"P8: the record is append-only|permission denied"
        )
        with refused, transaction.atomic():
            raw(attack)


@pytest.mark.promise(8)
def test_what_is_erased_is_changed_to_nothing_else_in_the_same_transaction(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    operations.erase_due(at=LATER)
    with pytest.raises(DatabaseError, match="P8: the record is append-only"):
        raw("UPDATE cases_answer SET text = 'I confess.' WHERE id = %s", a_year.pk)


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    ("days", "ground", "told"),
    [(364, "soon", "P8_kept_for_a_year_at_least"), (400, " ", "P8_retention_has_a_ground")],
)
def test_a_period_is_a_year_at_least_and_has_a_ground(days, ground, told):
    with pytest.raises(DatabaseError, match=told):
        operations.set_period(class_="appeals", days=days, ground=ground, by="Pia", at=NOW)


@pytest.mark.promise(8)
def test_a_hold_has_a_ground():
    with pytest.raises(DatabaseError, match="P8_legal_hold_has_a_ground"):
        operations.hold(account="ann", ground="", by="Pia", at=NOW)


@pytest.mark.promise(8)
def test_the_end_of_a_hold_has_a_ground_too():
    operations.hold(account="ann", ground="Lawsuit 12/26", by="Pia", at=NOW)
    with pytest.raises(DatabaseError, match="P8_legal_hold_end_has_a_ground"):
        operations.end_hold(account="ann", ground=" ", by="Pia", at=NOW)


@pytest.mark.promise(8)
def test_somebody_erases_and_once(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    with pytest.raises(DatabaseError, match="P8_erased_by_someone"), transaction.atomic():
        operations.erase(relation="cases_answer", key=str(a_year.pk), by="", at=LATER)
    erase_by_hand(a_year)
    with pytest.raises(DatabaseError, match="P8_erased_once"):
        erase_by_hand(a_year)


def test_an_erasure_that_was_put_in_behind_the_chain_is_named(a_year):
    age("cases_answer", a_year.pk, "at", 400)
    operations.erase_due(at=LATER)
    with tampering() as cursor:
        cursor.execute("UPDATE cases_answer SET text = 'I confess.' WHERE id = %s", [a_year.pk])
    assert faults() == [Fault("cases_answer", str(a_year.pk), "the row was changed")]
    assert Erasure.objects.count() == 1


def test_a_class_nobody_knows_is_told():
    with pytest.raises(ValueError, match="class: got 'gossip', expected one of appeals"):
        operations.set_period(class_="gossip", days=400, ground="x", by="Pia", at=NOW)
