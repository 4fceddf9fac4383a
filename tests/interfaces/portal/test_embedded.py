"""The marketplace shows Ann's standing on its own page; nobody else's page can."""

import pytest
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from tests import people

pytestmark = pytest.mark.django_db
ORIGIN = "https://www.example.com"


def embedded(link):
    return Client().get(link.split("8000", 1)[1])


def test_ann_reads_where_she_stands_on_a_page_of_the_marketplace(settings):
    settings.EMBED_ORIGINS = [ORIGIN]
    people.member("ann")
    _, key = accounts.issue_key(label="max", scopes=["portal:link"], at=people.ADOPTED)
    max_ = Client(headers={"Authorization": f"Bearer {key}"})
    page = embedded(max_.post("/v1/accounts/ann/embed").json()["url"])
    assert "You are in good standing" in page.content.decode()
    assert f"frame-ancestors {ORIGIN};" in page["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in page.headers
    assert not page.cookies
    assert Client().get("/portal/")["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in Client().get("/portal/")["Content-Security-Policy"]


def test_where_no_origin_is_named_no_page_shows_it(settings):
    settings.EMBED_ORIGINS = []
    people.member("ann")
    _, key = accounts.issue_key(label="max", scopes=["portal:link"], at=people.ADOPTED)
    answer = Client(headers={"Authorization": f"Bearer {key}"}).post("/v1/accounts/ann/embed")
    assert answer.status_code == 422
    assert answer.json() == {
        "detail": "GOODSTANDING_EMBED_ORIGINS: got nothing, expected your origins"
    }
    page = embedded(links.to_embedded("ann"))
    assert (page["X-Frame-Options"], page.status_code) == ("DENY", 200)


def test_the_address_is_good_for_an_hour_and_opens_nothing_else(time_machine):
    people.member("ann")
    time_machine.move_to(people.NOW, tick=False)
    link = links.to_embedded("ann")
    assert embedded(link).status_code == 200
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert Client().get(f"/portal/enter/{token}").status_code == 403
    time_machine.shift(3601)
    gone = embedded(link)
    assert gone.status_code == 403
    assert "Load the page around this one again" in gone.content.decode()
    day = links.to_portal("ann").rsplit("/", 1)[1]
    assert Client().get(f"/portal/embedded/{day}/").status_code == 403
