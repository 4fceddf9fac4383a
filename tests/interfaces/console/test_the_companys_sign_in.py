"""The team signs in where it signs in for everything else; the company vouches for the address."""

import pytest

from tests.interfaces.console.company import company
from tests.interfaces.console.reading import words

LINK = "/console/sign-in/company/company/"


@pytest.fixture
def there(staff, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    with company() as known:
        told = {"provider_id": "company", "name": "Acme", "client_id": "console", "secret": "s"}
        told["settings"] = {"server_url": known.address}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [told]}}
        yield known


def test_rita_comes_in_by_her_verified_address_and_needs_no_second_factor_here(client, there):
    assert "Sign in with Acme" in words(client.get("/console/sign-in"))
    there.person = {"sub": "r-1", "email": "Rita@example.org", "email_verified": True}
    assert there.comes_back(client, LINK)["Location"] == "/console/"
    assert "Rita Sign out" in words(client.get("/console/"))
    client.post("/console/sign-out")
    there.person = {"sub": "r-1", "email": "rita.new@example.org", "email_verified": True}
    there.comes_back(client, LINK)
    assert "Rita Sign out" in words(client.get("/console/"))


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "x", "email": "eve@example.org", "email_verified": True},
        {"sub": "x", "email": "rita@example.org", "email_verified": False},
        {"sub": "x"},
    ],
)
def test_whom_the_team_does_not_know_stays_outside(client, there, person):
    there.person = person
    answer = there.comes_back(client, LINK)
    assert answer.status_code == 403
    assert "nobody of the team has it" in words(answer)
    assert client.get("/console/").status_code == 302


def test_a_sign_in_that_asked_too_little_there_is_not_enough_here(client, there, settings):
    settings.COMPANY_ACR, settings.COMPANY_AMR = ["phr", "phrh"], ["hwk", "mfa"]
    there.person = {"sub": "r-1", "email": "rita@example.org", "email_verified": True}
    answers = {"phr": ["pwd", "mfa"], "low": ["mfa"], "phrh": ["pwd"]}
    found = {}
    for acr, amr in answers.items():
        there.forged = {"acr": acr, "amr": amr}
        answer = there.comes_back(client, LINK)
        found[acr] = answer.headers.get("Location") or words(answer)
        client.post("/console/sign-out")
    assert found["phr"] == "/console/"
    assert "says low of how strong this sign-in was; we need phr or phrh." in found["low"]
    assert "signed in by pwd; we need hwk or mfa among it." in found["phrh"]
    there.forged = {}
    assert "says nothing of how strong" in words(there.comes_back(client, LINK))
