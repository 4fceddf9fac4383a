"""S3: eleven of twenty clients got nothing, and left; nothing is taken before Ann is heard."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import people
from tests.journeys.town.walks import asks, decides, finds, hears
from tests.people import NOW

DAY = timedelta(days=1)
NIGHT = datetime(2026, 6, 2, 3, 11, tzinfo=UTC)
WINTER = datetime(2026, 1, 20, 9, tzinfo=UTC)
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
    ann.tabs_to("Write your answer")
    ann.presses_enter()
    ann.tabs_to("In your own words")
    ann.page.keyboard.type(words)
    for button in ("Continue", "Send my answer"):
        ann.tabs_to(button)
        ann.presses_enter()
    ann.reads("We have your answer", words)


def test_she_is_heard_and_then_it_is_decided(reference, max_, work, post, come_in, clock):
    """Rita reads the case and serves a preliminary notice; Ann answers on her phone; Rita decides.

    Before the notice and while the answer is awaited nothing is restricted, and the form refuses a
    decision with the reason. The statement of reasons cites the finding.
    """
    rita = come_in("Rita")
    assert post.to("ann@example.org") == []
    asks(rita, reference, "restriction").is_refused("No preliminary notice was served.")
    rita.follows("Hear Ann first…")
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


@pytest.fixture
def others(max_):
    """150 clients of other people's; all but four of them hired again within the spring."""
    ended = [
        people.ended(f"other-{n % 30}", n, client=f"happy-{n}", start=WINTER - 2 * (n + 1) * DAY)
        for n in range(150)
    ]
    hired = [people.started("abe", f"happy-{n}", at=WINTER + (40 - n) * DAY) for n in range(4, 150)]
    today = people.started("abe", "someone", at=NOW - timedelta(hours=1))
    max_.reports(*ended, *hired, today)


def test_the_decision_cites_what_she_did_and_that_her_clients_left(
    others, max_, work, come_in, clock
):
    """Ann's eleven clients neither hired nor posted again. Alike clients of others did.

    Members are compared with each other at night. That her clients left opens no case by itself;
    it joins the one about her contracts. The
    decision rests on both, and its statement of reasons tells both with their numbers.
    """
    bad = [n for n in range(20) if n in BAD]
    max_.reports(
        people.registered("ann"),
        *(
            people.ended("ann", n, "not_delivered" if n in BAD else "accepted", start=WINTER)
            for n in range(20)
        ),
        *(
            people.started("abe", f"client-{n}", at=WINTER + 60 * DAY)
            for n in range(20)
            if n not in bad
        ),
    )
    work()
    rita = come_in("Rita").reads("Mine 1", "11 of your 20 contract outcomes were bad")
    reference = finds(rita, "Ann")
    clock.move_to(NIGHT)
    work()
    left = "11 of the 20 clients whose first contract with you ended"
    rita = come_in("Rita").opens(f"/console/cases/{reference}/")
    rita.reads(left, "would be tolerated")
    hears(rita, reference, "Restriction")
    clock.move_to(NOW + 8 * DAY)
    assert max_.may("ann", "apply")
    decides(come_in("Rita"), reference, "restriction", WHY)
    ann = come_in("ann", width=360)
    ann.follows("A restriction on your account")
    ann.reads("11 of your 20 contract outcomes were bad", left, WHY)


def test_clients_who_leave_after_good_work_open_no_case(others, max_, work, come_in, clock):
    """All of Abby's clients were content and never hired again: nobody looks at her for that."""
    max_.reports(
        people.registered("abby"),
        *(people.ended("abby", n, client=f"once-{n}", start=WINTER) for n in range(20)),
    )
    clock.move_to(NIGHT)
    work()
    come_in("Rita").reads("Mine 0")
