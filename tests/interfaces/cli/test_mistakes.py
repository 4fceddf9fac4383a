"""A mistake in what is given is one line on standard error, and exit code 2."""

import os
import subprocess
import sys

import pytest

from tests import people


@pytest.fixture
def goodstanding(tmp_path):
    """Run a command in a process of its own, with another database."""

    def run(*arguments, database):
        return subprocess.run(
            [sys.executable, "-m", "goodstanding", *arguments],
            env=os.environ | {"DATABASE_URL": database, "GOODSTANDING_HOME": str(tmp_path)},
            cwd=people.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def one_line(done):
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_a_database_that_does_not_answer_is_told(goodstanding):
    done = goodstanding("audit", database="postgresql://ann@127.0.0.1:1/none")
    assert one_line(done).startswith("DATABASE_URL: the database does not answer: ")


def test_a_database_that_is_none_is_told(goodstanding):
    done = goodstanding("audit", database="mysql://127.0.0.1/none")
    assert one_line(done) == "DATABASE_URL: got 'mysql', expected postgresql://user@host/name"


def test_a_database_without_tables_says_how_to_make_them(goodstanding):
    done = goodstanding("audit", database=os.environ["DATABASE_URL"])
    expected = "The database is not up to date; `goodstanding migrate` makes it so."
    assert one_line(done) == expected


def test_help_is_there_without_any_database(goodstanding):
    done = goodstanding("--help", database="mysql://127.0.0.1/none")
    assert done.returncode == 0
    assert "sign-in-link" in done.stdout
