"""S24: an agency's team works through one account; one of them is named and the team goes on."""

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.walks import asks, finds, hears
from tests.people import NOW, timedelta

DAY = timedelta(days=1)
WHY = "All eleven contracts were Tom's; nobody else of the team had to do with them."


def joined(member):
    """A contractor joins the agency."""
    return people.v.AgencyMemberJoined(
        source="max",
        id=f"joined-{member}",
        at=people.stamp(people.ADOPTED),
        account="studio",
        member=member,
    )


@pytest.fixture
def reference(max_, work, come_in):
    """Of the studio's twenty clients eleven got nothing; Tom and Tina work through it."""
    named = [people.registered("studio", "agency")]
    named += [people.registered(name) for name in ("tom", "tina")]
    max_.reports(*named, joined("tom"), joined("tina"), *people.contracts("studio", 11))
    work()
    return finds(come_in("Rita"), "Studio")


def test_tom_may_not_apply_and_tina_may(reference, max_, work, post, come_in, clock):
    """Rita chooses Tom of the team; the notice says who is meant, and everyone else goes on."""
    hears(come_in("Rita"), reference, "Restriction")
    clock.move_to(NOW + 7 * DAY)
    rita = asks(come_in("Rita"), reference, "restriction")
    rita.chooses("Only one member of the team", "Tom")
    rita.types("Why this and not less", WHY)
    rita.presses("Read what would happen")
    rita.reads("for tom of your team only. The rest of your team goes on as before.")
    rita.presses("Decide and tell")

    assert not max_.may("studio", "apply", member="tom")
    assert max_.may("studio", "apply", member="tina")
    assert max_.may("studio", "apply")
    assert max_.may("tina", "apply")
    (measure,) = max_.standing("studio")["measures"]
    assert measure["member"] == "tom"

    work()
    (placed,) = max_.told("measure.placed")
    assert placed["member"] == "tom"
    assert "for tom of your team only" in text(post.to("studio@example.org")[-1])
    studio = come_in("studio", width=360)
    studio.reads("It stops applying for jobs, for tom of the team only")
    come_in("tina", width=360).reads("You are in good standing")
    assert post.to("tina@example.org") == []


def test_a_name_that_is_not_of_the_team_is_refused(reference, max_, come_in, clock):
    """Someone who knows how to send a form names a stranger."""
    hears(come_in("Rita"), reference, "Restriction")
    clock.move_to(NOW + 7 * DAY)
    max_.reports(people.registered("abe"))
    rita = asks(come_in("Rita"), reference, "restriction")
    wish = {"measure": "restriction", "reasons": WHY, "capabilities": "apply", "member": "abe"}
    for step in ("preview", "confirm"):
        rita.sends(f"/console/cases/{reference}/decide/", step=step, **wish)
        assert rita.status == 422
    assert max_.standing("studio")["measures"] == []
