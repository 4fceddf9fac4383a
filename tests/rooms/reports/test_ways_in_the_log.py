"""The log says how a word of Ann's came, and who spoke for her where somebody did."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.appeal import Door
from goodstanding.law.terms import MeasureKind
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def of(kind):
    return [one for one in log.events(at=NOW + 60 * DAY) if one["type"] == kind]


@pytest.fixture
def case():
    """Ann is heard before a restriction; Lena speaks for her, too."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    cases.name_representative(case=case, name="Lena", email="lena@example.org", by="ann", at=NOW)
    return case


def mailed(sender):
    return cases.Mail(message_id=f"<{sender}>", sender=sender, subject="Re:", text="I was ill.")


def test_an_answer_names_the_door_and_who_spoke_for_her(case):
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    appeals.receive(token=case.token, mail=mailed("lena@example.org"), at=NOW + 2 * DAY)
    said = [
        (one["channel"], one.get("representative_id"), one["actor"])
        for one in of("response.received")
    ]
    assert said == [("portal", None, "ann"), ("mail", "Lena", "Lena, for Ann")]


@pytest.mark.parametrize(
    ("by", "door", "representative"),
    [
        ("ann", Door.API, None),
        ("Lena, for Ann", Door.MAIL, "Lena"),
    ],
)
def test_an_appeal_names_the_door_and_who_spoke_for_her(case, by, door, representative):
    manager = case.assignment.staff
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=manager, at=NOW + 8 * DAY)
    appeals.file(decision=decision, text="No.", by=by, at=NOW + 9 * DAY, door=door)
    (opened,) = of("appeal.opened")
    assert opened["appellant"] == "ann"
    assert opened["channel"] == door
    assert opened.get("representative_id") == representative
