"""Pia adopts policies in the console, answers members, and removes what breaks the rules."""

from datetime import timedelta

import pytest
import time_machine

from goodstanding.consultations import operations
from goodstanding.interfaces import links
from goodstanding.policies import queries
from tests import announced, people

pytestmark = pytest.mark.django_db
MAY = announced.ANNOUNCED + timedelta(days=2)
LIST = "/console/policies/"
DRAFT = f"{LIST}spam-applications/"
TALK = f"{DRAFT}2/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MAY, tick=False):
        yield


@pytest.fixture
def house(db, settings, tmp_path):
    """The shipped policies are adopted; the rulebook holds a second version of one."""
    people.rulebook()
    people.team()
    announced.owners()
    settings.RULEBOOK = tmp_path
    return announced.draft(tmp_path / "spam-applications", binds="2026-07-01")


@pytest.fixture
def version(house, tmp_path):
    from goodstanding.policies import operations as policies

    return policies.adopt(folder=house, by="Pia", at=announced.ANNOUNCED)


@pytest.fixture
def come_in(client, house):
    def come_in(name):
        client.get(links.to_console(name).split("8000", 1)[1])
        return client

    return come_in


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_she_adopts_what_she_has_read_and_nothing_else(come_in, house):
    pia = come_in("Pia")
    assert "waits</span> version 2" in read(pia, LIST)
    text = house / "policy.md"
    page = read(pia, DRAFT)
    hash_ = page.split('name="hash" value="')[1][:64]
    before = text.read_text()
    text.write_text(before.replace("10 days", "11 days"))
    answer = pia.post(f"{DRAFT}adopt", {"hash": hash_})
    assert answer.status_code == 422
    assert "changed since you read it" in answer.content.decode()
    text.write_text(before)
    answer = pia.post(f"{DRAFT}adopt", {"hash": hash_})
    assert answer["Location"] == TALK
    assert queries.latest("spam-applications").adopted_by == "Pia"
    assert "as adopted</span> version 2" in read(pia, LIST)


def test_rita_reads_and_adopts_nothing(come_in, house):
    rita = come_in("Rita")
    assert "A policy owner can adopt it." in read(rita, DRAFT)
    assert rita.post(f"{DRAFT}adopt").status_code == 403


def test_a_mistake_is_shown_with_its_line(come_in, house):
    file = house / "policy.toml"
    file.write_text(file.read_text().replace("2026-07-01", "2026-05-02"))
    page = read(come_in("Pia"), DRAFT)
    assert "What keeps it from being adopted" in page
    assert "policy.toml:10" in page
    assert "Adopt and announce" not in page
    read(come_in("Pia"), f"{LIST}nowhere/", status=404)


def test_she_answers_everyone_and_is_told_what_is_missing(come_in, version):
    pia = come_in("Pia")
    assert pia.post(f"{TALK}answer", {"text": " "}).status_code == 422
    pia.post(f"{TALK}answer", {"text": "We look again in autumn."})
    assert "We look again in autumn." in read(pia, "/announcements/spam-applications/2/")
    answer = pia.post(f"{TALK}close", {"summary": "It stays."})
    assert answer.status_code == 422
    assert "14 days" in answer.content.decode()
    assert "It stays." in answer.content.decode()


def test_what_she_removes_another_person_looks_at_again(come_in, version, client):
    ann = people.member("ann")
    one = operations.comment(policy=version, text="You idiots.", by=ann, at=MAY)
    pia = come_in("Pia")
    remove = f"/console/comments/{one.pk}/remove"
    assert pia.post(remove, {"rule": "", "reasons": "So."}).status_code == 422
    pia.post(remove, {"rule": "respect", "reasons": "It insults."})
    objection = operations.object_to(removal=one.removal, text="No.", by=ann, at=MAY)
    assert "Ann, on Spam applications, version 2" in read(pia, LIST)
    assert "You removed it, so another person answers." in read(pia, TALK)
    reply = f"/console/objections/{objection.pk}/answer"
    told = {"restored": "yes", "reasons": "It names nobody."}
    assert pia.post(reply, told).status_code == 422
    assert come_in("Rita").post(reply, told).status_code == 422
    assert come_in("Sue").post(reply, told).status_code == 302
    assert "You idiots." in read(client, "/announcements/spam-applications/2/")
