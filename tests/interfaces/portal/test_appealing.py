"""What a member can appeal against on the page of their case, and until when."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from goodstanding.appeals import queries
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEE = "You pay a registration fee of 35 dollars. Message us on Telegram."


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def enter(client):
    """Somebody comes in by their link at a moment, and stays there."""

    def come(name, at):
        travelling = time_machine.travel(at, tick=False)
        travelling.start()
        moments.append(travelling)
        client.get(links.to_portal(name).split("8000", 1)[1], follow=True)
        return client

    moments = []
    yield come
    for one in reversed(moments):
        one.stop()


def text(page):
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def held_back(staff):
    """A rule holds back a post of Ben's; nothing is decided."""
    people.member("ben", role="client")
    people.tell(people.posted("ben", 1, FEE))
    (case,) = people.work_goes_on()
    return case


def test_ben_appeals_against_what_a_rule_held_back_before_anything_is_decided(held_back, enter):
    """He reads that it ends by itself and why, and writes; then he reads when he is answered."""
    path = f"/portal/cases/{held_back.reference}/"
    ben = enter("ben", NOW + HOUR)
    read = text(ben.get(path))
    assert "It ends by itself on 2 June 2026, 10:00 UTC. What, and why" in read
    assert "You can do so until 1 December 2026" in read
    chat = SimpleUploadedFile("chat.txt", b"It is a deposit.")
    ben.post(f"{path}appeal", {"text": "It is no fee.", "files": chat})
    assert held_back.attachments.get().by == "ben"
    assert "Files: chat.txt" in queries.open_in(held_back).receipt.text
    assert queries.open_in(held_back).decision.measure == "interim_restriction"
    assert "Another person answers by 15 June 2026." in text(ben.get(path))


def test_where_nothing_is_held_back_there_is_nothing_to_appeal_against(staff, enter):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    path = f"/portal/cases/{case.reference}/"
    ann = enter("ann", NOW)
    assert "Why is it wrong?" not in text(ann.get(path))
    refused = ann.post(f"{path}appeal", {"text": "But!"})
    assert refused.status_code == 422
    assert "there is nothing to appeal against" in text(refused)


def test_what_comes_late_is_taken_and_a_person_says_whether_it_is_looked_into(staff, enter):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    wish = Wish(MeasureKind.WARNING, "Eleven of twenty clients got nothing.")
    cases.decide(case=case, wish=wish, by=staff["Rita"], at=NOW)
    path = f"/portal/cases/{case.reference}/"
    ann = enter("ann", NOW + 200 * DAY)
    assert "The last day to appeal was 1 December 2026. You can still write" in text(ann.get(path))
    ann.post(f"{path}appeal", {"text": "I was in hospital."})
    assert queries.open_in(case).text == "I was in hospital."
    again = ann.post(f"{path}appeal", {"text": "Please."})
    assert "You have already appealed" in text(again)
