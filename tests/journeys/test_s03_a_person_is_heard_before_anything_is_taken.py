"""S3, first half: eleven of twenty clients got nothing; nothing is taken before Ann is heard."""

from datetime import timedelta

import pytest

from tests import people
from tests.journeys.town.walks import asks, decides, finds, hears
from tests.people import NOW

DAY = timedelta(days=1)
BAD = {*range(0, 20, 2), 19}
WHY = "Eleven clients got nothing, and she has not said why."


@pytest.fixture
def reference(max_, work, come_in):
    """Of Ann's 20 contracts for 20 clients, 11 ended without delivery: a case in Rita's queue."""
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n, "not_delivered" if n in BAD else "accepted") for n in range(20)),
    )
    work()
    rita = come_in("Rita").reads("Mine 1", "11 of your 20 contract outcomes were bad")
    return finds(rita, "Ann")


def answers_by_keyboard(ann, words):
    """Ann, without a pointer, finds what waits for her and answers."""
    ann.reads("Nothing is restricted", "Something waits for you: answer possible until 8 June")
    ann.tabs_to("GS-")
    ann.presses_enter()
    ann.reads("Nothing is decided yet", "11 of your 20 contract outcomes were bad", "ann-c0")
    ann.tabs_to("In your own words")
    ann.page.keyboard.type(words)
    ann.tabs_to("Send my answer")
    ann.presses_enter()
    ann.reads(words)


def test_she_is_heard_and_then_it_is_decided(reference, max_, work, post, come_in, clock):
    """Rita reads the case and serves a preliminary notice; Ann answers on her phone; Rita decides.

    Before the notice and while the answer is awaited nothing is restricted, and the form refuses a
    decision with the reason. The statement of reasons cites the finding.
    """
    rita = come_in("Rita")
    assert post.to("ann@example.org") == []
    asks(rita, reference, "restriction").is_refused("No preliminary notice was served.")
    hears(rita, reference, "Restriction")
    work()
    (mail,) = post.to("ann@example.org")
    assert "Your side first" in mail["subject"]

    clock.move_to(NOW + 6 * DAY)
    rita = come_in("Rita")
    asks(rita, reference, "restriction").is_refused("is awaiting answer", "is not open")
    answers_by_keyboard(come_in("ann", width=360), "I was ill in March.")
    assert max_.may("ann", "apply")

    rita.opens(f"/console/cases/{reference}/").reads("I was ill in March.")
    decides(rita, reference, "restriction", WHY)
    assert not max_.may("ann", "apply")
    assert max_.may("ann", "work")
    ann = come_in("ann", width=360).reads("A restriction is in force. It stops applying for jobs")
    ann.follows("A restriction on your account")
    ann.reads("11 of your 20 contract outcomes were bad (11 not delivered", WHY)
    ann.reads("Rita, a person, decided this.")


def test_without_an_answer_it_is_decided_after_seven_days_and_not_before(
    reference, max_, come_in, clock
):
    """Ann does not answer. Nothing is decided before her seven days are over."""
    hears(come_in("Rita"), reference, "Restriction")
    clock.move_to(NOW + 7 * DAY - timedelta(seconds=1))
    asks(come_in("Rita"), reference, "restriction").is_refused("is awaiting answer")
    assert max_.may("ann", "apply")
    clock.move_to(NOW + 7 * DAY)
    decides(come_in("Rita"), reference, "restriction", WHY)
    assert not max_.may("ann", "apply")
