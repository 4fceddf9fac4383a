"""Who may do what in the database: the owner makes the tables, the application only uses them.

The application's role owns nothing. So it can neither switch a trigger off nor change a table, and
what the triggers refuse it cannot do at all.
"""

import os
import secrets
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from psycopg import Connection

APPLICATION = "goodstanding_app"
"""The application's role in the embedded database."""

READ_ONLY = ("django_migrations", "chain_")
"""Tables, or beginnings of their names, that the application only reads."""

_EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = %s"
_TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND relkind IN ('r', 'p', 'v') ORDER BY relname"""


def make(owner: "Connection[tuple[object, ...]]", *, password: bool = False) -> str:
    """Make the application's role if it is not there.

    Args:
        owner: a connection of a role that may make others.
        password: whether to give it a new password, for servers that ask for one.

    Returns:
        Its password, "" where none was given.
    """
    role = sql.Identifier(APPLICATION)
    if owner.execute(_EXISTS, [APPLICATION]).fetchone() is None:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    if not password:
        return ""
    clear = secrets.token_hex(16)
    owner.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(clear)))
    return clear


def grant(connection: "BaseDatabaseWrapper", *, role: str) -> bool:
    """Let the application's role use the tables, and nothing more; whether the two are apart.

    Rows of the record may be inserted. That a change or removal of one is *refused* is for the
    triggers, so that the refusal names its promise; emptying a table is not even granted.

    Args:
        connection: of the role that owns the tables.
        role: the application's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        owner, database = cursor.fetchone()
        if owner == role:
            return False
        cursor.execute(_TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        for statement in _statements(role, database, tables):
            cursor.execute(statement)
    return True


def _statements(role: str, database: str, tables: list[str]) -> list[sql.Composed]:
    app, place = sql.Identifier(role), sql.Identifier(database)
    whole = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}, PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM {app}, PUBLIC",
        "REVOKE TEMPORARY, CREATE ON DATABASE {place} FROM {app}, PUBLIC",
        "GRANT CONNECT ON DATABASE {place} TO {app}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    ]
    each = [
        sql.SQL("GRANT {} ON {} TO {}").format(
            sql.SQL("SELECT" if name.startswith(READ_ONLY) else "SELECT, INSERT, UPDATE, DELETE"),
            sql.Identifier(name),
            app,
        )
        for name in tables
    ]
    return [sql.SQL(one).format(app=app, place=place) for one in whole] + each


def owner_url() -> str:
    """The address of the owner: its own setting, or where that is missing the application's."""
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
