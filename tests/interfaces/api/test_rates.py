"""One of Max's servers that runs wild does not take the house from the others."""

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces.api import rates
from tests import people


def ask(client, key):
    body = {"account": "ann", "capability": "apply"}
    headers = {"Authorization": f"Bearer {key}"}
    return client.post("/v1/may", body, "application/json", headers=headers)


def key(label):
    return accounts.issue_key(label=label, scopes=["may:read"], at=people.ADOPTED)[1]


@pytest.mark.django_db
def test_a_key_that_asks_too_often_is_told_to_wait_and_the_others_go_on(client, settings):
    people.member("ann")
    settings.API_RATE = 3
    wild, calm = key("wild"), key("calm")
    *said, refused = [ask(client, wild) for _ in range(4)]
    assert [one.status_code for one in said] == [200, 200, 200]
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert "too many requests" in refused.json()["detail"]
    assert ask(client, calm).status_code == 200


@pytest.mark.django_db
def test_who_guesses_keys_is_slowed_down_and_a_known_key_is_not(client, settings):
    people.member("ann")
    settings.API_GUESSES = 1
    known = key("known")
    assert 429 in [ask(client, f"gs_guess{n}_x").status_code for n in range(3)]
    assert ask(client, known).status_code == 200


def test_a_bucket_fills_evenly_and_holds_a_minute():
    kept = rates.Rates()
    for _ in range(60):
        kept.take("a", a_minute=60, at=0.0)
    with pytest.raises(rates.TooManyError) as refused:
        kept.take("a", a_minute=60, at=0.0)
    assert refused.value.seconds == 1
    kept.take("a", a_minute=60, at=1.0)
    with pytest.raises(rates.TooManyError):
        kept.take("a", a_minute=60, at=1.0)


def test_full_buckets_are_forgotten(monkeypatch):
    monkeypatch.setattr(rates, "LARGEST", 2)
    kept = rates.Rates()
    for name in ("a", "b", "c"):
        kept.take(name, a_minute=60, at=0.0)
    kept.take("d", a_minute=60, at=5.0)
    assert set(kept.clocks) == {"d"}
