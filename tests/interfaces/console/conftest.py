"""The team's console on the morning of 1 June: Ann's case waits, and the clock stands still.

Imports stand inside: this file may be read before Django is set up.
"""

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock():
    """The clock stands at NOW until a test moves it."""
    from tests.people import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(transactional_db):
    from tests import people

    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    """Eleven of Ann's twenty clients got nothing, and one contests 150.00 EUR."""
    from tests import people

    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (opened,) = people.work_goes_on()
    return opened


@pytest.fixture
def sign_in(client):
    """Come in by one's own link."""
    from goodstanding.interfaces import links

    def come_in(name):
        path = links.to_console(name).split("8000", 1)[1]
        assert client.get(path).status_code == 302
        return client

    return come_in
