"""Ann reads what is about to change, and says what she thinks of it."""

from datetime import timedelta

import pytest
import time_machine

from goodstanding.consultations import operations
from goodstanding.consultations.models import Comment
from goodstanding.interfaces import links
from tests import announced, people

pytestmark = pytest.mark.django_db
MAY = announced.ANNOUNCED + timedelta(days=2)
PAGE = "/portal/announcements/spam-applications/2/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MAY, tick=False):
        yield


@pytest.fixture
def version(db, tmp_path):
    people.rulebook()
    return announced.second_version(tmp_path)


@pytest.fixture
def ann(client, version):
    ann = people.member("ann")
    client.get(links.to_portal("ann").split("8000", 1)[1])
    return ann


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_she_comments_and_anybody_reads_it(client, ann):
    assert PAGE in read(client, "/portal/announcements/")
    said = {"text": "Five are too few.", "quoted": "A repeat is a text"}
    answer = client.post(f"{PAGE}comment", said, follow=True)
    assert answer.status_code == 200
    client.logout()
    page = read(client, "/announcements/spam-applications/2/")
    for words in ("Five are too few.", "A repeat is a text", "Ann", announced.WHY):
        assert words in page
    assert "<ins>10</ins>" in page
    assert "<del>7</del>" in page


def test_what_was_not_taken_is_not_lost(client, ann):
    said = {"text": "Five are too few.", "quoted": "nobody wrote this"}
    answer = client.post(f"{PAGE}comment", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "quote word for word" in page
    assert "Five are too few." in page
    assert not Comment.objects.exists()


def test_she_answers_and_votes_and_not_for_herself(client, ann, version):
    abe = people.member("abe")
    his = operations.comment(policy=version, text="It is fair.", by=abe, at=MAY)
    assert "They wrote: “It is fair.”" in read(client, f"{PAGE}?quote={his.pk}")
    client.post(f"{PAGE}comment", {"text": "Is it?", "quotes": his.pk, "quoted": "It is"})
    vote = f"/portal/announcements/comments/{his.pk}/vote"
    client.post(vote, {"value": "1"})
    assert "Score <strong>1</strong>" in read(client, PAGE)
    hers = Comment.objects.get(account=ann)
    own = f"/portal/announcements/comments/{hers.pk}/vote"
    assert client.post(own, {"value": "1"}).status_code == 422
    assert client.get(f"{PAGE}?quote=nobody").status_code == 404


def test_what_is_removed_is_hers_to_object_to(client, ann, version):
    announced.owners()
    one = operations.comment(policy=version, text="You idiots.", by=ann, at=MAY)
    pia = announced.owner("Pia")
    operations.remove(comment=one, rule="respect", reasons="It insults.", by=pia, at=MAY)
    public = read(client, "/announcements/spam-applications/2/")
    assert "You idiots." not in public
    assert "It insults." in public
    assert "You idiots." in read(client, PAGE)
    client.post(f"/portal/announcements/comments/{one.pk}/object", {"text": "I meant nobody."})
    assert "Another person than Pia answers" in read(client, PAGE)
    other = people.member("abe")
    his = operations.comment(policy=version, text="Fine.", by=other, at=MAY)
    wrong = client.post(f"/portal/announcements/comments/{his.pk}/object", {"text": "No."})
    assert wrong.status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/announcements/", "Spam applications, version 2"),
        ("/announcements/usage/", "No advertising"),
        ("/contact/", "within 14 days"),
        ("/", "How to reach us"),
    ],
)
def test_pages_for_everyone_set_no_cookie(client, version, address, words):
    answer = client.get(address)
    assert words in answer.content.decode()
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


def test_there_is_no_announcement_of_what_bound_at_once(client, version):
    read(client, "/announcements/spam-applications/1/", status=404)
    read(client, "/announcements/nowhere/2/", status=404)
