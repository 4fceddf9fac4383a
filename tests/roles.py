"""Whom the tests' connection is: the owner to make the database, then the application.

The test's own session could step back to the owner (`SET ROLE NONE`), and a test that breaks things
on purpose does; every other process, and whoever attacks, signs in as the application.
"""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

APPLICATION = "goodstanding_app"


def part():
    """Tell the owner's address from the application's; on somebody's own server make its role."""
    from goodstanding.config import roles

    ours = os.environ["DATABASE_URL"]
    owner = os.environ.setdefault("DATABASE_OWNER_URL", ours)
    parts = urlsplit(owner)
    if ours == owner:
        with psycopg.connect(owner, autocommit=True) as session:
            password = roles.make(session, password=bool(parts.password))
        name = f"{APPLICATION}:{password}" if password else APPLICATION
        ours = parts._replace(netloc=f"{name}@{parts.netloc.rpartition('@')[2]}").geturl()
        os.environ["DATABASE_URL"] = ours
    return owner, ours


OWNER, OURS = part()


def be_owner():
    """The connection is the owner's."""
    from django.db import connection

    connection.close()
    parts = urlsplit(OWNER)
    connection.settings_dict |= {"USER": parts.username, "PASSWORD": parts.password or ""}
    connection.settings_dict["OPTIONS"].pop("options", None)


def be_application():
    """The connection has what the application is granted; flushing stays the owner's."""
    from django.db import connection

    from goodstanding.config import roles

    roles.grant(connection, role=APPLICATION)
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = f"-c role={APPLICATION}"
    type(connection.ops).execute_sql_flush = _flush


@contextmanager
def as_owner():
    """The test's own session, as the owner of the tables for a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            yield cursor
        finally:
            cursor.execute(f"SET ROLE {APPLICATION}")


@contextmanager
def owner():
    """A session of the owner's on the tests' database, past every trigger."""
    from django.db import connection

    place = connection.settings_dict
    with psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        dbname=place["NAME"],
        user=place["USER"],
        password=place["PASSWORD"],
    ) as session:
        session.execute("SET session_replication_role = replica")
        yield session


def _flush(_operations, _statements):
    """Empty the tables that hold anything; to truncate them all takes ten times as long."""
    with owner() as session:
        tables = [name for (name,) in session.execute(TABLES)]
        filled = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables
        )
        for (name,) in session.execute(filled).fetchall():
            session.execute(f"DELETE FROM {name}")
        session.execute("SELECT chain_bind()")  # what the chain knows of the tables is gone too


TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
AND relname NOT LIKE 'procrastinate_version%'"""
