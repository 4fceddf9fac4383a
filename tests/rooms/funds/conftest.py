"""The funds room alone: no case stands behind its holds.

In the whole house a hold is ordered by a decision and money goes back as two people agreed in a
case; `tests/rooms/cases/test_giving_back_by_raw_sql.py` attacks that. Imports stand inside: this
file may be read before Django is set up.
"""

import pytest


@pytest.fixture(autouse=True)
def funds_alone(request):
    """What the room above asks of this room's rows is switched off, and on again."""
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    from tests.rooms.funds import money

    request.getfixturevalue("_django_db_helper")
    money.ask_of_cases("DISABLE")
    yield
    money.ask_of_cases("ENABLE")
