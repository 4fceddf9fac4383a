"""S14: an upheld appeal undoes all that the decision did, and nothing else."""

from datetime import timedelta

import pytest

from tests import people
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.post import text
from tests.journeys.town.walks import appeals
from tests.people import NOW

DAY = timedelta(days=1)
HEARD = NOW + 2 * DAY
DECIDED = HEARD + 7 * DAY
UPHELD = DECIDED + 2 * DAY
PITCH = "I work fast, at the best price and at any hour. Hire me now and we start today. " * 3
CANCELLED = "Nine of the eleven clients had cancelled first; the messages show it."


def spam(day):
    """Sixty applications of Ann's on a day, all alike."""
    start = NOW + day * DAY
    return [people.applied("ann", n, PITCH, start=start, day=f"{start:%j}") for n in range(60)]


@pytest.fixture
def cases(max_, work, come_in, clock):
    """Ann is restricted twice: for contracts that ended badly, and for spam after a warning.

    A sum contested on one of the contracts is held. The references of both cases, in that order.
    """
    max_.reports(people.registered("ann"), *spam(-1))
    work()
    clock.move_to(HEARD)
    contest = people.contested("ann", 0, 15_000)
    max_.reports(*spam(1), *people.contracts("ann", bad=11), contest)
    work()
    both = [had("ann", about) for about in ("Poor performance", "Spam applications")]
    for case in both:
        heard(case, "restriction")
    clock.move_to(DECIDED)
    bad_endings, spamming = both
    decided(bad_endings, "restriction", "Eleven got nothing.", hold={"ann-c0": 15_000})
    decided(spamming, "restriction", "Sixty more after the warning.")
    return both


def test_sam_upholds_and_everything_is_undone(cases, max_, work, post, come_in, clock):
    """Ann appeals against the first; Sam, who had no hand in it, finds that she is right.

    Restriction, strike and hold of that decision are gone, Ann is told in a notice of its own, and
    Max's servers hear of each effect once. The other restriction stays until its own end; then
    nothing of the first is left.
    """
    bad_endings, spamming = cases
    ann = come_in("ann").opens(f"/portal/cases/{bad_endings}/")
    appeals(ann, "Those clients cancelled first.")
    work()
    assert {one["case"] for one in max_.standing("ann")["measures"]} == {bad_endings, spamming}

    clock.move_to(UPHELD)
    sam = come_in("Sam")
    sam.follows("Ann")
    sam.reads("measures lifted, the hold released, the strike removed")
    sam.ticks("Yes: uphold.")
    sam.types("Contract ann-c0, EUR", "40.00")
    sam.types("Your reasons", CANCELLED)
    sam.presses("Answer the appeal")
    sam.reads("The decision is reversed.", "Held none")
    work()
    only_the_other_is_left(max_, spamming)
    ann_is_told(post, come_in("ann", width=360), bad_endings)
    max_hears_of_each_effect_once(max_, bad_endings)
    come_in("Rita").opens("/console/rules/outcomes/").reads("1, of which 1 reversed")

    the_same_facts_open_no_case_again(work, come_in)

    clock.move_to(DECIDED + 7 * DAY)
    assert max_.may("ann", "apply")
    come_in("ann").reads("Nothing is restricted")


def the_same_facts_open_no_case_again(work, come_in):
    """Everyone is reviewed again; what was set aside is found no more, and her figures say so."""
    from goodstanding.findings import operations as findings

    assert findings.examine(accounts=None, at=UPHELD) == []
    work()
    come_in("Rita").reads("Mine 0")
    come_in("ann").reads("Contracts that ended badly", "0 of 9")


def only_the_other_is_left(max_, spamming):
    standing = max_.standing("ann")
    assert [one["case"] for one in standing["measures"]] == [spamming]
    assert {one["policy"] for one in standing["strikes"]} == {"spam-applications"}
    assert not max_.may("ann", "apply")


def ann_is_told(post, ann, bad_endings):
    mail = post.to("ann@example.org")[-1]
    assert "You were right: the decision is reversed" in mail["subject"]
    told = (
        "we are sorry",
        "held money is released",
        "it is not held against you again",
        "It took 2 days from you",
        "40.00 EUR for contract ann-c0",
        CANCELLED,
    )
    assert [words for words in told if words not in text(mail)] == []
    ann.opens("/portal/money/").reads("Payable to you 3,040.00 EUR", "Held nothing", "released")
    ann.opens(f"/portal/cases/{bad_endings}/")
    ann.reads("reversed on 12 June 2026; it has no effect and does not count.")
    ann.follows("the answer")
    ann.reads(*told)


def max_hears_of_each_effect_once(max_, bad_endings):
    for kind in ("measure.lifted", "hold.released", "appeal.decided"):
        assert [one["case"] for one in max_.told(kind)] == [bad_endings]
    assert max_.told("appeal.decided")[0]["outcome"] == "reversed"
    assert max_.told_twice() == set()
