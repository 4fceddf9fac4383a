"""Ann signs in where she signs in for everything else; only what is truly signed lets her in."""

import pytest
from django.test import Client

from tests import people
from tests.interfaces.console.company import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings):
    people.member("ann")
    with company() as known:
        settings.MEMBERS_SIGN_IN = {
            "issuer": known.address,
            "client": "console",
            "secret": "s",
            "claim": "sub",
        }
        yield known


def comes_back(there, client, wanted="/portal/"):
    return there.comes_back(client, f"/portal/sign-in?next={wanted}", asking=client.get)


def test_ann_comes_in_and_is_where_she_wanted_to_be(client, there):
    outside = client.get("/portal/money/")
    assert outside.status_code == 403
    assert "/portal/sign-in?next=%2Fportal%2Fmoney%2F" in outside.content.decode()
    there.person = {"sub": "ann"}
    answer = comes_back(there, client, "/portal/money/")
    assert answer["Location"] == "/portal/money/"
    assert client.get("/portal/money/").status_code == 200


@pytest.mark.parametrize("wanted", ["https://evil.example/portal/", "//evil.example", "/console/"])
def test_nobody_is_sent_elsewhere_by_it(client, there, wanted):
    there.person = {"sub": "ann"}
    assert comes_back(there, client, wanted)["Location"] == "/portal/"


@pytest.mark.parametrize(
    "forged",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "of yesterday"},
        {"exp": 1},
        None,
    ],
)
def test_what_the_marketplace_did_not_sign_for_this_visit_lets_nobody_in(client, there, forged):
    there.person = {"sub": "ann"}
    there.forged = forged
    answer = comes_back(there, client)
    assert answer.status_code == 403
    assert "did not say who you are" in answer.content.decode()
    assert client.get("/portal/").status_code == 403


def test_who_comes_back_in_another_browser_or_is_not_known_stays_outside(client, there):
    there.person = {"sub": "ann"}
    state = client.get("/portal/sign-in")["Location"].split("state=", 1)[1].split("&", 1)[0]
    assert Client().get("/portal/sign-in/back", {"code": "c", "state": state}).status_code == 403
    assert client.get("/portal/sign-in/back", {"error": "access_denied"}).status_code == 403
    there.person = {"sub": "nobody"}
    answer = comes_back(there, client)
    assert "Nothing is known here of your account yet" in answer.content.decode()


def test_where_the_marketplace_does_not_answer_ann_is_told_what_to_do(client, there, settings):
    settings.MEMBERS_SIGN_IN = settings.MEMBERS_SIGN_IN | {"issuer": "http://127.0.0.1:9"}
    answer = client.get("/portal/sign-in")
    assert answer.status_code == 502
    assert "use a link from it" in answer.content.decode()


def test_without_such_a_place_there_is_no_such_way(client):
    assert client.get("/portal/sign-in").status_code == 404
    assert "portal/sign-in" not in client.get("/portal/").content.decode()
