"""Rita signs in with a password and her phone; a lost password alone opens nothing."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from typer.testing import CliRunner

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from goodstanding.interfaces.cli import main
from goodstanding.law.terms import StaffRole
from tests.interfaces.console.reading import words
from tests.people import ADOPTED

PASSWORD = "correct horse battery"
SIGN_IN = {"login": "rita@example.org", "password": PASSWORD}


@pytest.fixture
def rita(staff, settings):
    """As in production, Rita has a password and has to have a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True
    roles = [StaffRole.CASE_MANAGER]
    told = {"name": "Rita", "email": "rita@example.org", "roles": roles}
    return accounts.employ(**told, at=ADOPTED, password=PASSWORD)


def code_of(secret):
    now = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def set_up(client):
    """Sign in, and give the app the secret that the page shows; the secret."""
    client.post("/console/sign-in", SIGN_IN)
    again = client.get("/console/you/second/app")["Location"]
    page = client.post(again, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page, re.DOTALL)[1]
    answer = client.post("/console/you/second/app", {"code": code_of(secret)})
    assert answer["Location"] == "/console/you/second/codes/"
    return secret


def codes_of(client):
    return client.get("/console/you/second/codes/").context["unused_codes"]


def test_without_a_second_factor_rita_is_led_to_set_one_up(client, rita):
    assert client.post("/console/sign-in", SIGN_IN)["Location"] == "/console/"
    assert client.get("/console/")["Location"] == "/console/you/second/"
    assert "An app that shows a code" in words(client.get("/console/you/second/"))
    secret = set_up(client)
    assert client.get("/console/").status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept


def test_afterwards_her_password_is_not_enough(client, rita):
    secret = set_up(client)
    thief = Client()
    assert thief.post("/console/sign-in", SIGN_IN)["Location"] == "/console/sign-in/second"
    assert thief.get("/console/")["Location"].startswith("/console/sign-in")
    assert "That did not work" in words(thief.post("/console/sign-in/second", {"code": "000000"}))
    assert thief.get("/console/")["Location"].startswith("/console/sign-in")
    right = thief.post("/console/sign-in/second", {"code": code_of(secret)})
    assert right.status_code in {200, 302}


def test_a_link_to_sign_in_asks_for_it_all_the_same(client, rita):
    set_up(client)
    thief = Client()
    link = links.to_console("Rita").split("8000", 1)[1]
    assert thief.get(link)["Location"] == "/console/sign-in/second"
    assert thief.get("/console/")["Location"].startswith("/console/sign-in")


def test_a_code_of_the_list_lets_her_in_once(client, rita):
    set_up(client)
    codes = codes_of(client)
    again = Client()
    again.post("/console/sign-in", SIGN_IN)
    assert again.post("/console/sign-in/second", {"code": codes[0]})["Location"] == "/console/"
    assert again.get("/console/").status_code == 200
    once_more = Client()
    once_more.post("/console/sign-in", SIGN_IN)
    assert once_more.post("/console/sign-in/second", {"code": codes[0]}).status_code == 200


def test_five_wrong_passwords_shut_the_door_for_a_while(client, rita, clock):
    wrong = SIGN_IN | {"password": "wrong horse battery"}
    for _ in range(5):
        assert "do not belong together" in words(client.post("/console/sign-in", wrong))
    assert "too many attempts" in words(client.post("/console/sign-in", SIGN_IN))
    clock.shift(6 * 60)
    assert client.post("/console/sign-in", SIGN_IN)["Location"] == "/console/"


def test_rita_sees_where_she_is_signed_in_and_signs_out_elsewhere(client, rita):
    set_up(client)
    lost = Client(headers={"User-Agent": "Lost phone"})
    codes = codes_of(client)
    lost.post("/console/sign-in", SIGN_IN)
    lost.post("/console/sign-in/second", {"code": codes[0]})
    assert lost.get("/console/").status_code == 200
    assert "Lost phone" in words(client.get("/console/you/sessions/"))
    client.post("/console/you/sessions/")
    assert lost.get("/console/").status_code == 302
    assert client.get("/console/").status_code == 200


def test_nobody_signs_up_and_who_left_sees_nothing_of_it(client, staff):
    told = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/console/sign-in/new", told)
    assert "closed" in words(answer).lower()
    accounts.employ(name="Rita", email="rita@example.org", roles=[], at=ADOPTED, password=PASSWORD)
    client.post("/console/sign-in", SIGN_IN)
    assert client.get("/console/you/second/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_who_lost_everything_starts_anew(client, rita):
    set_up(client)
    said = CliRunner().invoke(main.app, ["forget-second-factor", "Rita"]).output
    assert "Rita has no second factor now (2 taken away)" in said
    assert client.get("/console/").status_code == 302
    client.post("/console/sign-in", SIGN_IN)
    assert client.get("/console/")["Location"] == "/console/you/second/"
