"""Anyone reads what was done so far and how long people wait, as a page, a table, or a program."""

import csv
import io

import pytest

from tests import people
from tests.rooms.reports.test_transparency import _six  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_six")
def test_the_pages_say_what_the_files_say(client, time_machine):
    time_machine.move_to(people.NOW.replace(month=7, day=15), tick=False)
    page = client.get("/transparency/")
    assert page["Cache-Control"] == "public, max-age=3600"
    assert not page.cookies
    for words in ("poor-performance: restriction", "How often our rules were wrong", "of 6"):
        assert words in page.content.decode(), words
    table = list(csv.DictReader(io.StringIO(client.get("/transparency.csv").content.decode())))
    assert {"sheet": "decisions", "what": "in all", "count": "6"} in table
    told = client.get("/transparency.json").json()
    assert {"sheet": "decisions", "what": "in all", "count": 6} in told["counts"]
    (rule,) = [one for one in told["rules"] if one["rule"] == "outcomes"]
    assert (rule["decisions"], rule["reversed"]) == (6, 5)
    assert "2.0 days" in client.get("/status/").content.decode()
    waits = list(csv.DictReader(io.StringIO(client.get("/status.csv").content.decode())))
    (appeal,) = [one for one in waits if one["wait"] == "appeal"]
    assert (appeal["number"], appeal["half_hours"]) == ("5", "48.00")


def test_where_nothing_was_done_yet_the_pages_say_so(client):
    assert "None." in client.get("/transparency/").content.decode()
    assert "Nobody has waited for this yet." in client.get("/status/").content.decode()
