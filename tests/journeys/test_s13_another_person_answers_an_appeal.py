"""S13: whoever decided cannot look again, and a late answer harms the platform, not the person."""

from datetime import timedelta

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.law.terms import StaffRole
from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.walks import decides, finds, hears
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
    """Rita, a reviewer too, has restricted Ben's posting for 30 days; the day after, he appeals."""
    both = [StaffRole.CASE_MANAGER, StaffRole.REVIEWER]
    accounts.employ(name="Rita", email="rita@example.org", roles=both, at=people.ADOPTED)
    posts = (people.posted("ben", n, words) for n, words in enumerate(POSTS))
    max_.reports(people.registered("ben", "client"), *posts)
    work()
    rita = come_in("Rita")
    case = finds(rita, "Ben")
    hears(rita, case, "Restriction")
    clock.move_to(DECIDED)
    decides(come_in("Rita"), case, "restriction", WHY)
    work()
    clock.move_to(FILED)
    ben = come_in("ben", width=360)
    ben.reads("A restriction is in force. It stops posting jobs. It ends by itself on 8 July 2026")
    ben.opens(f"/portal/cases/{case}/")
    ben.types("Why is it wrong?", "The fee is the notary's, not mine.")
    ben.presses("Send my appeal")
    ben.reads("Another person answers by 23 June 2026", "The fee is the notary's, not mine.")
    work()
    return case


def opens_the_appeal(reviewer):
    reviewer.opens("/console/appeals/")
    reviewer.follows("Ben")
    return reviewer.reads("The fee is the notary's, not mine.", WHY)


def it_was_acknowledged_at_once(max_, post, ben):
    assert max_.told("appeal.filed")[0]["reply_due_at"].startswith("2026-06-23")
    receipt = post.to("ben@example.org")[-1]
    assert receipt["subject"].endswith("We have your appeal")
    assert receipt["date"].datetime == FILED
    for words in ("Sam, who had no part in the decision", "by **23 June 2026**", "the notary's"):
        assert words in text(receipt)
    ben.opens("/portal/notices/").reads("We have your appeal")


def it_is_not_rita_s_to_answer(rita):
    opens_the_appeal(rita).reads("another reviewer must look again (P7).", "Open to: Sam")
    rita.reads("Not yours to give.")
    said = rita.sends(f"{rita.page.url}answer", outcome="reject", reasons="It stays.")
    assert rita.status == 422
    assert "another reviewer must look again (P7)" in said


def sam_answers(sam):
    opens_the_appeal(sam).ticks("No: reject.")
    sam.presses("Answer the appeal")
    sam.is_refused("reasons: got nothing, expected an answer to each point")
    sam.types("Your reasons", "No notary asks applicants for a deposit on Telegram.")
    sam.presses("Answer the appeal")
    sam.reads("The decision is confirmed.", "Sam, 24 Jun 2026")


def test_another_person_answers_and_if_late_the_restriction_is_lifted(
    reference, max_, work, post, come_in, clock
):
    """The appeal is acknowledged at once, with who answers and by when.

    Rita, who decided, opens it: she may read all of it and answer none of it, even by a form she
    sends past the page. Then nobody acts. After 14 days, and not before, the clock lifts the
    restriction, which would have lasted 16 days more, and Ben is told. The appeal still waits, as
    overdue. Sam, who had no hand in it, answers with reasons; what was lifted stays lifted.
    """
    it_was_acknowledged_at_once(max_, post, come_in("ben", width=360))
    it_is_not_rita_s_to_answer(come_in("Rita"))
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

    clock.move_to(FILED + 15 * DAY)
    sam = come_in("Sam").reads("Ben", "overdue")
    sam_answers(sam)
    ben = come_in("ben", width=360).opens(f"/portal/cases/{reference}/")
    ben.reads("The decision was confirmed by Sam, who had no part in it")
    assert max_.may("ben", "post_job")
