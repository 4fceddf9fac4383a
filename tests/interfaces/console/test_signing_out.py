"""What ends a visit, everywhere it should, and what is written down of coming and going."""

import logging

import pytest
from django.test import Client
from typer.testing import CliRunner

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces.cli import main
from goodstanding.interfaces.console import signing
from goodstanding.law.terms import StaffRole
from tests.people import ADOPTED

PASSWORD = "correct horse battery"
SIGN_IN = {"login": "rita@example.org", "password": PASSWORD}


@pytest.fixture
def rita(staff, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a quick one
    told = {"name": "Rita", "email": "rita@example.org", "roles": [StaffRole.CASE_MANAGER]}
    return accounts.employ(**told, at=ADOPTED, password=PASSWORD)


def inside():
    client = Client()
    assert client.post("/console/sign-in", SIGN_IN).status_code == 302
    return client


def is_in(client):
    return client.get("/console/").status_code == 200


@pytest.mark.django_db
def test_a_new_password_ends_every_other_visit(rita):
    here, there = inside(), inside()
    new = "four other long words"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/console/you/password", typed).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


@pytest.mark.django_db
def test_a_console_left_alone_for_two_hours_is_closed(rita, clock):
    client = inside()
    for _ in range(3):
        clock.shift(110 * 60)
        assert is_in(client)
    clock.shift(121 * 60)
    assert not is_in(client)
    clock.shift(-121 * 60)
    assert not is_in(client)


@pytest.mark.django_db
def test_leaving_leaves_nothing_in_the_browser(rita):
    answer = inside().post("/console/sign-out")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.django_db
def test_coming_going_and_being_refused_are_logged_by_number_alone(rita, caplog):
    caplog.set_level(logging.INFO, "goodstanding.sign_in")
    client = inside()
    client.post("/console/sign-out")
    client.post("/console/sign-in", SIGN_IN | {"password": "x"})
    said = [one.getMessage() for one in caplog.records if one.name == "goodstanding.sign_in"]
    assert said == [
        f"person {rita.user.pk} signed in",
        f"person {rita.user.pk} signed out",
        "a sign-in was refused: address and password do not belong together",
    ]


@pytest.mark.django_db(transaction=True)
def test_who_runs_the_house_signs_her_out(rita):
    client = inside()
    assert (
        "Rita is signed out (1 session)."
        in CliRunner().invoke(main.app, ["sign-out", "Rita"]).output
    )
    assert not is_in(client)


@pytest.mark.django_db
def test_a_new_secret_signs_nobody_out_and_loses_no_app(rita, settings):
    client, kept = inside(), signing.Secrets().encrypt("JBSWY3DP")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert is_in(client)
    assert signing.Secrets().decrypt(kept) == "JBSWY3DP"
