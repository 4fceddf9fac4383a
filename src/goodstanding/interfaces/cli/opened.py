"""The house opened for a command: database up, Django ready, tables in place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from goodstanding.config.postgres import database_address


@contextmanager
def opened(*, migrating: bool = False) -> Iterator[None]:
    """Start the embedded database if there is no other, and set Django up on it.

    The embedded database is brought up to date by itself; another only by `goodstanding migrate`.

    Args:
        migrating: whether the command itself brings the tables up to date.

    Raises:
        ConnectionError: the database does not answer.
        LookupError: the tables are not up to date.
    """
    embedded = "DATABASE_URL" not in os.environ
    with database_address():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
        import django
        from django.db import connections

        django.setup()
        try:
            _require_tables(may_make=embedded, leave=migrating)
            yield
        finally:
            connections.close_all()


def _require_tables(*, may_make: bool, leave: bool) -> None:
    """Make sure that the database answers and, unless they are left to the command, of its tables.

    Args:
        may_make: whether to bring them up to date, or to complain.
        leave: whether the command does it.
    """
    from django.db import OperationalError

    from goodstanding.interfaces.cli import prepare

    try:
        behind = prepare.behind()
    except OperationalError as failure:
        msg = f"DATABASE_URL: the database does not answer: {failure}"
        raise ConnectionError(msg) from failure
    if behind and not leave:
        if not may_make:
            raise LookupError("The database is not up to date; `goodstanding migrate` makes it so.")
        prepare.bring_up_to_date()
