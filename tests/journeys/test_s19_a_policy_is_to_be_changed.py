"""S19: Pia changes a policy; Ann and Abe say what they think of it before it binds them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import announced, people
from tests.journeys.town import post as mail
from tests.journeys.town import spam

pytestmark = pytest.mark.browser
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BINDS = datetime(2026, 7, 15, tzinfo=UTC)
PAGE = "/announcements/spam-applications/2/"
DESK = "/console/policies/spam-applications/2/"
OFFICIAL = "Translators stay below five in our figures."
SUMMARY = "It stays at five; we look again in autumn."


@pytest.fixture
def rulebook(town, settings, tmp_path):
    """The file of the second version; Pia first wanted it to bind in 19 days."""
    announced.owners()
    for who in ("ann", "abe"):
        people.member(who)
    settings.RULEBOOK = tmp_path
    announced.draft(tmp_path / "spam-applications", announced="2026-06-01", binds="2026-06-20")
    return tmp_path / "spam-applications" / "policy.toml"


def adopts(pia, file):
    """She is refused while it would bind too soon; she reads what changes before she adopts."""
    pia.opens("/console/policies/").reads("cannot be adopted")
    pia.follows("Spam applications")
    pia.reads("a policy is announced 30 days before it binds")
    file.write_text(file.read_text().replace("2026-06-20", "2026-07-15"))
    pia.opens("/console/policies/spam-applications/")
    pia.reads("2 contractor and agency accounts", "you have 7 10 days to answer")
    pia.presses("Adopt and announce")
    pia.reads("Members are told within minutes", announced.WHY)


def is_told(post):
    """Ann has one mail, which says when, why and where she can say what she thinks."""
    (told,) = post.to("ann@example.org")
    assert "Spam applications changes on 15 July 2026" in told["subject"]
    assert f"/portal{PAGE}" in mail.text(told)
    assert announced.WHY in mail.text(told)


def speak(ann, abe):
    """Ann quotes the policy, Abe quotes Ann and is for what she says."""
    ann.follows("Announcements")
    ann.follows("Spam applications, version 2")
    ann.reads("Open until 15 July 2026", "judged by version 1", "7 10 days", announced.WHY)
    ann.types("Words of the policy to quote", "Some repeats are tolerated each day")
    ann.types("Your comment", "Five are too few for people who translate.")
    ann.presses("Publish my comment")
    abe.opens(f"/portal{PAGE}")
    abe.follows("Answer the comment by Ann")
    abe.types("Words of theirs to quote", "people who translate")
    abe.types("Your comment", "And for people who proofread?")
    abe.presses("Publish my comment")
    abe.presses("For the comment by Ann")
    abe.reads("Score 1 (1 for, 0 against)", "people who translate")


def answers(pia):
    """She answers the comment with the highest score officially."""
    pia.opens(f"{DESK}?sort=score")
    pia.page.locator("summary", has_text="Answer officially").first.click()
    pia.page.get_by_role("textbox", name="Your answer, under your name").first.fill(OFFICIAL)
    pia.presses("Publish this answer")


def sums_up(pia):
    """She closes the consultation and says what becomes of it."""
    pia.opens(DESK)
    pia.types("What was said, and what becomes of it", SUMMARY)
    pia.presses("Close the consultation")


def test_it_is_announced_and_discussed_and_judges_only_what_comes_after(
    rulebook, come_in, post, work, clock
):
    """Members read what changes, comment, quote and vote; Pia answers and sums up.

    What was done before the day is judged by the old version, also when it is found after.
    """
    pia = come_in("Pia")
    adopts(pia, rulebook)
    work()
    is_told(post)
    ann, abe = come_in("ann", 360), come_in("abe")
    speak(ann, abe)
    answers(pia)
    ann.opens(PAGE).reads("Official answer Pia, policy team", OFFICIAL, "1 of them answered")
    clock.move_to(BINDS - DAY)
    sums_up(come_in("Pia"))
    ann.opens(PAGE).reads(SUMMARY)
    assert ann.page.get_by_role("link", name="Comment or vote").count() == 0
    people.tell(*spam.sixty("ann", BINDS - 10 * HOUR))
    clock.move_to(BINDS + 2 * DAY)
    people.tell(*spam.sixty("abe", BINDS + DAY))
    work()
    assert "version 1" in mail.text(post.to("ann@example.org")[-1])
    assert "version 2" in mail.text(post.to("abe@example.org")[-1])
