"""Someone past all of our code, as the application's role, inside a transaction never kept."""

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.rows import dict_row

from tests.journeys.s26.shell import insert, like

__all__ = ["Shell", "insert", "like"]


class Shell:
    """The tests' own session, past all of our code."""

    def ask(self, question, *values):
        """Every row of an answer, by the names of its columns."""
        connection.ensure_connection()
        with connection.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(question, values).fetchall()

    def row(self, table, which="true", *values):
        """One row of a table."""
        return self.ask(f"SELECT * FROM {table} WHERE {which} ORDER BY id LIMIT 1", *values)[0]

    def staff(self, name):
        """The id of a person of the team."""
        return self.row("accounts_staff", "name = %s", name)["id"]

    def account(self, name):
        """The id of a member."""
        return self.row("accounts_account", "name = %s", name)["id"]

    def forged(self, table, which="true", **changed):
        """The statement that inserts a row like one that is there, with some columns changed."""
        return insert(table, like(self.row(table, which), **changed))

    def tries(self, *statements):
        """Run statements, and all that would be asked when they are kept."""
        with connection.cursor() as cursor:
            for one in statements:
                text, values = one if isinstance(one, tuple) else (one, None)
                cursor.execute(text, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def refused(self, words, *statements):
        """They are refused in these words, and what they wrote is gone."""
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            self.tries(*statements)

    def allowed(self, *statements):
        """They are not refused; what they wrote is gone all the same."""
        with transaction.atomic():
            self.tries(*statements)
            transaction.set_rollback(True)
