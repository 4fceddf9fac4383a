"""Someone with a shell on the database, as the application's role; each try is committed."""

from uuid import uuid4

import psycopg
from django.apps import apps
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from tests.database import address

ROOMS = {"policies", "events", "findings", "funds", "notices", "webhooks", "cases", "appeals"}


def tables():
    """Every table of the rooms in which something happens."""
    models = (model for model in apps.get_models() if model._meta.app_label in ROOMS)
    return [model._meta.db_table for model in models]


class Shell:
    """A connection of its own, past all of our code."""

    def __init__(self):
        self._session = psycopg.connect(address(), autocommit=True, row_factory=dict_row)

    def ask(self, question, **values):
        """Every row of an answer."""
        return self._session.execute(question, values).fetchall()

    def row(self, table, which="true"):
        """One row of a table."""
        return self.ask(f"SELECT * FROM {table} WHERE {which} LIMIT 1")[0]

    def staff(self, name):
        """The id of a person of the team."""
        return self.row("accounts_staff", f"name = '{name}'")["id"]

    def everything(self):
        """How much is in each table, and a fingerprint of it."""
        parts = (
            f"SELECT '{one}' AS place, count(*), sum(hashtext(t::text)) FROM {one} t"
            for one in tables()
        )
        return self.ask(" UNION ALL ".join(parts) + " ORDER BY place")

    def tries(self, *statements):
        """Run statements in one transaction, and commit it."""
        with self._session.transaction():
            for statement in statements:
                self._session.execute(*statement if isinstance(statement, tuple) else (statement,))

    def close(self):
        self._session.close()


def insert(table, row):
    """The statement that inserts a row."""
    values = [Jsonb(one) if isinstance(one, dict | list) else one for one in row.values()]
    text = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() * len(row)),
    )
    return text, values


COMPUTED = {"id", "overturn_limit"}
"""What the database fills in itself."""


def like(row, **changed):
    """A forgery: a row like one that is there, with another key, and what the forger changes."""
    key = {} if isinstance(row["id"], int) else {"id": uuid4()}
    return {name: value for name, value in row.items() if name not in COMPUTED} | key | changed


def forged_decision(decision, **changed):
    """The statement that inserts a decision like one that is there."""
    return insert("cases_decision", like(decision, **changed))


class Told:
    """A notice of its own for a forged decision, with its statement and its delivery."""

    def __init__(self, notice, statement, delivery, account):
        notice = like(notice, account_id=account)
        statement = dict(statement, id=900_001, notice_id=notice["id"])
        self.ids = {"notice_id": notice["id"], "statement_id": statement["id"]}
        self.statements = [
            insert("notices_notice", notice),
            insert("notices_statement", statement),
            insert("notices_delivery", like(delivery, notice_id=notice["id"])),
        ]


def people_told(shell, case):
    """The member of a case is told, as far as a forger can: with the words of another notice."""
    statement = shell.row("notices_statement")
    notice = shell.row("notices_notice", f"id = '{statement['notice_id']}'")
    delivery = shell.row("notices_delivery")
    return Told(notice, statement, delivery, case["account_id"])


def heard(shell, case, *, served_at, respond_by):
    """A case is made to look as if its member had been asked and had not answered."""
    served = shell.row("cases_preliminarynotice")
    notice = like(
        shell.row("notices_notice", f"id = '{served['notice_id']}'"),
        account_id=case["account_id"],
        created_at=served_at,
    )
    delivery = like(shell.row("notices_delivery"), notice_id=notice["id"])
    asked = like(
        served,
        case_id=case["id"],
        notice_id=notice["id"],
        served_at=served_at,
        respond_by=respond_by,
    )
    return [
        insert("notices_notice", notice),
        insert("notices_delivery", delivery),
        insert("cases_preliminarynotice", asked | {"id": 900_002}),
    ]
