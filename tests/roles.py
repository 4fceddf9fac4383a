"""Whom the tests' connection is: the owner to make the database, then the application."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

APPLICATION = "goodstanding_app"


def part():
    """On somebody's own server, `DATABASE_URL` names an owner; the application gets its role."""
    from goodstanding.config import roles

    owner = os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    parts = urlsplit(owner)
    if parts.username != APPLICATION:
        with psycopg.connect(owner, autocommit=True) as session:
            password = roles.make(session, password=bool(parts.password))
        name = f"{APPLICATION}:{password}" if password else APPLICATION
        place = parts._replace(netloc=f"{name}@{parts.netloc.rpartition('@')[2]}")
        os.environ["DATABASE_URL"] = place.geturl()


def as_owner():
    """The connection is the owner's."""
    _be(os.environ["DATABASE_OWNER_URL"])


def as_application():
    """The connection is the application's, with what it is granted; flushing is the owner's."""
    from django.db import connection

    from goodstanding.config import roles

    roles.grant(connection, role=APPLICATION)
    _be(os.environ["DATABASE_URL"])
    connection.ops.execute_sql_flush = _flush


def _be(url):
    from django.db import connection

    parts = urlsplit(url)
    connection.close()
    connection.settings_dict |= {"USER": parts.username, "PASSWORD": parts.password or ""}


@contextmanager
def owner():
    """A session of the owner's on the tests' database, past every trigger."""
    from django.db import connection

    place = connection.settings_dict
    parts = urlsplit(os.environ["DATABASE_OWNER_URL"])
    with psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        dbname=place["NAME"],
        user=parts.username,
        password=parts.password,
    ) as session:
        session.execute("SET session_replication_role = replica")
        yield session


def _flush(statements):
    with owner() as session:
        for statement in statements:
            session.execute(statement)
