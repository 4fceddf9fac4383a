"""S1, second half: who spams after the warning can't apply for some days, or puts it right."""

from datetime import timedelta

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.spam import sixty
from tests.journeys.town.walks import decides, finds, hears
from tests.people import START

DAY = timedelta(days=1)
DECIDED = START + 11 * DAY
WHY = "She was warned, and sent sixty more the day after."
ASSURANCE = "I write each application for its job, and send no text twice."
RIGHT = (
    "When you also write something about the job",
    "A text that is nearly the same as one you sent on the same day",
    "The clients who read it, and people who wrote for the job",
)


@pytest.fixture
def restricted(max_, work, post, come_in, clock):
    """Ann is warned, sends sixty more, is heard, and Rita decides: the case."""
    clock.move_to(START + DAY)
    max_.reports(people.registered("ann"), *sixty("ann", START))
    work()
    assert max_.may("ann", "apply")
    clock.move_to(START + 3 * DAY)
    max_.reports(*sixty("ann", START + 2 * DAY, day="again-"))
    work()
    rita = come_in("Rita")
    reference = finds(rita, "Ann")
    hears(rita, reference, "Restriction")
    clock.move_to(DECIDED)
    assert max_.may("ann", "apply")
    decides(come_in("Rita"), reference, "restriction", WHY)
    work()
    return reference


def test_only_applying_is_restricted_and_it_ends(restricted, max_, work, post, come_in, clock):
    """Ann may do all but apply, is told until when, and may apply again from that day on."""
    assert not max_.may("ann", "apply")
    for capability in ("work", "message", "give_feedback", "withdraw"):
        assert max_.may("ann", capability)
    (placed,) = max_.told("measure.placed")
    assert placed["capabilities"] == ["apply"]
    mail = post.to("ann@example.org")[-1]
    told = ("This stops applying for jobs", "Once all of this is done, the restriction ends", WHY)
    assert [words for words in told if words not in text(mail)] == []
    come_in("ann", width=360).reads("It stops applying for jobs", "It ends by itself on 20 March")
    clock.move_to(DECIDED + 7 * DAY - timedelta(seconds=1))
    assert not max_.may("ann", "apply")
    clock.move_to(DECIDED + 7 * DAY)
    assert max_.may("ann", "apply")


def test_fixing_it_and_an_assurance_lift_it_at_once(restricted, max_, work, post, come_in, clock):
    """Ann answers three questions about the policy, gives her assurance, and may apply at once."""
    clock.move_to(DECIDED + DAY)
    ann = come_in("ann", width=360).reads("A restriction is in force")
    ann.follows("How to put it right")
    ann.reads("0 of 2 steps done")
    for answer in RIGHT:
        ann.ticks(answer)
    ann.presses("Check my answers")
    ann.reads("1 of 2 steps done")
    assert not max_.may("ann", "apply")
    ann.types("In your own words", ASSURANCE)
    ann.presses("Give my assurance")
    ann.reads("2 of 2 steps done", "All done.")

    assert max_.may("ann", "apply")
    come_in("ann", width=360).reads("You are in good standing")
    work()
    assert "You have put it right" in post.to("ann@example.org")[-1]["subject"]
    (lifted,) = max_.told("measure.lifted")
    assert lifted["cause"] == "every step of the remedy is proved"
    come_in("Rita").opens(f"/console/cases/{restricted}/").reads("2 of 2 steps proved", ASSURANCE)
