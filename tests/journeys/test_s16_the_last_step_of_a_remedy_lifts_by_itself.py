"""S16: four steps with proof, progress on both sides, and an end that waits for nobody."""

import shutil
from datetime import timedelta

import pytest

from goodstanding.events import vocabulary as v
from tests import people
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.post import text
from tests.journeys.town.spam import sixty
from tests.people import START

DAY = timedelta(days=1)
DECIDED = START + 11 * DAY
STEPS = """[remedy]
steps = [
  { kind = "identity", words = "Have the marketplace verify who you are." },
  { kind = "contracts", contracts = 2, words = "Finish two contracts well." },
  { kind = "lesson", words = "Read the policy and answer three questions." },
  { kind = "assurance", words = "Tell us what you will do from now on." },
]

[[remedy.questions]]"""
VERIFIED = v.IdentityVerified(
    source="max", id="v", at=people.stamp(DECIDED + DAY), account="ann", method="passport"
)
RIGHT = (
    "When you also write something about the job",
    "A text that is nearly the same as one you sent on the same day",
    "The clients who read it, and people who wrote for the job",
)


@pytest.fixture
def rulebook(tmp_path, monkeypatch):
    """Pia, who owns the policy on spam, wants four steps of whoever is restricted under it."""
    book = tmp_path / "rulebook"
    shutil.copytree(people.RULEBOOK, book)
    settings = book / "spam-applications" / "policy.toml"
    before = settings.read_text()
    first, rest = before.index("[remedy]"), before.index("[[remedy.questions]]")
    settings.write_text(before[:first] + STEPS + before[rest + len("[[remedy.questions]]") :])
    monkeypatch.setattr(people, "RULEBOOK", book)


@pytest.fixture
def reference(rulebook, max_, work, post, come_in, clock):
    """Ann spammed, was warned, spammed again, was heard, and may not apply: the case."""
    clock.move_to(START + DAY)
    max_.reports(people.registered("ann"), *sixty("ann", START))
    work()
    clock.move_to(START + 3 * DAY)
    max_.reports(*sixty("ann", START + 2 * DAY, day="again-"))
    work()
    reference = had("ann")
    heard(reference, "restriction")
    clock.move_to(DECIDED)
    decided(reference, "restriction", "She was warned.")
    work()
    return reference


def finished(n):
    """Max reports that a client accepted the work of a contract, days after the decision."""
    return people.ended("ann", n, start=DECIDED + DAY)


def test_verified_two_contracts_a_lesson_and_an_assurance(
    reference, max_, work, post, come_in, clock
):
    """Ann does the four steps in her own order; the last is a client's, and nobody else acts."""
    mail = text(post.to("ann@example.org")[-1])
    assert "1. Have the marketplace verify who you are. 2. Finish two contracts well." in mail

    clock.move_to(DECIDED + 2 * DAY)
    both_read(come_in, reference, "0 of 4")
    passes_the_lesson(come_in("ann", width=360), reference)
    both_read(come_in, reference, "1 of 4")
    gives_her_assurance(come_in("ann", width=360), reference)
    max_.reports(VERIFIED, finished(1))
    clock.move_to(DECIDED + 3 * DAY)
    work()
    both_read(come_in, reference, "3 of 4", "1 of 2")
    assert not max_.may("ann", "apply")

    max_.reports(finished(2))
    clock.move_to(DECIDED + 4 * DAY)
    work()
    assert max_.may("ann", "apply")
    both_read(come_in, reference, "4 of 4")
    (lifted,) = max_.told("measure.lifted")
    assert lifted["cause"] == "every step of the remedy is proved"
    assert "You have put it right" in post.to("ann@example.org")[-1]["subject"]


def gives_her_assurance(ann, reference):
    """Ann says what she will do from now on."""
    ann.opens(f"/portal/cases/{reference}/remedy/")
    ann.types("In your own words", "Each one for its job.")
    ann.presses("Give my assurance")


def passes_the_lesson(ann, reference):
    """Ann answers one question wrongly, reads why, and answers again."""
    ann.opens(f"/portal/cases/{reference}/remedy/")
    for answer in ("Never", *RIGHT[1:]):
        ann.ticks(answer)
    ann.presses("Check my answers")
    ann.is_refused("1 of 3 answers are not right yet")
    ann.reads("Not quite.", "as long as each application also speaks of its job")
    ann.ticks(RIGHT[0])
    ann.presses("Check my answers")


def both_read(come_in, reference, steps, *more):
    """Ann on her phone and Rita at her desk read the same progress."""
    come_in("ann", width=360).opens(f"/portal/cases/{reference}/remedy/").reads(
        f"{steps} steps done", *more
    )
    come_in("Rita").opens(f"/console/cases/{reference}/").reads(f"{steps} steps proved", *more)
