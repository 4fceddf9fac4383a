"""A shell on the database of a house where things have happened; what is refused changes nothing.

Imports stand inside: this file may be read before Django is set up.
"""

import psycopg
import pytest


@pytest.fixture(scope="package")
def shell(django_db_setup, django_db_blocker, tmp_path_factory):
    """A shell on the database, past all of our code."""
    from django.core.management import call_command
    from django.test import override_settings

    from tests import database
    from tests.journeys.s26 import story
    from tests.journeys.s26.shell import Shell

    lake = tmp_path_factory.mktemp("lake")
    with django_db_blocker.unblock(), override_settings(LAKE=lake):
        story.happens()
        shell = Shell()
        yield shell
        shell.close()
        call_command("flush", verbosity=0, interactive=False)
        database.forget_what_was_asked()


@pytest.fixture
def refused(shell):
    """Try statements: they are refused with the promise, and nothing has changed."""

    def refused(promise, *statements):
        before = shell.everything()
        with pytest.raises(psycopg.errors.IntegrityError, match=promise):
            shell.tries(*statements)
        assert shell.everything() == before

    return refused


@pytest.fixture
def decision(shell):
    """The decision against Ann, as it stands in its table."""
    return shell.row("cases_decision", "measure = 'restriction'")


@pytest.fixture
def waiting(shell):
    """Abe's case, which nobody has decided."""
    return shell.row("cases_case", "id NOT IN (SELECT case_id FROM cases_decision)")
