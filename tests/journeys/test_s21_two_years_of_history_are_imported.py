"""S21: two years of history come in from a file of which a third is damaged."""

import csv
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from textwrap import dedent

import pytest

from tests.database import address

BEGINNING = datetime(2024, 6, 1, 12, tzinfo=UTC)
ROWS = 360
HEADER = ["number", "day", "contractor", "client", "rating", "euro"]
MAPPING = dedent(
    """\
    [source]
    name = "old-system"

    [[event]]
    kind = "contract.ended"

    [event.fields]
    id = {expression = "'ended-' || number"}
    at = {expression = "strptime(day, '%Y-%m-%d')"}
    account = {column = "contractor"}
    contract = {column = "number"}
    client = {column = "client"}
    work = {value = "design"}
    outcome = {expression = "CASE WHEN rating = '1' THEN 'not_delivered' ELSE 'accepted' END"}

    [[event]]
    kind = "payment.earned"
    where = "rating <> '1'"

    [event.fields]
    id = {expression = "'earned-' || number"}
    at = {expression = "strptime(day, '%Y-%m-%d')"}
    account = {column = "contractor"}
    contract = {column = "number"}
    client = {column = "client"}
    amount = {expression = "100 * CAST(euro AS DECIMAL(12, 2))"}
    currency = {value = "EUR"}
    """
)
DAMAGE = [
    ("day", "2025-13-40", "at"),
    ("number", "", "contract"),
    ("contractor", "", "account"),
    ("client", "c" * 201, "client"),
]


def row(number):
    """One contract in two years; every third of Abe's ended badly, none of the others'."""
    contractor = ["abe", "ann", "ada"][number % 3]
    return {
        "number": str(number),
        "day": f"{BEGINNING + timedelta(days=2 * number):%Y-%m-%d}",
        "contractor": contractor,
        "client": f"client-{number}",
        "rating": "1" if contractor == "abe" and number % 9 == 0 else "5",
        "euro": f"{number}.50",
    }


def damaged(number):
    """The same contract with a cell nobody can read, and what the report should say of it."""
    column, value, field = DAMAGE[number // 3 % len(DAMAGE)]
    return row(number) | {column: value}, {"line": str(number + 2), "field": field, "value": value}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where Mia of the marketplace has put the file and its mapping; every third row is damaged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.toml").write_text(MAPPING)
    write(tmp_path, (damaged(n)[0] if is_damaged(n) else row(n) for n in range(ROWS)))
    return tmp_path


def is_damaged(number):
    return number % 3 == 2


def write(folder, rows):
    with (folder / "old.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)


def imports():
    """Mia runs the command: its exit code, what it says, and what it shows while at it."""
    command = ["import", "old.csv", "--map", "old.toml", "--report", "damaged.csv"]
    done = subprocess.run(
        [sys.executable, "-m", "goodstanding", *command],
        env=os.environ | {"DATABASE_URL": address(), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join(done.stdout.split()), done.stderr


def report(folder):
    with (folder / "damaged.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_good_rows_come_in_and_damaged_ones_are_told(folder, town, work, come_in):
    """The good rows land; each damaged one is in the report with line, field, value and reason.

    How far it is is shown. Running it again changes nothing; once the rows are mended, only they
    come in. The worker then looks at everyone. Abe's record is bad, but most of it is older than
    the policy, so it is not held against him: he gets a note.
    """
    code, said, shown = imports()
    assert (code, said.split(".")[0]) == (1, "440 new events, 0 known; 120 rows not taken")
    assert re.search(r"Importing old\.csv .* (\d+)/\1 ", shown)
    told = [damaged(n)[1] for n in range(ROWS) if is_damaged(n)]
    assert [{k: one[k] for k in ("line", "field", "value")} for one in report(folder)] == told
    assert all(one["file"] == "old.csv" and one["reason"] for one in report(folder))

    first = (folder / "damaged.csv").read_bytes()
    assert imports()[1].startswith("0 new events, 440 known; 120 rows not taken.")
    assert (folder / "damaged.csv").read_bytes() == first
    write(folder, map(row, range(ROWS)))
    code, said, _ = imports()
    assert (code, said) == (0, "240 new events, 440 known; 0 rows not taken.")

    work()
    abe = come_in("abe", width=360).reads("40 of 120", "Nothing is restricted")
    abe.follows("A note to help you stay in good standing")
    abe.reads(
        "40 of your 120 contract outcomes were bad (40 not delivered", "does not count against"
    )
    rita = come_in("Rita").reads("No case is waiting")
    rita.opens("/console/members/abe/").reads("40 of 120", "Coaching note", "Strikes 0")
