"""An account is ended by two people, thirty days on; until then the member can be right."""

from datetime import timedelta

import pytest

from tests import floods, people
from tests.floods import flood
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.post import text
from tests.journeys.town.walks import appeals, asks, fills
from tests.people import NOW

DAY = timedelta(days=1)
AGAIN = NOW + 2 * DAY
DECIDED = AGAIN + 8 * DAY
WHY = "Warned, and twice more since; no milder step has helped."


@pytest.fixture
def reference(max_, work, come_in, clock):
    """Ann was warned, flooded clients twice more, and was heard; Fay may review, too."""
    from goodstanding.accounts import operations as accounts
    from goodstanding.law.terms import StaffRole

    roles = [StaffRole.REVIEWER]
    accounts.employ(name="Fay", email="fay@example.org", roles=roles, at=people.ADOPTED)
    floods.adopted()
    max_.reports(people.registered("ann"), *flood(-1))
    work()
    decided(had("ann", "Application floods"), "warning", "Sixty alike in a day.")
    clock.move_to(AGAIN)
    max_.reports(*flood(1), *flood(2))
    work()
    second = had("ann", "Application floods")
    heard(second, "termination")
    clock.move_to(DECIDED)
    return second


def proposed(rita, reference):
    """Rita proposes to end the account; the address of the second look."""
    rita.opens(f"/console/cases/{reference}/").reads("Termination open to two people")
    asks(rita, reference, "termination")
    fills(rita, WHY)
    rita.reads("Nothing is decided yet", "This takes two.", WHY)
    rita.presses("Ask a second person")
    rita.reads("Termination: nothing is done yet", "You proposed this; someone else has to look.")
    return rita.page.url


def test_two_people_end_it_and_a_third_finds_that_they_were_wrong(
    reference, max_, work, post, come_in, clock
):
    """Rita proposes, Sam reads all of it and agrees; Ann is told that it begins in thirty days.

    She appeals; Sam cannot answer, Fay can, and it never begins.
    """
    address = proposed(come_in("Rita"), reference)
    assert max_.standing("ann")["measures"] == []
    sam = come_in("Sam").opens("/console/second/").reads("Termination, Application floods", WHY)
    sam.follows("Ann")
    sam.reads("From 11 July 2026, without an end.", "Sam, another person", "120 records")
    sam.types("What you looked at, and found", "All three days; the texts are the same.")
    sam.presses("I agree: do it")
    sam.reads("Agreed, and done")
    come_in("Rita").opens(address).reads("Agreed, and done", "the texts are the same")
    work()

    ann_is_told_and_appeals(post, come_in("ann", width=360), reference)
    assert max_.may("ann", "apply")
    clock.move_to(DECIDED + 2 * DAY)
    only_fay_answers(come_in)
    clock.move_to(DECIDED + 60 * DAY)
    work()
    assert max_.may("ann", "apply")


def ann_is_told_and_appeals(post, ann, reference):
    mail = post.to("ann@example.org")[-1]
    assert "Your account will be closed" in mail["subject"]
    assert "From 11 July 2026, without an end" in text(mail)
    ann.opens(f"/portal/cases/{reference}/")
    appeals(ann, "My account was used by my brother; he says so.")


def only_fay_answers(come_in):
    sam = come_in("Sam").opens("/console/appeals/")
    sam.follows("Ann")
    sam.reads("Not yours to give.")
    fay = come_in("Fay").opens("/console/appeals/")
    fay.follows("Ann")
    fay.ticks("Yes: uphold.")
    fay.types("Your reasons", "It was the brother.")
    fay.presses("Answer the appeal")


def test_sam_does_not_agree_and_nothing_happens(reference, max_, work, come_in):
    address = proposed(come_in("Rita"), reference)
    sam = come_in("Sam").opens(address)
    sam.presses("I do not agree")
    sam.is_refused("reasons: got nothing, expected what you looked at and found.")
    sam.types("What you looked at, and found", "One more warning would do.")
    sam.presses("I do not agree")
    sam.reads("Not agreed", "One more warning would do.")
    sam.opens("/console/second/").reads("Nothing waits for a second person.")
    work()
    assert max_.may("ann", "work")


def test_nobody_intervening_it_begins_on_its_day(reference, max_, work, come_in, clock):
    address = proposed(come_in("Rita"), reference)
    sam = come_in("Sam").opens(address)
    sam.types("What you looked at, and found", "All three days.")
    sam.presses("I agree: do it")
    clock.move_to(DECIDED + 30 * DAY)
    work()
    assert not max_.may("ann", "work")
    come_in("ann").reads("A termination is in force.", "It has no end.")


def test_lifted_before_its_day_it_never_begins(reference, max_, work, post, come_in, clock):
    """Ann sees how many days are left; what she shows convinces Rita, who lifts it before."""
    sam = come_in("Sam").opens(proposed(come_in("Rita"), reference))
    sam.types("What you looked at, and found", "All three days.")
    sam.presses("I agree: do it")
    come_in("ann", width=360).reads("A termination takes effect in 30 days", "Until then nothing")
    clock.move_to(DECIDED + 20 * DAY)
    come_in("ann", width=360).reads("takes effect in 10 days")
    rita = come_in("Rita").opens(f"/console/cases/{reference}/")
    rita.page.get_by_text("Lift it now").last.click()
    rita.page.get_by_label("Why; Ann reads this").last.fill("It was not she who sent them.")
    rita.presses("Lift this measure")
    work()
    assert "has ended" in post.to("ann@example.org")[-1]["subject"]
    clock.move_to(DECIDED + 31 * DAY)
    work()
    assert max_.may("ann", "work")
    assert "takes effect" not in come_in("ann", width=360).sees
