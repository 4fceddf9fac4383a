"""First halves of S1 and S10: a note for the first spam; a scam post is held back and told why."""

import pytest
from tests import people
from tests.people import NOW

from goodstanding.cases import queries
from goodstanding.findings import queries as findings
from goodstanding.law.terms import Capability
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

PITCH = (
    "Dear hiring manager, I read your job with great interest. I have more than ten years of "
    "experience, I work fast and I deliver perfect quality at the best price. Please contact me "
    "right away and we start today. I am available at any hour and every day."
)
FEE = (
    "Easy work from home. To get started you pay a registration fee of 35 dollars. For details "
    "message our manager on Telegram at once, do not answer here."
)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


def test_sixty_near_identical_applications_bring_a_note_and_no_restriction(staff):
    ann = people.member("ann")
    people.tell(*(people.applied("ann", n, f"{PITCH} Offer {n}.") for n in range(60)))
    people.work_goes_on()
    (told,) = notices.of(ann)
    assert told.kind in {"coaching_note", "statement_of_reasons"}
    assert "60" in told.text
    assert "10" in told.text
    assert "Spam applications" in told.text
    assert told.text.count("> ") >= 3
    assert "Write two or three lines that are about this job" in told.text
    assert queries.may("ann", Capability.APPLY, at=NOW).allowed


def test_applications_written_for_their_jobs_bring_nothing(staff):
    people.member("ann")
    people.tell(
        *(
            people.applied(
                "ann", n, f"Your {word} made me think of the {word} I did in {n + 2001}."
            )
            for n, word in enumerate(["logo", "map", "song", "film", "recipe", "chart", "poem"])
        )
    )
    assert people.work_goes_on() == []


def test_a_post_that_asks_for_a_fee_and_a_chat_elsewhere_is_held_back_with_its_words_quoted(staff):
    ben = people.member("ben", role="client")
    people.tell(
        people.posted("ben", 1, FEE), people.posted("ben", 2, "We need a logo for a bakery.")
    )
    (case,) = people.work_goes_on()
    (finding,) = findings.of(ben)
    assert finding.subject == "ben-j1"
    assert all(quote in " ".join(FEE.split()) for quote in finding.quotes)
    held = queries.may("ben", Capability.POST_JOB, subject="ben-j1", at=NOW)
    assert not held.allowed
    assert queries.may("ben", Capability.POST_JOB, subject="ben-j2", at=NOW).allowed
    assert queries.may("ben", Capability.POST_JOB, at=NOW).allowed
    (told,) = notices.of(ben)
    assert "Telegram" in told.text
    assert "registration fee" in told.text
    assert held.measures[0].ends_at is not None
    assert Message.objects.filter(kind="measure.placed").count() == 1
    assert queries.decision(case) is None


def test_the_post_goes_up_again_by_itself_when_nobody_looks(staff):
    people.member("ben", role="client")
    people.tell(people.posted("ben", 1, FEE))
    people.work_goes_on()
    held = queries.may("ben", Capability.POST_JOB, subject="ben-j1", at=NOW)
    after = held.measures[0].ends_at
    assert queries.may("ben", Capability.POST_JOB, subject="ben-j1", at=after).allowed
