"""Every address is asked for as everybody: it opens to whom it says, and to nobody else."""

import pytest
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from goodstanding.law.terms import StaffRole
from tests import people
from tests.house.test_routes import ROUTES, audiences, filled
from tests.people import ADOPTED, NOW

pytestmark = pytest.mark.django_db
OURS = [(path, audiences(view)) for path, view in ROUTES if not path.endswith(("docs", ".json"))]
CONSOLE = [(path, who[0]) for path, who in OURS if who[0] and who[0].startswith("staff")]
PORTAL = [(path, who[0]) for path, who in OURS if who[0] == "member"]
SPOKEN_FOR = [(path, who[0]) for path, who in OURS if who[0] == "representative"]
API = [(path, who) for path, who in OURS if who[0] and who[0].startswith("key:")]


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def come_in(link):
    client = Client(raise_request_exception=False)
    assert client.get(link.split("8000", 1)[1]).status_code == 302
    return client


def asked(client, path):
    """How an address answers, read and written to; what it takes to be read is no answer here."""
    found = [client.get(filled(path)), client.post(filled(path))]
    return [one for one in found if one.status_code != 405]


@pytest.mark.parametrize("role", list(StaffRole))
def test_a_person_of_the_team_opens_what_their_role_opens(role):
    told = {"name": "Pat", "email": "pat@example.org", "roles": [role]}
    accounts.employ(**told, at=ADOPTED, password="correct horse battery")
    pat = come_in(links.to_console("Pat"))
    for path, who in CONSOLE:
        for answer in asked(pat, path):
            mine = who in {"staff", f"staff:{role}"}
            assert (answer.status_code != 403) == mine, f"{path}: {answer.status_code}"
            assert "sign-in" not in answer.headers.get("Location", ""), path
    for path, _ in PORTAL:
        assert {answer.status_code for answer in asked(pat, path)} == {403}, path


def test_who_holds_no_role_any_more_opens_nothing():
    people.team()
    rita = come_in(links.to_console("Rita"))
    accounts.employ(name="Rita", email="rita@example.org", roles=[], at=NOW)
    for path, _ in CONSOLE:
        assert {answer.status_code for answer in asked(rita, path)} == {403}, path


def test_a_member_opens_the_portal_and_nothing_of_the_team():
    people.member("ann")
    ann = come_in(links.to_portal("ann"))
    for path, _ in PORTAL:
        for answer in asked(ann, path):
            assert answer.status_code not in {401, 403}, f"{path}: {answer.status_code}"
    for path, _ in SPOKEN_FOR:
        assert {answer.status_code for answer in asked(ann, path)} == {403}, path
    for path, _ in CONSOLE:
        for answer in asked(ann, path):
            assert answer.status_code == 302, path
            assert "/console/sign-in" in answer["Location"], path


@pytest.mark.parametrize("scope", sorted(accounts.SCOPES))
def test_a_key_opens_what_its_scope_opens(scope):
    _, clear = accounts.issue_key(label="Max", scopes=[scope], at=ADOPTED)
    max_ = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {clear}"})
    for path, who in API:
        answers = asked(max_, path)
        opened = [answer for answer in answers if answer.status_code not in {401, 403}]
        assert bool(opened) == (f"key:{scope}" in who), path
        assert len(opened) <= who.count(f"key:{scope}"), path


def test_the_page_of_roles_says_what_the_doors_do():
    people.team()
    rita = come_in(links.to_console("Rita"))
    page = rita.get("/console/roles/").content.decode()
    assert page.count("<code>/console/") == len(CONSOLE)
    assert "Sam" in page
