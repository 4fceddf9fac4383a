"""A version is announced; Ann and Abe are contractors; Pia and Paul own policies.

Imports stand inside: this file may be read before Django is set up.
"""

import pytest


@pytest.fixture
def version(db, tmp_path):
    """The second version of the policy on spam."""
    from tests import announced, people

    people.rulebook()
    return announced.second_version(tmp_path)


@pytest.fixture
def owners(version):
    """Pia and Paul own policies; Sue reviews, Rita manages cases."""
    from tests import announced, people

    people.team()
    return announced.owners()


@pytest.fixture
def ann(version):
    from tests import people

    return people.member("ann")


@pytest.fixture
def abe(version):
    from tests import people

    return people.member("abe")
