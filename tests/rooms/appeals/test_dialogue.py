"""Ben and the reviewer write to each other until his appeal is answered; nobody else does."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.appeals.models import Remark
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.notices.models import StaffLetter
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ASKED = NOW + 9 * DAY
PAID = [
    "You pay a registration fee of 35 dollars. Message us on Telegram.",
    "The training fee is refunded. Text me on WhatsApp to apply.",
    "Send a refundable deposit and contact our manager on Telegram.",
]


@pytest.fixture
def appeal():
    """Ben was restricted by Rita after a hearing, and has appealed."""
    people.rulebook()
    people.team()
    people.member("ben", role="client")
    people.tell(*(people.posted("ben", n, words) for n, words in enumerate(PAID)))
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Three posts ask for a fee.")
    decision = cases.decide(case=case, wish=wish, by=by, at=NOW + 7 * DAY)
    return appeals.file(decision=decision, text="It is the notary's.", by="ben", at=NOW + 8 * DAY)


def reviewer(appeal):
    return appeal.assignment.reviewer


def told(appeal):
    return notices.of(appeal.account).first()


def test_the_reviewer_asks_and_he_reads_it_by_mail_at_once(appeal):
    appeals.ask(appeal=appeal, text="Who is\nthe notary?", by=reviewer(appeal), at=ASKED)
    notice = told(appeal)
    assert notice.subject == "A question about your appeal"
    assert "> Who is\n> the notary?" in notice.text
    assert notice.signed_by == reviewer(appeal).name
    assert {one.channel for one in notice.deliveries.all()} == {"mail", "portal"}


def test_he_answers_and_the_reviewer_is_told_by_mail(appeal):
    remark = appeals.add(appeal=appeal, text="Mr. Quill.", by="ben", at=ASKED)
    letter = StaffLetter.objects.get(key=f"remark {remark.pk}")
    assert letter.staff == reviewer(appeal)
    assert "> Mr. Quill." in letter.text
    assert f"/console/appeals/{appeal.id}/" in letter.text
    assert "We have what you added" in told(appeal).subject


def test_both_read_it_in_order(appeal):
    appeals.ask(appeal=appeal, text="Who?", by=reviewer(appeal), at=ASKED)
    appeals.add(appeal=appeal, text="Mr. Quill.", by="ben", at=ASKED + DAY)
    appeals.ask(appeal=appeal, text="Where?", by=reviewer(appeal), at=ASKED + 2 * DAY)
    assert [one.text for one in queries.dialogue(appeal)] == ["Who?", "Mr. Quill.", "Where?"]


def test_who_speaks_for_him_answers_and_gets_a_copy(appeal):
    case = appeal.decision.case
    lena = cases.name_representative(
        case=case, name="Lena", email="lena@example.org", by="ben", at=ASKED
    )
    appeals.ask(appeal=appeal, text="Who?", by=reviewer(appeal), at=ASKED)
    copy = told(appeal).deliveries.get(channel="representative")
    assert copy.address == "lena@example.org"
    remark = appeals.add(appeal=appeal, text="Mr. Quill.", by=str(lena), at=ASKED)
    assert remark.by == "Lena, for Ben"


def test_whoever_had_a_hand_in_it_asks_nothing(appeal):
    by = appeal.decision.decided_by
    with pytest.raises(UnlawfulError, match="had a hand in this case"):
        appeals.ask(appeal=appeal, text="Who?", by=by, at=ASKED)


@pytest.mark.parametrize(("by", "text", "why"), [("ann", "x", "Only the"), ("ben", " ", "text:")])
def test_nobody_else_writes_for_him_and_nothing_is_no_remark(appeal, by, text, why):
    with pytest.raises(UnlawfulError, match=why):
        appeals.add(appeal=appeal, text=text, by=by, at=ASKED)


def test_once_it_is_answered_the_dialogue_is_over(appeal):
    by = reviewer(appeal)
    appeals.reject(appeal=appeal, reasons="It stays.", by=by, at=ASKED)
    with pytest.raises(UnlawfulError, match="has been answered"):
        appeals.add(appeal=appeal, text="But!", by="ben", at=ASKED)
    with pytest.raises(DatabaseError, match="P7: the appeal is answered"), transaction.atomic():
        slipped_in(appeal, reviewer=by)


def slipped_in(appeal, *, reviewer=None, notice=None):
    """A remark written past the operations."""
    Remark.objects.create(
        appeal=appeal,
        text="Who?",
        by=reviewer.name if reviewer else "ben",
        reviewer=reviewer,
        door="console" if reviewer else "portal",
        at=ASKED,
        notice=notice or appeal.receipt,
    )


def test_p7_the_first_decider_is_kept_out_of_the_dialogue(appeal):
    by = appeal.decision.decided_by
    with pytest.raises(DatabaseError, match="P7: only a reviewer who had no"), transaction.atomic():
        slipped_in(appeal, reviewer=by)


def test_p7_the_dialogue_is_with_him_and_nobody_else(appeal):
    people.member("ann")
    people.tell(*people.contracts("ann", bad=11))
    (case,) = people.work_goes_on()
    measure, by = MeasureKind.WARNING, case.assignment.staff
    served = cases.serve_preliminary_notice(case=case, measure=measure, by=by, at=NOW)
    with pytest.raises(DatabaseError, match="P7: the dialogue of an"), transaction.atomic():
        slipped_in(appeal, reviewer=reviewer(appeal), notice=served.notice)


@pytest.mark.parametrize(
    "change", ["UPDATE appeals_remark SET text = 'Nothing.'", "DELETE FROM appeals_remark"]
)
def test_p8_what_was_said_is_never_changed(appeal, change):
    appeals.ask(appeal=appeal, text="Who?", by=reviewer(appeal), at=ASKED)
    attack = connection.cursor()
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        attack.execute(change)


REFUSED = "P8: |permission denied"
