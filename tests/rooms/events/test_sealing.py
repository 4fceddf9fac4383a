"""Events move into the lake without one being lost or there twice, wherever it is cut short."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from threading import Thread

import pyarrow.parquet as pq
import pytest
from django.db import connection

from goodstanding.events import queries
from goodstanding.events.lake import sealing
from goodstanding.events.models import Event, Seal
from goodstanding.events.operations import record, seal
from tests import database
from tests.rooms.events.telling import earned, ended

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 2, tzinfo=UTC)
once = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def everything():
    return [row.source_id for row in queries.since(0)]


@once
def test_a_file_holds_its_events_sorted_by_account_and_time(lake):
    record(events=[ended(3), ended(2, at="2026-01-01T00:00:00Z"), earned(1, account="Abe")], at=NOW)
    sealed = seal(before=LATER, at=LATER)
    file = pq.read_table(lake / sealed.path)
    assert file.column("source_id").to_pylist() == ["earned-1", "ended-2", "ended-3"]
    assert file.column("at").to_pylist()[0] == 1_770_024_600_000_000
    assert file.schema.names == sealing.COLUMNS.names
    assert (sealed.rows, sealed.sealed_at) == (3, LATER)
    assert not Event.objects.exists()
    assert queries.damage() == []


@once
def test_only_what_was_received_before_is_sealed_and_in_order():
    record(events=[ended(1)], at=NOW)
    record(events=[ended(2)], at=LATER)
    record(events=[ended(3)], at=NOW)
    assert seal(before=LATER, at=LATER).rows == 1
    assert seal(before=LATER, at=LATER) is None
    assert Event.objects.count() == 2


@once
def test_with_nothing_to_seal_there_is_no_file(lake):
    assert seal(before=LATER, at=LATER) is None
    assert not lake.exists()


@once
def test_an_event_told_again_after_it_was_sealed_is_known():
    record(events=[ended(1)], at=NOW)
    seal(before=LATER, at=LATER)
    assert record(events=[ended(1)], at=LATER).known == 1
    assert everything() == ["ended-1"]


@once
def test_a_damaged_or_missing_file_is_found(lake):
    record(events=[ended(1)], at=NOW)
    path = lake / seal(before=LATER, at=LATER).path
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert [problem.split(" is ")[0] for problem in queries.damage()] == [f"{path.name}: SHA-256"]
    path.unlink()
    assert queries.damage() == [f"{path.name}: sealed, but not in {lake}"]


class Cut(BaseException):
    """The power failed."""


def cut_at(step):
    """Let the power fail at this call into the code that seals."""
    calls = iter(range(10**6))

    def watch(frame, event, _):
        ours = frame.f_code.co_filename.endswith(("events/operations.py", "lake/sealing.py"))
        if ours and event in {"call", "return"} and next(calls) == step:
            sys.setprofile(None)
            raise Cut

    sys.setprofile(watch)


@committed
def test_a_sealing_cut_short_at_any_step_loses_nothing(lake):
    record(events=[ended(1), ended(2), earned(1)], at=NOW)
    told = everything()
    cuts = 0
    while not Seal.objects.exists():
        try:
            cut_at(cuts)
            seal(before=LATER, at=LATER)
        except Cut:
            cuts += 1
        finally:
            sys.setprofile(None)
        assert everything() == told
        assert [len(rows) for _, rows in queries.relation("SELECT * FROM contract_ended")] == [2]
    assert cuts > 15
    assert [path.name for path in lake.iterdir()] == [Seal.objects.get().path]
    assert not Event.objects.exists()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from django.conf import settings
settings.LAKE = Path(sys.argv[1])
def watch(event, told):
    if event == "os.rename" and str(told[1]).startswith(sys.argv[1]):
        renamed.append(told[1])
    if event == "open" and renamed:
        os.kill(os.getpid(), signal.SIGKILL)
renamed = []
sys.addaudithook(watch)
from goodstanding.events.operations import seal
seal(before=datetime(2026, 6, 2, tzinfo=UTC), at=datetime(2026, 6, 2, tzinfo=UTC))
"""


@committed
def test_killed_between_the_file_and_its_seal_everything_comes_back(lake):
    record(events=[ended(1), ended(2)], at=NOW)
    told = everything()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(lake)],
        env=os.environ
        | {
            "DATABASE_URL": database.address(),
            "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        },
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    (orphan,) = lake.iterdir()
    assert sealing.leftovers(lake, []) == [orphan]
    assert everything() == told
    record(events=[ended(3)], at=NOW)
    assert seal(before=LATER, at=LATER).rows == 3
    assert not orphan.exists()
    assert sorted(everything()) == ["ended-1", "ended-2", "ended-3"]


@once
def test_a_file_nobody_knows_is_left_alone_unless_all_of_it_is_here(lake, caplog):
    record(events=[ended(1)], at=NOW)
    path = lake / seal(before=LATER, at=LATER).path
    stranger = path.with_name("events-000000000000001-000000000000009.parquet")
    stranger.write_bytes(path.read_bytes())
    record(events=[ended(2)], at=NOW)
    seal(before=LATER, at=LATER)
    assert stranger.exists()
    assert "is left alone" in caplog.text


def seal_elsewhere():
    """Seal over another connection, as another process would."""

    def work():
        seal(before=LATER, at=LATER)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


@committed
@pytest.mark.parametrize(
    "read",
    [
        lambda: [len(rows) for _, rows in queries.relation("SELECT * FROM contract_ended")],
        lambda: [row.source_id for row in queries.since(0)],
        lambda: [row.source_id for row in queries.by_ids(range(10**4))],
    ],
)
def test_what_is_sealed_while_it_is_read_is_seen_once(read):
    record(events=[ended(1), ended(2), earned(1)], at=NOW)
    before = read()

    def meanwhile(execute, sql, params, many, context):
        if "events_seal" in sql and not sealed:
            sealed.append(sql)
            seal_elsewhere()
        return execute(sql, params, many, context)

    sealed = []
    with connection.execute_wrapper(meanwhile):
        assert read() == before
    assert sealed or read() == before
    assert Seal.objects.count() == len(sealed)
