"""A house where things have happened, made once, and someone with a shell on its database.

All attacks on it happen in one transaction that is never kept; what each writes is taken back.
What only a second transaction shows is attacked in `tests/journeys/s26` and where it says so.
"""

import pytest


@pytest.fixture(scope="package")
def house(django_db_setup, django_db_blocker):
    """Ann was restricted and appeals; Abe's case waits; a rule held Ben's job post back."""
    from django.db import transaction

    from tests.promises import story

    with django_db_blocker.unblock(), transaction.atomic():
        yield story.happens()
        transaction.set_rollback(True)


@pytest.fixture
def shell(house, django_db_blocker):
    """Who attacks, as the application's role and past all of our code."""
    from tests.promises.shell import Shell

    with django_db_blocker.unblock():
        yield Shell()


@pytest.fixture
def refused(shell):
    """Try statements: they are refused in the words given, and nothing is kept."""
    return shell.refused
