"""A database of its own with all tables made, for what reads them outside of a test."""

import os
import tempfile
from contextlib import contextmanager


@contextmanager
def migrated():
    """A cursor on the tables as the migrations leave them, in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="goodstanding-") as home:
        os.environ["GOODSTANDING_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        from goodstanding.interfaces.cli import prepare
        from goodstanding.interfaces.cli.opened import opened

        with opened(migrating=True):
            prepare.bring_up_to_date()
            from django.db import connection

            with connection.cursor() as cursor:
                yield cursor
