"""Files of a marketplace become events, whatever their form."""

import csv
import json
from datetime import UTC, datetime
from textwrap import dedent

import duckdb
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from goodstanding.events import queries
from goodstanding.events.importing import Imported, import_files
from goodstanding.events.models import Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
EARNED = dedent(
    """\
    [source]
    name = "main"

    [[event]]
    kind = "payment.earned"

    [event.fields]
    id = {column = "number"}
    at = {column = "at"}
    account = {column = "who"}
    contract = {value = "c-1"}
    client = {value = "ben"}
    amount = {column = "amount"}
    currency = {value = "EUR"}
    """
)


@pytest.fixture
def bring(tmp_path):
    """Import files by this mapping; the report's rows are `bring.report`."""

    def run(mapping, *files, **options):
        (tmp_path / "map.toml").write_text(mapping)
        report = tmp_path / "report.csv"
        done = import_files(
            files=[tmp_path / name for name in files],
            mapping=tmp_path / "map.toml",
            at=NOW,
            report=report,
            **options,
        )
        with report.open(newline="") as file:
            run.report = [
                (row["file"].rsplit("/", 1)[1], int(row["line"]), row["field"], row["value"])
                for row in csv.DictReader(file)
            ]
        return done

    return run


def bodies():
    return [(row.source_id, row.account, row.body["amount"]) for row in queries.since(0)]


def test_a_json_lines_file_is_read_by_its_keys(bring, tmp_path):
    rows = [
        {"number": "1", "at": "2026-02-02T00:00:00Z", "who": "ann", "amount": 500},
        {"at": "2026-02-03T00:00:00Z", "who": "abe", "amount": "700", "number": 2, "more": [1]},
        {"number": "3", "at": "2026-02-04T00:00:00Z", "amount": 5},
        {"number": "4", "at": "2026-02-04T00:00:00Z", "amount": 5.5, "who": "ann"},
    ]
    text = "\n".join(map(json.dumps, rows)) + '\n\n[1]\n{"number": \n{"who": "a\\ud800"}\n'
    (tmp_path / "rows.jsonl").write_bytes(text.encode() + b'{"who": "\xff"}\n')
    assert bring(EARNED, "rows.jsonl") == Imported(recorded=2, known=0, rejected=6)
    assert bodies() == [("1", "ann", 500), ("2", "abe", 700)]
    assert bring.report == [
        ("rows.jsonl", 3, "account", ""),
        ("rows.jsonl", 4, "amount", "5.5"),
        ("rows.jsonl", 6, "", "[1]"),
        ("rows.jsonl", 7, "", '{"number":'),
        ("rows.jsonl", 8, "", '{"who": "a\\ud800"}'),
        ("rows.jsonl", 9, "", '{"who": "\\xff"}'),
    ]


def test_a_parquet_file_is_read_with_its_types(bring, tmp_path):
    duckdb.sql(
        f"""COPY (SELECT * FROM (VALUES
            (1, TIMESTAMPTZ '2026-02-02 02:00:00+02', 'ann', 500.0),
            (2, TIMESTAMPTZ '2026-02-03 00:00:00+00', 'abe', 7.25),
            (3, NULL, 'abe', 9)) AS t(number, "at", who, amount)) TO '{tmp_path}/rows.parquet'"""
    )
    assert bring(EARNED, "rows.parquet") == Imported(recorded=1, known=0, rejected=2)
    assert bodies() == [("1", "ann", 500)]
    assert Event.objects.get().at == datetime(2026, 2, 2, tzinfo=UTC)
    assert bring.report == [
        ("rows.parquet", 2, "amount", "7.25"),
        ("rows.parquet", 3, "at", ""),
    ]


HEAD = "number,at,who,amount\n"


def test_several_files_of_one_form_are_read_one_after_another(bring, tmp_path):
    (tmp_path / "a.csv").write_text(HEAD + "1,2026-02-02T00:00:00Z,ann,500\n")
    (tmp_path / "b.csv").write_text(HEAD + "1,2026-02-02T00:00:00Z,ann,500\n2,x,ann,1\n")
    assert bring(EARNED, "a.csv", "b.csv") == Imported(recorded=1, known=1, rejected=1)
    assert bring.report == [("b.csv", 3, "at", "x")]


def test_several_files_are_joined_and_the_report_names_the_row_that_was_chosen(bring, tmp_path):
    (tmp_path / "people.csv").write_text("id,who\n1,ann\n2,\n")
    (tmp_path / "pay.csv").write_text(
        "number;person;at;euro\n1;1;2026-02-02T00:00:00Z;5.00\n2;2;2026-02-02T00:00:00Z;1\n"
    )
    mapping = EARNED.replace(
        "[[event]]",
        """[files]
           people = "people.csv"
           pay = "pay.csv"

           [relations]
           paid = "SELECT pay.*, who FROM pay JOIN people ON person = id"

           [[event]]
           from = "FROM paid" """,
    ).replace('{column = "amount"}', '{expression = "100 * CAST(euro AS DECIMAL(9, 2))"}')
    assert bring(mapping, "people.csv", "pay.csv").recorded == 1
    assert bodies() == [("1", "ann", 500)]
    assert bring.report == [("pay.csv", 3, "account", "")]


def test_a_failed_expression_shows_what_the_row_holds(bring, tmp_path):
    (tmp_path / "rows.csv").write_text(
        "number,day,who,amount\n1,02.02.2026,ann,1\n2,31.02.2026,ann,1\n"
    )
    mapping = EARNED.replace('{column = "at"}', """{expression = "strptime(day, '%d.%m.%Y')"}""")
    assert bring(mapping, "rows.csv").recorded == 1
    assert Event.objects.get().at == datetime(2026, 2, 2, tzinfo=UTC)
    assert bring.report == [("rows.csv", 3, "at", "31.02.2026")]


def test_events_are_told_in_order_of_time_across_rules(bring, tmp_path):
    (tmp_path / "rows.csv").write_text(
        HEAD + "1,2026-02-03T00:00:00Z,ann,5\n2,2026-02-02T00:00:00+09:00,ann,6\n"
    )
    second = EARNED[EARNED.index("[[event]]") :].replace("payment.earned", "payment.refunded")
    second = second.replace('{column = "number"}', """{expression = "'back-' || number"}""")
    bring(EARNED + second, "rows.csv")
    assert [row.source_id for row in queries.since(0)] == ["2", "back-2", "1", "back-1"]


def test_a_row_wrong_for_two_rules_is_one_row_in_the_report(bring, tmp_path):
    (tmp_path / "rows.csv").write_text(HEAD + "1,never,ann,5\n")
    second = EARNED[EARNED.index("[[event]]") :].replace("payment.earned", "payment.refunded")
    assert bring(EARNED + second, "rows.csv").rejected == 1
    assert bring.report == [("rows.csv", 2, "at", "never")]


def test_whole_events_are_read_as_they_are_told(bring, tmp_path):
    event = {
        "kind": "session.ended", "source": "app", "id": "1", "at": "2026-02-02T00:00:00Z",
        "account": "ann", "session": "s-1",
    }  # fmt: skip
    lines = [event, event | {"id": "2", "session": ""}, event | {"kind": "session.over"}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, lines)))
    whole = '[[event]]\nwhole = {column = "_json"}\n'
    assert bring(whole, "rows.jsonl") == Imported(recorded=1, known=0, rejected=2)
    assert Event.objects.get().source == "app"
    assert bring.report == [
        ("rows.jsonl", 2, "session", ""),
        ("rows.jsonl", 3, "kind", "session.over"),
    ]


def test_how_far_it_is_can_be_shown(bring, tmp_path):
    rows = [f"{n},2026-02-02T00:00:00Z,ann,5\n" for n in range(6_000)]
    (tmp_path / "rows.csv").write_text(HEAD + "".join(rows))
    shown = []
    bring(EARNED, "rows.csv", progress=lambda *told: shown.append(told))
    assert shown == [(5_000, None), (6_000, None), (5_000, 6_000), (6_000, 6_000)]


class StoppedError(Exception):
    """Someone pressed Ctrl-C."""


def test_an_import_that_was_stopped_goes_on_where_it_was(bring, tmp_path):
    rows = [f"{n},2026-02-02T00:00:00Z,ann,5\n" for n in range(6_000)]
    (tmp_path / "rows.csv").write_text(HEAD + "".join(rows))

    def stop(done, total):
        if total and done == total:
            raise StoppedError

    with pytest.raises(StoppedError):
        bring(EARNED, "rows.csv", progress=stop)
    assert Event.objects.count() == 5_000
    assert bring(EARNED, "rows.csv") == Imported(recorded=1_000, known=5_000, rejected=0)


def test_accounts_are_examined_unless_a_review_follows(bring, tmp_path):
    (tmp_path / "rows.csv").write_text(HEAD + "1,2026-02-02T00:00:00Z,ann,5\n")
    bring(EARNED, "rows.csv", examine=False)
    assert not ProcrastinateJob.objects.exists()
    (tmp_path / "rows.csv").write_text(HEAD + "2,2026-02-02T00:00:00Z,ann,5\n")
    bring(EARNED, "rows.csv")
    assert ProcrastinateJob.objects.get().args == {"accounts": ["ann"]}
