"""The embedded PostgreSQL starts with its first user, ends with its last, and survives kills."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from goodstanding.config.postgres import database_address

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="looks at processes in /proc"
)
HOLDS = """
import sys, time
from pathlib import Path
from goodstanding.config.postgres import database_address
with database_address(Path(sys.argv[1])):
    print("here", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    return tmp_path / "postgresql"


def postmaster(folder):
    try:
        pid = int((folder / "postmaster.pid").read_text().split()[0])
        return pid if Path(f"/proc/{pid}/cmdline").read_bytes() else None
    except OSError:
        return None


def another(folder):
    """Another process that uses the database until it is told to end, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "here\n"
    return process


def answers(address):
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_it_stops_when_the_last_of_its_users_leaves(folder):
    with database_address(folder) as address:
        other = another(folder)
        assert answers(address)
        other.communicate("")
        assert answers(address)
    assert postmaster(folder) is None


def test_a_user_that_is_killed_does_not_keep_it_running_for_ever(folder):
    other = another(folder)
    other.kill()
    other.wait()
    assert postmaster(folder)
    with database_address(folder) as address:
        assert answers(address)
    assert postmaster(folder) is None


def test_it_comes_back_after_the_server_itself_was_killed(folder):
    with database_address(folder):
        os.kill(postmaster(folder), signal.SIGKILL)
    with database_address(folder) as address:
        assert answers(address)


def test_a_number_that_another_process_has_by_now_is_not_taken_for_the_server(folder):
    with database_address(folder):
        pid = postmaster(folder)
        notes = (folder / "postmaster.pid").read_text()
        lock = next(folder.glob(".s.PGSQL.*.lock"))
        locked = lock.read_text()
    for path, text in ((folder / "postmaster.pid", notes), (lock, locked)):
        path.write_text(text.replace(str(pid), str(os.getpid()), 1))
    with database_address(folder) as address:
        assert answers(address)


def test_what_was_cut_short_in_making_it_is_made_again(folder):
    new = folder.with_suffix(".new")
    new.mkdir()
    (new / "PG_VERSION").write_text("18\n")
    with database_address(folder) as address:
        assert answers(address)
    assert not new.exists()
