"""S10: a job post that asks for a fee and a chat elsewhere is held back; more restrict posting."""

from datetime import timedelta

import pytest

from tests import people, scams
from tests.journeys.town.post import text
from tests.journeys.town.walks import decides, finds, hears
from tests.people import NOW

FEE = (
    "Easy work from home. To get started you pay a registration fee of 35 dollars. For details "
    "message our manager on Telegram at once, do not answer here."
)
GOOD = "We need a logo for a bakery. We pay the agreed price through the marketplace."


@pytest.fixture
def _posts(max_, work, post):
    """Ben, a client, posts two jobs; one asks for a fee and a chat on another network."""
    max_.reports(
        people.registered("ben", "client"),
        people.posted("ben", 1, FEE),
        people.posted("ben", 2, GOOD),
    )
    work()


def may_post(max_, job):
    return max_.may("ben", "post_job", subject=job)


@pytest.mark.usefixtures("_posts")
def test_the_post_is_held_back_and_its_client_told_why(max_, post, come_in):
    """That one post is held back at once, for a day, until a person has looked.

    Ben is told by mail and on his page, with his own words quoted; his other post is up, and he
    may post more. Max is told which post. Rita has the case, with the words.
    """
    assert not may_post(max_, "ben-j1")
    assert may_post(max_, "ben-j2")
    assert max_.may("ben", "post_job")
    (placed,) = max_.told("measure.placed")
    assert (placed["subject"], placed["capabilities"]) == ("ben-j1", ["post_job"])

    (mail,) = post.to("ben@example.org")
    ben = come_in("ben", width=360).reads("An interim restriction is in force", "ben-j1 only")
    ben.reads("It ends by itself on 2 June 2026")
    ben.follows("Held back until a person has looked")
    told = ("a registration fee", "on Telegram", "for ben-j1 only", "Take out of your post")
    ben.reads(*told)
    assert [words for words in told if words not in text(mail)] == []

    rita = come_in("Rita").reads("Ben", "Scam job posts")
    rita.follows("Ben")
    rita.reads("on Telegram", "a registration fee", "Interim restriction")


@pytest.mark.usefixtures("_posts")
def test_the_post_goes_up_by_itself_when_nobody_looks(max_, work, post, come_in, clock):
    """Nobody looks at Ben's case. After a day the post is up again."""
    end = NOW + timedelta(days=1)
    clock.move_to(end - timedelta(seconds=1))
    assert not may_post(max_, "ben-j1")
    clock.move_to(end)
    assert may_post(max_, "ben-j1")
    work()
    (lifted,) = max_.told("measure.lifted")
    assert lifted["cause"] == "its end"
    assert "has ended" in post.to("ben@example.org")[-1]["subject"]
    come_in("ben", width=360).reads("Nothing is restricted")


@pytest.mark.usefixtures("_posts")
def test_a_person_confirms_in_time_for_seven_business_days_from_the_first_hour(
    max_, work, post, come_in, clock
):
    """Rita sees what lapses tomorrow, and confirms it as a decision of her own.

    Ben is told why, once; the post stays down until 10 June, and not a moment longer.
    """
    clock.move_to(NOW + timedelta(hours=20))
    rita = come_in("Rita").reads("Confirm or let lapse", "Ben: no posting jobs, ben-j1")
    rita.follows("Ben: no posting jobs")
    rita.reads("Unless a person confirms it, it lapses by itself on 2 Jun 2026, 10:00")
    rita.presses("Confirm, as my own decision")
    rita.is_refused("reasons: got nothing")
    rita.types("Why it cannot wait for the hearing", "The post asks for a fee off the site.")
    rita.presses("Confirm, as my own decision")
    rita.reads("Confirmed until 10 June 2026 10:00", "confirmed by Rita")
    work()
    clock.move_to(NOW + timedelta(days=2))
    work()
    assert not may_post(max_, "ben-j1")
    assert len(post.to("ben@example.org")) == 2
    assert "still held back" in post.to("ben@example.org")[-1]["subject"]
    clock.move_to(NOW + timedelta(days=9))
    assert may_post(max_, "ben-j1")
    assert "Confirm or let lapse" not in come_in("Rita").sees


@pytest.mark.usefixtures("_posts")
def test_three_more_of_the_like_restrict_posting_and_nothing_else(max_, work, post, come_in, clock):
    """Each of them is held back; for posting as a whole Ben is heard first, and a person decides.

    After one post the law refuses Rita a restriction, and says that it needs more of them.
    """
    rita = come_in("Rita")
    reference = finds(rita, "Ben")
    rita.opens(f"/console/cases/{reference}/").reads("this step needs 3, there are 1")
    max_.reports(*(people.posted("ben", n + 3, words) for n, words in enumerate(scams.PAID)))
    work()
    assert [may_post(max_, f"ben-j{n}") for n in range(1, 6)] == [False, True, False, False, False]
    assert max_.may("ben", "post_job")
    hears(rita, reference, "Restriction")
    clock.move_to(NOW + timedelta(days=7))
    decides(come_in("Rita"), reference, "restriction", "Four posts, after the first was explained.")
    work()
    assert not max_.may("ben", "post_job")
    assert max_.may("ben", "hire")
    told = [one for one in post.to("ben@example.org") if "A restriction" in one["subject"]]
    assert [one for one in told if "on Telegram" in text(one)] == told != []
    ben = come_in("ben", width=360).reads("A restriction is in force. It stops posting jobs.")
    ben.follows("How to put it right")
    ben.reads("of 4 steps done")
