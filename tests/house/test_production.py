"""docs/how-to/run-in-production.md, on a PostgreSQL of its own, over TCP, with two roles.

It makes a server and all tables, so it runs where it is asked for: `make production`.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from goodstanding.config import home

PROGRAMS = Path(os.environ.get("GOODSTANDING_POSTGRESQL", "none"))
pytestmark = pytest.mark.skipif(
    not (PROGRAMS / "initdb").exists(),
    reason="needs GOODSTANDING_POSTGRESQL: the folder of a PostgreSQL's programs (make production)",
)
PAGE = home.RULEBOOK.parent / "docs" / "how-to" / "run-in-production.md"
PASSWORDS = {"goodstanding_owner": "<another password>", "goodstanding_app": "<password>"}


def as_the_server(*command):
    """Run a program of the server's, which refuses to be root."""
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **user)


@pytest.fixture
def server():
    """Where a new PostgreSQL listens, on TCP alone, asking everyone for their password."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="goodstanding-"))
    (folder / "password").write_text("super")
    if os.getuid() == 0:
        for one in (folder, folder / "password"):
            shutil.chown(one, "postgres")
    data = ("-D", folder / "data")
    asked = ("-A", "scram-sha-256", "-U", "postgres", f"--pwfile={folder / 'password'}")
    as_the_server(PROGRAMS / "initdb", *data, *asked)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    log = folder / "log"
    as_the_server(PROGRAMS / "pg_ctl", *data, "-w", "-l", log, "-o", options, "start")
    yield f"127.0.0.1:{port}"
    as_the_server(PROGRAMS / "pg_ctl", *data, "-m", "immediate", "stop")
    shutil.rmtree(folder)


def address(server, role, database="goodstanding"):
    password = PASSWORDS.get(role, "super").strip("<>").replace(" ", "%20")
    return f"postgresql://{role}:{password}@{server}/{database}"


def roles_as_the_page_makes_them(server):
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    told = [one.strip() for one in lines if one.startswith(("    CREATE ROLE", "    CREATE DATA"))]
    assert len(told) == 3
    with psycopg.connect(address(server, "postgres", "postgres"), autocommit=True) as session:
        for one in told:
            session.execute(one.replace("'<", "'").replace(">'", "'"))


def goodstanding(folder, server, *words, owner=False):
    ours = {"GOODSTANDING_HOME": str(folder), "DATABASE_URL": address(server, "goodstanding_app")}
    if owner:
        ours["DATABASE_OWNER_URL"] = address(server, "goodstanding_owner")
    theirs = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "DJANGO_"))}
    command = [sys.executable, "-m", "goodstanding", *words]
    done = subprocess.run(command, env=theirs | ours, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_owner_makes_the_tables_and_the_application_cannot_break_its_promises(server, tmp_path):
    roles_as_the_page_makes_them(server)
    assert "up to date" in goodstanding(tmp_path, server, "migrate", owner=True)
    adopted = goodstanding(tmp_path, server, "rulebook", "adopt", "--by", "Pia Example")
    assert "Adopted poor-performance version 1" in adopted
    table = "policies_policyversion"
    with psycopg.connect(address(server, "goodstanding_app"), autocommit=True) as session:
        with pytest.raises(psycopg.Error, match="P8: the record is append-only"):
            session.execute(f"DELETE FROM {table}")
        for attack in (
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"TRUNCATE {table}",
            "SET ROLE goodstanding_owner",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(attack)
