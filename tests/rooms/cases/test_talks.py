"""The hearing beside answers: a talk with a person, and someone who speaks for the member."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Representative, TalkRequest
from goodstanding.cases.operations import Mail
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices import operations as deliveries
from goodstanding.notices.models import Delivery
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WISH = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    """Ann was told that a restriction is proposed, and answered."""
    people.not_delivering("ann")
    (opened,) = people.work_goes_on()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=opened, measure=measure, by=staff["Rita"], at=NOW)
    cases.answer(case=opened, text="I was ill.", by="ann", at=NOW + DAY)
    return opened


@pytest.fixture
def asked(case):
    text = "After six, +43 1 234."
    return cases.ask_to_talk(case=case, text=text, by="ann", at=NOW + 2 * DAY)


@pytest.fixture
def speaker(case):
    return cases.name_representative(
        case=case, name="Una Union", email="una@union.example", by="ann", at=NOW + 2 * DAY
    )


def decide(case, staff, at):
    return cases.decide(case=case, wish=WISH, by=staff["Rita"], at=at)


def test_nothing_is_decided_before_the_talk(case, asked, staff):
    with pytest.raises(UnlawfulError, match="The talk that was asked for is owed until 10 June"):
        decide(case, staff, NOW + 3 * DAY)
    said = "She shows hospital papers."
    at = NOW + 3 * DAY
    cases.record_talk(request=asked, held=True, said=said, by=staff["Rita"], at=at)
    assert decide(case, staff, at).measure == "restriction"


def test_an_offer_she_did_not_take_is_enough(case, asked, staff):
    said = "Called at six on three days; nobody answered."
    cases.record_talk(request=asked, held=False, said=said, by=staff["Rita"], at=NOW + 3 * DAY)
    assert decide(case, staff, NOW + 3 * DAY)


def test_a_talk_nobody_held_does_not_stop_the_case_for_ever(case, asked, staff):
    assert decide(case, staff, asked.due_at)


def test_the_database_waits_for_the_talk_too(case, staff, asked):
    with (
        pytest.raises(DatabaseError, match="G05: a talk was asked for and is owed until"),
        transaction.atomic(),
        connection.cursor() as shell,
    ):
        shell.execute(
            "INSERT INTO cases_decision (id, case_id, policy_id, measure, decided_by_id, rule,"
            " reasons, not_more, emergency, conduct_from, at, effect_at, ends_at)"
            " SELECT gen_random_uuid(), id, policy_id, 'restriction', %s, '', 'x', '', '', %s, %s,"
            " %s, %s FROM cases_case WHERE id = %s",
            [staff["Rita"].pk, NOW, NOW + 3 * DAY, NOW + 3 * DAY, NOW + 9 * DAY, case.pk],
        )


def test_it_is_asked_for_once_and_before_the_decision(case, asked, staff):
    with pytest.raises(UnlawfulError, match="You have asked for a talk in this case already"):
        cases.ask_to_talk(case=case, text="", by="ann", at=NOW + 3 * DAY)
    decide(case, staff, asked.due_at)
    TalkRequest.objects.get()
    with pytest.raises(UnlawfulError, match="Nothing is to be decided here"):
        cases.ask_to_talk(case=case, text="", by="ann", at=asked.due_at)


def test_what_came_of_it_is_written_down_once_and_not_ahead(case, asked, staff):
    talk = {"request": asked, "held": True, "by": staff["Rita"], "at": NOW + 3 * DAY}
    with pytest.raises(UnlawfulError, match="said: got nothing"):
        cases.record_talk(**talk, said=" ")
    with pytest.raises(UnlawfulError, match="when: got 5 June 2026"):
        cases.record_talk(**talk, said="x", when=NOW + 4 * DAY)
    cases.record_talk(**talk, said="x")
    with pytest.raises(UnlawfulError, match="written down already"):
        cases.record_talk(**talk, said="y")


def test_she_answers_in_more_than_one_message(case):
    cases.answer(case=case, text="And here is the date.", by="ann", at=NOW + 3 * DAY)
    assert case.answers.count() == 2


def test_who_speaks_for_her_gets_copies_answers_and_appeals(case, speaker, staff):
    assert Delivery.objects.filter(channel="representative").count() == 1
    mail = Mail("m1", "Una@Union.example", "Re", "She was in hospital.")
    letter = cases.receive(token=case.token, mail=mail, at=NOW + 3 * DAY)
    assert letter.from_member
    assert case.answers.latest("at").by == "Una Union, for Ann"
    decision = decide(case, staff, NOW + 4 * DAY)
    deliveries.deliver_due(at=NOW + 4 * DAY)
    copy = Delivery.objects.get(notice=decision.notice, channel="representative")
    assert copy.address == "una@union.example"
    assert copy.attempts.get().delivered
    filed = appeals.file(decision=decision, text="No.", by=str(speaker), at=NOW + 5 * DAY)
    assert filed.account == case.account


def test_who_was_taken_back_speaks_for_nobody(case, speaker, staff):
    token = reading.link(speaker).rsplit("/", 1)[1]
    assert reading.by_token(token) == speaker
    cases.end_representation(case=case, by="ann", at=NOW + 3 * DAY)
    with pytest.raises(reading.NoRepresentativeError):
        reading.by_token(token)
    mail = Mail("m1", "una@union.example", "Re", "She was in hospital.")
    assert not cases.receive(token=case.token, mail=mail, at=NOW + 3 * DAY).from_member
    decision = decide(case, staff, NOW + 4 * DAY)
    with pytest.raises(UnlawfulError, match="Only the person"):
        appeals.file(decision=decision, text="No.", by=str(speaker), at=NOW + 5 * DAY)


def test_naming_another_ends_the_first(case, speaker):
    other = cases.name_representative(
        case=case, name="Leo", email="leo@law.example", by="ann", at=NOW + 3 * DAY
    )
    assert reading.representative(case) == other
    with pytest.raises(DatabaseError, match="G05: someone speaks for this member already"):
        Representative.objects.create(case=case, name="x", email="x@y.example", at=NOW, by="x")


@pytest.mark.parametrize(
    ("name", "email", "why"),
    [("", "una@union.example", "name: got nothing"), ("Una", "una", "email: got 'una'")],
)
def test_a_representative_has_a_name_and_an_address(case, name, email, why):
    with pytest.raises(UnlawfulError, match=why):
        cases.name_representative(case=case, name=name, email=email, by="ann", at=NOW)


def test_the_log_tells_of_the_talk(case, speaker, asked, staff):
    cases.record_talk(
        request=asked,
        held=True,
        said="Hospital papers.",
        by=staff["Rita"],
        at=NOW + 3 * DAY,
        with_representative=True,
    )
    told = {one["type"]: one for one in log.events(at=NOW + 4 * DAY)}
    assert told["hearing.requested"]["representative_id"] == "Una Union"
    assert told["hearing.held"]["human_id"] == "Rita"
    assert told["hearing.held"]["representative_id"] == "Una Union"
