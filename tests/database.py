"""The tests' database: where it is for a process of its own; how its worker's desk is emptied."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import connection, transaction

from tests import roles


def address():
    """The tests' database as the application signs in to it."""
    parts = urlsplit(roles.OURS)
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def forget_what_was_asked():
    """Empty the worker's desk, which flushing leaves as it is: it is no table of ours."""
    with roles.owner() as session:
        session.execute("TRUNCATE procrastinate_jobs, procrastinate_periodic_defers CASCADE")


@contextmanager
def tampering():
    """A superuser with the triggers off, as the record's owner could be."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(f"SET LOCAL ROLE {roles.APPLICATION}")
