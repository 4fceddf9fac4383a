"""Who somebody is, and who was qualified when, stands as firmly as what names them."""

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations as accounts
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people():
    people.team()
    people.member("ann")
    accounts.issue_key(label="Max", scopes=["may:read"], at=people.ADOPTED)


def refused(words, statement):
    with (
        pytest.raises(IntegrityError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_ann_does_not_become_abe_and_her_record_with_her():
    refused(
        "P8: account ann stays who it is, and does not become abe",
        "UPDATE accounts_account SET name = 'abe' WHERE name = 'ann'",
    )
    refused("P8: account ann stays", "UPDATE accounts_account SET id = 900001 WHERE name = 'ann'")
    refused("P8: account ann stays: the record", "DELETE FROM accounts_account WHERE name = 'ann'")


def test_ann_has_not_been_here_for_a_shorter_time_than_was_known():
    refused(
        "P8: account ann was heard of on",
        "UPDATE accounts_account SET registered_at = registered_at + interval '1 year'",
    )


def test_anns_details_follow_what_the_marketplace_reports():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET email = 'ann@new.example', language = 'es'")


def test_rita_does_not_become_sam():
    refused("P8: the record is append-only", "UPDATE accounts_staff SET name = 'Sam the second'")
    refused("P8: the record is append-only", "DELETE FROM accounts_staff")


def test_nobody_was_never_qualified_or_always():
    refused("P8: a row of accounts_staffrole ends", "DELETE FROM accounts_staffrole")
    refused(
        "P8: a row of accounts_staffrole only ends",
        "UPDATE accounts_staffrole SET qualified_from = qualified_from - interval '1 year'",
    )
    refused("P8: .* only ends", "UPDATE accounts_staffrole SET role = 'finance_officer'")


def test_a_qualification_ends_once_and_not_before_it_began():
    refused(
        "P8_a_qualification_ends_after_it_begins",
        "UPDATE accounts_staffrole SET qualified_until = qualified_from - interval '1 day'",
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_staffrole SET qualified_until = qualified_from")
    refused("P8: .* only ends, once", "UPDATE accounts_staffrole SET qualified_until = NULL")


def test_a_key_opens_no_more_than_when_it_was_issued():
    refused(
        "P8: a key only ends, and sooner, never later",
        """UPDATE accounts_apikey SET scopes = '["events:write"]'""",
    )
    refused("P8: a row of accounts_apikey ends", "DELETE FROM accounts_apikey")
