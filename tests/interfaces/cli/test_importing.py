"""Max's staff import files from the command line, and everyone is reviewed."""

import csv
import json

import pytest

from goodstanding.cases import queries as cases
from goodstanding.config.clock import now
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)
MAPPING = people.ROOT / "mappings" / "events.toml"


@pytest.fixture
def history(tmp_path):
    """Ann let eleven of twenty clients down; one line of her history is damaged."""
    rows = [
        {
            "kind": "contract.ended",
            "source": "max",
            "id": f"c{n}",
            "at": f"2026-03-{n + 1:02}T09:00:00Z",
            "account": "ann",
            "contract": f"c{n}",
            "client": f"client-{n}",
            "work": "design",
            "outcome": "not_delivered" if n % 5 < 3 else "accepted",
        }
        for n in range(20)
    ]
    rows.append(rows[0] | {"id": "damaged", "outcome": "so-so"})
    file = tmp_path / "history.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    return file


def test_good_rows_come_in_damaged_ones_are_reported_and_again_changes_nothing(
    goodstanding, history, tmp_path
):
    report = tmp_path / "report.csv"
    bring = ("import", str(history), "--map", str(MAPPING), "--report", str(report))
    code, said = goodstanding(*bring)
    assert code == 1
    assert "20 new events, 0 known; 1 row not taken." in said
    (damaged,) = csv.DictReader(report.open())
    assert (damaged["line"], damaged["field"], damaged["value"]) == ("21", "outcome", "so-so")
    code, said = goodstanding(*bring)
    assert "0 new events, 20 known; 1 row not taken." in said


def test_a_review_opens_cases_for_what_was_imported_once(goodstanding, history):
    people.rulebook()
    people.team()
    goodstanding("import", str(history), "--map", str(MAPPING), "--report", str(history) + ".csv")
    code, said = goodstanding("review")
    assert code == 0
    assert "1 new finding; 1 case opened or joined." in said
    assert [one.case.account.name for one in cases.queue(at=now())] == ["ann"]
    _, said = goodstanding("review")
    assert "0 new findings; 0 cases opened or joined." in said
