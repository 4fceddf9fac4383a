"""One database of a run with all tables made; each part of the run copies its own from it.

The first of the run names it and has it made while the others still read the tests. Whoever needs
it and finds none makes it; a lock of the server's keeps that to one at a time.
"""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

ROOT = Path(__file__).parent.parent
VARIABLE = "GOODSTANDING_TESTS_TEMPLATE"
LOCK = 20_261_123
"""Any number nobody else locks."""


def name():
    """What this run calls it; runs started by a test use the same."""
    return os.environ.setdefault(VARIABLE, f"house_{uuid4().hex[:12]}")


def have_it_made():
    """A process that makes it, beside what else the run begins with."""
    settings = {"DJANGO_SETTINGS_MODULE": "goodstanding.config.settings"}
    command = [sys.executable, "-m", "tests.template"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)


def made():
    """Its name, once it is there."""
    from tests import roles

    whole, begun = name(), f"{name()}_begun"
    with psycopg.connect(roles.OWNER, autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        there = session.execute("SELECT datname FROM pg_database WHERE datname = %s", [whole])
        if there.fetchone() is None:
            _tell(session, "DROP DATABASE IF EXISTS {} WITH (FORCE)", begun)
            _tell(session, "CREATE DATABASE {}", begun)
            _migrate(begun)
            _tell(session, "ALTER DATABASE {} RENAME TO {}", begun, whole)
    return whole


def remove():
    """Leave nothing on somebody's own server."""
    from tests import roles

    with psycopg.connect(roles.OWNER, autocommit=True) as session:
        for one in (name(), f"{name()}_begun"):
            _tell(session, "DROP DATABASE IF EXISTS {} WITH (FORCE)", one)


def _tell(session, statement, *names):
    session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _migrate(database):
    """Make the tables in a database, by the connection of this process."""
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    elsewhere = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = elsewhere


if __name__ == "__main__":
    import django

    from tests import roles

    django.setup()
    roles.be_owner()
    made()
