"""People, keys and endpoints are let in from the command line."""

from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.law.terms import StaffRole
from goodstanding.webhooks import queries as webhooks
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)


def path(link):
    return link.strip().removeprefix("http://127.0.0.1:8000")


def test_rita_is_employed_and_comes_in_by_her_link(goodstanding):
    code, said = goodstanding("employ", "Rita", "rita@example.org", "--role", "case_manager")
    assert code == 0
    assert "Rita is case_manager" in said
    assert accounts.roles(accounts.staff("Rita"), at=now()) == {StaffRole.CASE_MANAGER}
    _, link = goodstanding("sign-in-link", "Rita")
    client = Client()
    assert client.get(path(link)).status_code == 302
    assert client.get("/console/").status_code == 200


def test_a_role_that_is_none_is_told_with_those_there_are(goodstanding):
    with pytest.raises(ValueError, match="--role: got judge, expected case_manager"):
        goodstanding("employ", "Rita", "rita@example.org", "--role", "judge")


def test_ann_comes_into_her_portal_by_her_link_and_not_into_the_console(goodstanding):
    people.member("ann")
    _, link = goodstanding("sign-in-link", "--member", "ann")
    client = Client()
    assert client.get(path(link)).status_code == 302
    assert client.get("/portal/").status_code == 200
    assert client.get(path(link).replace("portal", "console")).status_code == 403


def test_nobody_gets_a_link_who_is_not_known(goodstanding):
    with pytest.raises(LookupError, match="expected a person of the team"):
        goodstanding("sign-in-link", "Mallory")


def test_max_gets_a_key_for_what_it_is_for(goodstanding):
    _, clear = goodstanding("key", "issue", "orders", "--scope", "may:read")
    assert accounts.key(clear.strip(), at=now()).scopes == ["may:read"]
    with pytest.raises(ValueError, match="scopes: got everything"):
        goodstanding("key", "issue", "orders", "--scope", "everything")


def test_max_is_told_of_changes_at_an_address_and_gets_its_secret(goodstanding):
    _, secret = goodstanding("endpoint", "add", "http://127.0.0.1:9/hooks")
    (endpoint,) = webhooks.endpoints()
    assert (endpoint.url, endpoint.secret) == ("http://127.0.0.1:9/hooks", secret.strip())


def test_max_rotates_a_key_and_ends_one_that_leaked(goodstanding):
    _, first = goodstanding("key", "issue", "orders", "--scope", "may:read")
    first = first.strip()
    _, second = goodstanding("key", "rotate", first[:15])
    assert accounts.key(first, at=now())
    assert accounts.key(second.strip(), at=now())
    _, ended = goodstanding("key", "revoke", first[:15])
    assert ended == f"{first[:15]}_… opens nothing any more.\n"
    assert accounts.key(first, at=now()) is None
    _, listed = goodstanding("key", "list")
    assert [line.count("until") for line in listed.splitlines()] == [0, 1]


def test_ann_is_read_by_rita_and_sue_alone_and_then_by_all_again(goodstanding):
    people.team()
    ann = people.member("ann")
    by = ("--by", "Sam", "--why", "A journalist.")
    _, said = goodstanding("protect", "add", "ann", *by, "--reader", "Rita", "--reader", "Sue")
    assert said == "ann is read only by Rita, Sue now.\n"
    _, said = goodstanding("protect", "admit", "ann", "Sam", *by)
    assert said == "Sam reads ann, too.\n"
    goodstanding("protect", "end", "ann", *by)
    assert accounts.protection(ann, at=now()) is None


def test_rita_is_away_sam_stands_in_and_what_each_is_able_to_is_said(goodstanding):
    people.rulebook()
    team = people.team()
    until = f"{now() + timedelta(days=2):%Y-%m-%d}"
    _, said = goodstanding(
        "team", "away", "Rita", "--until", until, "--stand-in", "Sam", "--by", "Sue"
    )
    assert said == f"Rita is away until {until} 00:00 UTC. Sam stands in.\n"
    assert accounts.stands_in_for(team["Sam"], at=now()) == {team["Rita"].pk}
    _, said = goodstanding("team", "back", "Rita", "--by", "Rita")
    assert said == "Rita is here.\n"
    _, said = goodstanding("team", "able", "Rita", "--language", "uk", "--skill", "fraud")
    assert said == "Rita: uk, fraud.\n"
    assert accounts.able("skill", ["fraud"], at=now()) == {team["Rita"].pk}
