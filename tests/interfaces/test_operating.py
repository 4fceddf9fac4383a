"""Who runs the house asks whether it is well, and learns nothing of anybody."""

import io
import json
import logging

import pytest
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from goodstanding.accounts import operations as accounts
from goodstanding.config.logs import JsonLines
from goodstanding.webhooks import operations as webhooks
from goodstanding.webhooks.catalogue import sample
from tests import people

TOKEN = "a-token-for-prometheus"


def test_a_process_that_answers_is_alive_even_without_its_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_house_is_ready_with_its_database_and_tables_and_names_a_missing_worker(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "tables": "ok", "worker": "missing"}


@pytest.mark.django_db
def test_a_house_behind_its_tables_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'webhooks'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["tables"]) == (503, "missing")


@pytest.mark.django_db
def test_the_figures_are_for_who_shows_the_token(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 401
    wrong = client.get("/metrics", headers={"Authorization": "Bearer another"})
    assert wrong.status_code == 401


@pytest.mark.django_db
def test_the_figures_say_what_waits(client, settings):
    settings.METRICS_TOKEN = TOKEN
    webhooks.add_endpoint(url="http://127.0.0.1:9/", at=people.NOW)
    webhooks.tell(kind="case.opened", key="1", body=sample("case.opened"), at=people.NOW)
    client.get("/healthz")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    found = {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(answer.content.decode())
        for one in family.samples
    }
    assert found["goodstanding_webhooks_waiting",] + found["goodstanding_webhooks_given_up",] == 1
    assert found["goodstanding_cases_open",] == 0
    assert found["goodstanding_worker_silent_seconds",] == float("inf")
    assert found["goodstanding_request_seconds_count", "GET", "/healthz", "200"] >= 1


@pytest.fixture
def lines():
    """Everything that is logged, by any library, as it is written in production."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
def test_nothing_that_is_logged_of_requests_says_who_a_person_is(client, lines):
    people.rulebook()
    people.team()
    _, key = accounts.issue_key(label="max", scopes=["events:write"], at=people.ADOPTED)
    event = {"kind": "account.registered", "source": "max", "id": "1", "at": "2026-05-01T10:00:00Z"}
    event |= {"account": "annabel", "role": "contractor", "name": "Annabel"}
    headers = {"Authorization": f"Bearer {key}"}
    batch = {"events": [event | {"email": "annabel@example.org"}]}
    assert client.post("/v1/events", batch, "application/json", headers=headers).status_code == 200
    client.get("/v1/accounts/annabel/standing", headers=headers)
    client.get("/portal/enter/annabel-signed-by-us")
    said = json.dumps(lines())
    assert "nnabel" not in said
    assert key not in said


def living_in(street):
    raise ValueError(f"account: got 'annabel', living in {street}")


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_message(lines):
    try:
        living_in("Sesame Street")
    except ValueError:
        logging.getLogger("django.request").exception("Server Error: %s", "/portal/annabel/")
    (failed,) = lines()
    assert failed["error"] == "ValueError"
    assert failed["where"][-1].endswith("living_in")
    assert "nnabel" not in json.dumps(failed)
    assert "Sesame" not in json.dumps(failed)


@pytest.mark.parametrize(
    ("words", "filled", "said"),
    [
        ("%s has %d", ("Annabel", 3), "… has 3"),
        ("Starting job examine[7](accounts=['annabel'])", (), "Starting job examine……"),
        ("%(who)s wrote", ({"who": "Annabel"},), "… wrote"),
        ("%d wrote", ("Annabel",), "%d wrote"),
        ("mail of annabel@example.org to /portal/annabel", (), "mail of … to …"),
    ],
)
def test_only_words_of_the_program_and_numbers_are_written(words, filled, said):
    record = logging.LogRecord("any", logging.INFO, "", 0, words, filled, None)
    assert json.loads(JsonLines().format(record))["message"] == said


@pytest.mark.django_db
def test_a_request_is_logged_by_its_route_and_can_be_found_by_its_id(client, lines):
    answer = client.get("/policies/no-such-policy/")
    (line,) = [one for one in lines() if one.get("event") == "request"]
    assert line["request"] == answer["X-Request-Id"]
    assert (line["route"], line["status"]) == ("/policies/<slug:slug>/", 404)
