"""Max's servers report events and ask what an account may do."""

import json

import pytest
import time_machine

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
SCOPES = ["events:write", "may:read", "standing:read", "portal:link"]
EVENT = {
    "kind": "contract.ended",
    "source": "max",
    "id": "1",
    "at": "2026-05-01T10:00:00Z",
    "account": "ann",
    "contract": "c1",
    "client": "ben",
    "work": "design",
    "outcome": "accepted",
}


@pytest.fixture
def ask(client):
    """Ask with a key for everything, unless another is shown."""
    _, every = accounts.issue_key(label="max", scopes=SCOPES, at=people.ADOPTED)

    def send(method, path, body=None, key=every):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return client.generic(
            method, f"/v1{path}", json.dumps(body), "application/json", headers=headers
        )

    return send


def test_a_batch_sent_twice_is_kept_once(ask):
    assert ask("POST", "/events", {"events": [EVENT]}).json() == {"recorded": 1, "known": 0}
    assert ask("POST", "/events", {"events": [EVENT]}).json() == {"recorded": 0, "known": 1}


def test_a_wrong_event_is_told_by_place_field_and_value_and_nothing_is_kept(ask):
    wrong = EVENT | {"id": "2", "outcome": "meh"}
    answer = ask("POST", "/events", {"events": [EVENT, wrong]})
    assert answer.status_code == 422
    (said,) = answer.json()["rejected"]
    assert (said["index"], said["field"]) == (1, "outcome")
    assert "meh" in said["value"] + said["reason"]
    assert ask("POST", "/events", {"events": [EVENT]}).json()["recorded"] == 1


def test_what_is_no_batch_is_told_so(ask, client):
    answer = ask("POST", "/events", {"event": EVENT})
    assert answer.status_code == 422
    assert "events" in answer.json()["detail"]


def test_without_a_key_nothing_is_told(ask):
    assert ask("POST", "/events", {"events": []}, key=None).status_code == 401
    assert ask("POST", "/may", {}, key="gs_wrong_key").status_code == 401
    assert ask("GET", "/accounts/ann/standing", key=None).status_code == 401


def test_a_key_opens_only_what_it_is_for(ask):
    _, reader = accounts.issue_key(label="reader", scopes=["may:read"], at=people.ADOPTED)
    refused = ask("POST", "/events", {"events": [EVENT]}, key=reader)
    assert refused.status_code == 403
    assert "events:write" in refused.json()["detail"]


def test_a_revoked_key_opens_nothing(ask):
    key, clear = accounts.issue_key(label="old", scopes=["may:read"], at=people.ADOPTED)
    accounts.revoke_key(key=key, at=people.ADOPTED)
    assert ask("POST", "/may", {}, key=clear).status_code == 401


def test_an_account_nobody_reported_is_not_found(ask):
    answer = ask("POST", "/may", {"account": "nobody", "capability": "apply"})
    assert answer.status_code == 404
    assert "nobody" in answer.json()["detail"]


def test_an_unknown_capability_is_told_with_the_known_ones(ask):
    answer = ask("POST", "/may", {"account": "ann", "capability": "fly"})
    assert answer.status_code == 422
    assert "apply" in answer.content.decode()


def test_a_restricted_account_may_not_and_is_told_under_which_measure(ask):
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    later = NOW + people.timedelta(days=8)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=by, at=later)
    measure = str(decision.measures.get().id)
    with time_machine.travel(later, tick=False):
        answer = ask("POST", "/may", {"account": "ann", "capability": "apply"})
        assert answer.json() == {"allowed": False, "measures": [measure]}
        allowed = ask("POST", "/may", {"account": "ann", "capability": "work", "contract": "c"})
        assert allowed.json() == {"allowed": True, "measures": []}
        standing = ask("GET", "/accounts/ann/standing").json()
    assert [one["id"] for one in standing["measures"]] == [measure]
    assert standing["measures"][0]["case"] == case.reference
    assert [one["policy"] for one in standing["strikes"]] == ["poor-performance"]


def test_the_description_holds_every_kind_of_event(client):
    schema = client.get("/v1/openapi.json").json()
    kinds = schema["paths"]["/v1/events"]["post"]["requestBody"]["content"]["application/json"]
    offered = kinds["schema"]["properties"]["events"]["items"]["oneOf"]
    named = {one["$ref"].rsplit("/", 1)[1] for one in offered}
    assert {"ContractEnded", "JobPosted", "ApplicationSent"} <= named
    assert named <= set(schema["components"]["schemas"])


def test_the_marketplace_gives_a_member_the_link_to_their_own_portal(ask, client):
    people.member("ann")
    link = ask("POST", "/accounts/ann/portal-link").json()["url"]
    page = client.get(link.split("8000", 1)[1], follow=True)
    assert page.status_code == 200
    assert "Ann" in page.content.decode()
    assert ask("POST", "/accounts/nobody/portal-link").status_code == 404


@pytest.mark.browser
def test_the_description_is_drawn_as_a_page_from_our_own_server(page, site):
    page.goto("/v1/docs")
    page.get_by_text("/v1/events", exact=True).wait_for()
    page.get_by_text("ContractEnded").first.wait_for()
