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
        LookupError: the tables are not up to date.
    """
    embedded = "DATABASE_URL" not in os.environ
    with database_address():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
        import django
        from django.db import connections

        django.setup()
        from goodstanding.interfaces.cli import prepare

        if not migrating and prepare.behind():
            if not embedded:
                msg = "The database is not up to date; `goodstanding migrate` makes it so."
                raise LookupError(msg)
            prepare.bring_up_to_date()
        try:
            yield
        finally:
            connections.close_all()
