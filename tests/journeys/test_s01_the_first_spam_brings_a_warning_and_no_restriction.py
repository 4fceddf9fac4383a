"""S1, first half: who spams for the first time is told all about it, and may go on applying."""

from datetime import timedelta

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.spam import sixty

OWN_WORDS = ["logo", "map", "song", "film", "recipe", "chart", "poem"]


def test_sixty_near_identical_applications_in_a_day(max_, work, post, come_in, clock):
    """Ann sends 60 near-identical applications in a day; it is the first time.

    She is warned at once, by mail and on her page, in the same words: which policy, 60 of them, 10
    tolerated, three of her own applications, and what to change. She may still apply.
    """
    clock.move_to(people.START + timedelta(days=1))
    max_.reports(
        people.registered("ann"),
        *sixty("ann", people.START),
    )
    work()

    (mail,) = post.to("ann@example.org")
    assert "warning" in mail["subject"].lower()
    ann = come_in("ann", width=360).reads("You are in good standing", "Tolerated 10 in 24 hours")
    ann.follows("A warning about your account")
    told = (
        "Spam applications, version 1",
        "60 of your 60 applications",
        "up to 10 repeats a day are tolerated",
        *(f"Offer {n}. Dear hiring manager, I read your job" for n in range(3)),
        "Write two or three lines that are about this job and no other.",
        "Everything stays open to you",
        "If you think this is wrong",
    )
    ann.reads(*told)
    assert [words for words in told if words not in text(mail)] == []

    assert max_.may("ann", "apply")
    assert max_.standing("ann")["measures"] == []
    assert max_.told("measure.placed") == []
    (made,) = max_.told("decision.made")
    assert made["measure"] == "warning"


def test_applications_written_for_their_jobs(max_, work, post, come_in, clock):
    """Ann writes seven applications on one day, each for its job. Nothing comes of it."""
    clock.move_to(people.START + timedelta(days=1))
    max_.reports(
        people.registered("ann"),
        *(
            people.applied(
                "ann", n, f"Your {word} made me think of the {word} I did in {n + 2001}."
            )
            for n, word in enumerate(OWN_WORDS)
        ),
    )
    work()
    assert post.to("ann@example.org") == []
    come_in("ann").reads("0 of 7 applications repeat another")
    come_in("Rita").reads("No case is waiting")
