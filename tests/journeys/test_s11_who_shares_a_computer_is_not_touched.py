"""S11: two people at one address share a computer; what one did is not held against the other."""

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.walks import decides, finds, hears
from tests.people import NOW, timedelta

DAY = timedelta(days=1)
WHY = "Eleven of her clients got nothing, and she has not said why."
AT_HOME = {"device": "the-computer-in-the-kitchen", "ip": "192.0.2.7", "country": "DE"}


def signs_in(name, n):
    """Someone signs in from the one computer of their home."""
    at = people.stamp(NOW - n * DAY)
    return people.v.LoginSucceeded(
        source="max", id=f"{name}-in-{n}", at=at, account=name, session=f"{name}-{n}", **AT_HOME
    )


@pytest.fixture
def reference(max_, work, come_in):
    """Ann and Abe share a computer. Eleven of Ann's twenty clients got nothing; all Abe's did."""
    max_.reports(
        people.registered("ann"),
        people.registered("abe"),
        *(signs_in(name, n) for name in ("ann", "abe") for n in range(10, 40)),
        *people.contracts("ann", 11),
        *(people.ended("abe", n, client=f"other-{n}") for n in range(20)),
    )
    work()
    return finds(come_in("Rita"), "Ann")


def test_ann_is_restricted_and_abe_is_not_touched(reference, max_, work, post, come_in, clock):
    """Rita restricts Ann. Abe is not restricted, not warned, not scored and not written to."""
    hears(come_in("Rita"), reference, "Restriction")
    clock.move_to(NOW + 7 * DAY)
    decides(come_in("Rita"), reference, "restriction", WHY)
    max_.reports(signs_in("abe", 1), signs_in("ann", 1))
    work()
    assert not max_.may("ann", "apply")
    assert max_.may("abe", "apply")
    assert max_.may("abe", "work")
    standing = max_.standing("abe")
    assert (standing["measures"], standing["strikes"], standing["open_cases"]) == ([], [], [])
    assert post.to("abe@example.org") == []
    abe = come_in("abe", width=360).reads("You are in good standing", "0 of 20")
    assert "Ann" not in abe.sees
    assert "Abe" not in text(post.to("ann@example.org")[-1])
