"""The command line proves that the record is what was written, and prints the head to note."""

import json

import pytest

from goodstanding.chain import queries
from tests import people
from tests.database import tampering
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann():
    people.member("ann")
    people.tell(people.ended("ann", 1), at=NOW)


def test_an_honest_record_ends_with_its_head_and_exit_code_0(goodstanding, ann):
    code, said = goodstanding("audit", "chain")
    assert code == 0
    number, head = queries.head()
    assert number == 1
    assert said.splitlines()[-1] == f"1 block, 0 faults. Head: {head}"
    assert goodstanding("audit", "chain", "--head", head)[0] == 0


def test_a_changed_row_is_a_line_and_exit_code_1(goodstanding, ann):
    with tampering() as cursor:
        cursor.execute("UPDATE events_event SET account = 'bob' RETURNING id")
        key = cursor.fetchone()[0]
    code, said = goodstanding("audit", "chain", "--json")
    fault, end = (json.loads(line) for line in said.splitlines() if line.startswith("{"))
    assert code == 1
    assert fault == {"relation": "events_event", "key": str(key), "fault": "the row was changed"}
    assert end["faults"] == 1


def test_a_head_that_never_was_is_missed(goodstanding, ann):
    code, said = goodstanding("audit", "chain", "--head", "ab" * 32)
    assert code == 1
    assert f"the head {'ab' * 32} is not in it" in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["chain", "--head", "abc"], "--head: got 'abc', expected 64 hexadecimal digits"),
        (["chain", "--at", "2026-01-01"], "audit chain: got --profile, --at or --holiday"),
        (["--head", "ab"], "--head: got 'ab' without `chain`"),
    ],
)
def test_a_mistake_names_what_was_given(goodstanding, given, told):
    with pytest.raises(ValueError, match=told):
        goodstanding("audit", *given)


def test_a_file_that_is_really_called_chain_is_audited_as_a_log(
    goodstanding, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chain").write_text("")
    said = "The log holds no event: nothing was audited.\n"
    assert goodstanding("audit", "./chain") == (0, said)
