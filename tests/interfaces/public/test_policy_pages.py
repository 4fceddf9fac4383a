"""Anyone reads the policies, without signing in."""

import hashlib
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from goodstanding.policies import operations

RULEBOOK = Path(__file__).parents[3] / "rulebook"
JUNE = datetime(2026, 6, 1, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(JUNE, tick=False):
        yield


@pytest.fixture
def adopted(db):
    """The shipped policies."""
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return {
        folder.name: operations.adopt(folder=folder, by="Pia", at=at)
        for folder in sorted(RULEBOOK.glob("*/"))
    }


@pytest.fixture
def changed(adopted, tmp_path):
    """A second version of the policy on spam, announced on 1 May, binding from 1 July."""
    folder = Path(shutil.copytree(RULEBOOK / "spam-applications", tmp_path / "spam-applications"))
    file = folder / "policy.toml"
    settings = file.read_text().replace("version = 1", "version = 2")
    settings = settings.replace("2025-11-15", "2026-05-01").replace("2026-01-01", "2026-07-01")
    file.write_text(settings)
    return operations.adopt(folder=folder, by="Pia", at=datetime(2026, 5, 1, tzinfo=UTC))


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", ["/", "/policies/"])
def test_every_policy_is_listed_with_what_it_is_about(client, adopted, address):
    page = read(client, address)
    for version in adopted.values():
        assert f"/policies/{version.slug}/" in page
        assert version.settings["summary"] in page


def test_without_a_policy_nothing_can_be_held_against_anyone(client, db):
    assert "nothing can be held against anyone" in read(client, "/policies/")


@pytest.mark.parametrize("slug", ["poor-performance", "scam-job-posts", "spam-applications"])
def test_a_policy_shows_all_there_is_to_know(client, adopted, slug):
    page = read(client, f"/policies/{slug}/")
    for part in ("Right and wrong", "What happens, step by step", "The exact numbers", "appeal"):
        assert part in page
    assert re.search(r"LIX \d+: (very )?easy", page)
    assert "binding from 1 January 2026" in page
    assert adopted[slug].hash in page


def test_examples_of_right_and_wrong_are_marked(client, adopted):
    page = read(client, "/policies/spam-applications/")
    assert '<p class="right"><strong>Right:</strong> Ann applies' in page
    assert '<p class="wrong"><strong>Wrong:</strong> Abe sends' in page


def test_the_tolerated_rates_are_told_by_kind_of_work(client, adopted):
    page = read(client, "/policies/poor-performance/")
    assert "<td>Design</td><td>1 in 20</td>" in page
    assert "<td>Any other work</td><td>1 in 20</td>" in page


def test_the_numbers_are_those_of_the_detector(client, adopted):
    from goodstanding.detectors.registry import DETECTORS

    settings = adopted["spam-applications"].settings["detector"]["applications"]
    for row in DETECTORS["applications"].thresholds(settings):
        for cell in row:
            assert f">{cell}<" in read(client, "/policies/spam-applications/")


def test_a_version_has_its_own_address(client, adopted):
    assert "Poor performance, version 1" in read(client, "/policies/poor-performance/1/")


@pytest.mark.parametrize(
    "address",
    ["/policies/nothing/", "/policies/poor-performance/9/", "/policies/nothing/1/record.json"],
)
def test_what_was_never_published_is_not_found(client, adopted, address):
    assert "no such page" in read(client, address, status=404)


def test_the_version_in_force_is_shown_and_the_announced_one_is_linked(client, changed):
    page = read(client, "/policies/spam-applications/")
    assert "spam-applications/2/" in page
    assert "binds from 1 July 2026" in page
    assert "version 1" in page
    assert "Not in force yet" in read(client, "/policies/spam-applications/2/")


def test_a_replaced_version_stays_readable_and_says_so(client, changed):
    with time_machine.travel(datetime(2026, 7, 1, tzinfo=UTC), tick=False):
        assert "Version</span> 2" in read(client, "/policies/spam-applications/")
        page = read(client, "/policies/spam-applications/1/")
    assert "Replaced." in page
    assert "bound until 1 July 2026" in page


def test_the_record_is_what_the_hash_was_taken_of(client, adopted):
    response = client.get("/policies/scam-job-posts/1/record.json")
    assert hashlib.sha256(response.content).hexdigest() == adopted["scam-job-posts"].hash
    assert json.loads(response.content)["settings"]["slug"] == "scam-job-posts"


@pytest.mark.parametrize("address", ["/", "/policies/", "/policies/poor-performance/"])
def test_pages_are_only_read(client, adopted, address):
    assert client.post(address).status_code == 405


def test_a_page_runs_no_script_and_takes_nothing_from_elsewhere(client, adopted):
    page = read(client, "/policies/scam-job-posts/")
    assert "<script" not in page
    assert " style=" not in page
    assert not re.findall(r'(?:src|href)="//|src="http', page)
    assert "default-src 'self'" in client.get("/policies/").headers["Content-Security-Policy"]


def test_markup_in_a_policy_is_shown_as_text():
    from goodstanding.interfaces.public import reading

    page = reading.html(
        '<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n\n[x](javascript:y)'
    )
    assert "<script" not in page
    assert "<img" not in page
    assert "href=" not in page


def test_every_address_says_who_it_is_for():
    from goodstanding.interfaces.public.urls import urlpatterns

    assert {one.callback.audience for one in urlpatterns} == {"public"}


def test_there_is_no_audience_but_the_known_ones():
    from goodstanding.interfaces.audience import audience

    with pytest.raises(ValueError, match="got 'everybody', expected one like public"):
        audience("everybody")


def test_what_changed_is_shown_word_by_word_in_one_text_or_side_by_side(client, changed):
    address = "/policies/spam-applications/1/to/2/"
    assert address in read(client, "/policies/spam-applications/")
    assert address in read(client, "/policies/spam-applications/2/")
    page = read(client, address)
    assert "None changes." in page
    assert "Version 1 </th>" in read(client, f"{address}?view=side")
    read(client, "/policies/spam-applications/1/to/9/", status=404)


@pytest.mark.parametrize("address", ["/", "/policies/", "/policies/spam-applications/"])
def test_a_page_for_everyone_sets_no_cookie_and_may_be_kept(client, adopted, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
