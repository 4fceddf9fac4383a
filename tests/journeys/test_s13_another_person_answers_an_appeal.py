"""S13: whoever decided cannot look again, and a late answer harms the platform, not the person."""

import re
from datetime import timedelta

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.law.terms import StaffRole
from tests import people
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.post import text
from tests.people import NOW

DAY = timedelta(days=1)
DECIDED = NOW + 7 * DAY
FILED = DECIDED + DAY
WHY = "Three posts ask for a fee; holding back one at a time would not protect the next reader."
POSTS = (
    "Easy work from home. You pay a registration fee of 35 dollars. Message us on Telegram.",
    "Data entry for beginners. The training fee is refunded. Text me on WhatsApp to apply.",
    "Type letters, paid daily. Send a refundable deposit and contact our manager on Telegram.",
)


@pytest.fixture
def reference(max_, work, post, come_in, clock):
    """Rita, a reviewer too, has restricted Ben's posting for 30 days; it is the day after."""
    both = [StaffRole.CASE_MANAGER, StaffRole.REVIEWER]
    accounts.employ(name="Rita", email="rita@example.org", roles=both, at=people.ADOPTED)
    posts = (people.posted("ben", n, words) for n, words in enumerate(POSTS))
    max_.reports(people.registered("ben", "client"), *posts)
    work()
    case = had("ben")
    heard(case, "restriction")
    clock.move_to(DECIDED)
    decided(case, "restriction", WHY)
    work()
    clock.move_to(FILED)
    return case


def opens_the_appeal(reviewer):
    reviewer.opens("/console/appeals/")
    reviewer.follows("Ben")
    return reviewer.reads("The fee is the notary's, not mine.", WHY)


def it_was_acknowledged_at_once(max_, post):
    assert max_.told("appeal.filed")[0]["reply_due_at"].startswith("2026-06-23")
    receipt = post.to("ben@example.org")[-1]
    assert receipt["subject"].endswith("We have your appeal")
    assert receipt["date"].datetime == FILED
    for words in ("Sam, who had no part in the decision", "by **23 June 2026**", "the notary's"):
        assert words in text(receipt)


def it_is_not_rita_s_to_answer(rita):
    opens_the_appeal(rita).reads("another reviewer must look again (P7).", "Open to: Sam")
    rita.reads("Not yours to give.")
    said = rita.sends(f"{rita.page.url}answer", outcome="reject", reasons="It stays.")
    assert rita.status == 422
    assert "another reviewer must look again (P7)" in said


def sam_asks_and_ben_answers(come_in, post, work, write, clock):
    sam = opens_the_appeal(come_in("Sam"))
    sam.types("Ask Ben something", "Which notary?")
    sam.presses("Send it")
    sam.reads("Which notary? Sam, by console")
    work()
    asked = post.to("ben@example.org")[-1]
    assert "> Which notary?" in asked.get_body(("plain",)).get_content()
    clock.move_to(FILED + 2 * DAY)
    write(by="ben@example.org", to=asked["reply-to"], says="Mr. Quill.", quotes=asked)
    work()
    told = post.to("sam@example.org")[-1]
    assert "Ben wrote about the appeal" in told["subject"]
    assert "Mr. Quill." in text(told)
    assert "You need not" not in text(told)
    sam = opens_the_appeal(come_in("Sam"))
    sam.reads("Which notary? Sam, by console", "Mr. Quill. ben, by mail")


def sam_answers(sam, day):
    opens_the_appeal(sam).ticks("No: reject.")
    sam.presses("Answer the appeal")
    sam.is_refused("reasons: got nothing, expected an answer to each point")
    sam.types("Your reasons", "No notary asks applicants for a deposit on Telegram.")
    sam.presses("Answer the appeal")
    sam.reads("The decision is confirmed.", f"Sam, {day}")


def test_by_mail_another_person_asks_and_answers_in_time(
    reference, max_, work, post, write, come_in, clock
):
    """Ben, from his phone, writes to the address that the notice offers; the quote is cut.

    Rita, who decided, may read his appeal and not answer it. Sam asks, Ben answers by mail, both
    read it in order; within 14 days Sam answers with reasons, and Ben is told where else to turn.
    A stranger's mail to the same address becomes nothing.
    """
    mails = post.to("ben@example.org")
    (notice,) = (one for one in mails if "A restriction on your account" in one["subject"])
    offered = re.search(r"<(appeal\+[^>]+)>", notice.get_body(("plain",)).get_content())[1]
    write(by="mallory@example.com", to=offered, says="I admit it all.")
    write(
        by="ben@example.org", to=offered, says="The fee is the notary's, not mine.", quotes=notice
    )
    work()
    it_was_acknowledged_at_once(max_, post)
    assert len(max_.told("appeal.filed")) == 1
    it_is_not_rita_s_to_answer(come_in("Rita"))
    sam_asks_and_ben_answers(come_in, post, work, write, clock)
    sam_answers(come_in("Sam"), "11 Jun 2026")
    work()
    said = text(post.to("ben@example.org")[-1])
    assert "No notary asks applicants for a deposit on Telegram." in said
    assert "you can turn to" in said
    ben = come_in("ben", width=360).opens(f"/portal/cases/{reference}/")
    ben.reads("Which notary? Sam, who looks again", "Mr. Quill. You, on", "confirmed by Sam")
    assert not max_.may("ben", "post_job")


def test_filed_by_the_marketplace_and_left_undone_the_clock_lifts_the_restriction(
    reference, max_, work, post, come_in, clock
):
    """Max files what Ben wrote into Max's own form, twice; Ben is told directly, once.

    Then nobody acts. After 14 days, and not before, the clock lifts the restriction, which would
    have lasted 16 days more, and Ben is told. The appeal still waits, as overdue. Sam, who had no
    hand in it, answers with reasons; what was lifted stays lifted.
    """
    why = "The fee is the notary's, not mine."
    filed = max_.appeals(decision=reference, text=why, member="ben")
    assert max_.appeals(decision=reference, text=why) == filed
    work()
    it_was_acknowledged_at_once(max_, post)
    assert "The marketplace filed it for you" in text(post.to("ben@example.org")[-1])
    clock.move_to(FILED + 14 * DAY - timedelta(seconds=1))
    work()
    assert not max_.may("ben", "post_job")
    clock.move_to(FILED + 14 * DAY + timedelta(minutes=1))
    work()
    assert max_.may("ben", "post_job")
    causes = [one["cause"] for one in max_.told("measure.lifted")]
    assert causes.count("your appeal was not answered in time") == 1
    assert "was not answered in time" in text(post.to("ben@example.org")[-1])
    come_in("ben", width=360).reads("Nothing is restricted")
    assert max_.appeal(filed["id"])["state"] == "overdue"

    clock.move_to(FILED + 15 * DAY)
    sam = come_in("Sam").reads("Ben", "overdue")
    sam_answers(sam, "24 Jun 2026")
    ben = come_in("ben", width=360).opens(f"/portal/cases/{reference}/")
    ben.reads("The decision was confirmed by Sam, who had no part in it")
    assert max_.appeal(filed["id"])["outcome"] == "confirmed"
    assert max_.may("ben", "post_job")
