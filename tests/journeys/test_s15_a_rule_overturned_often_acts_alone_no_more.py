"""S15: a rule is overturned; it decides nothing alone until Pia changes it and gives it back."""

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.spam import sixty
from tests.journeys.town.walks import appeals
from tests.people import NOW
from tests.scams import pia

CHANGE = "spam-applications, version 2: a cover letter of one's own agency is no repeat"


@pytest.fixture
def wrong(max_, work, post, come_in):
    """A rule warned Ann of spam; she appeals, and Sam finds that she is right."""
    pia()
    case = spams(max_, work, "ann")
    ann = come_in("ann").opens(f"/portal/cases/{case}/")
    appeals(ann, "It is the letter of the agency I work for.")
    work()
    sam = come_in("Sam")
    sam.follows("Ann")
    sam.ticks("Yes: uphold.")
    sam.types("Your reasons", "Nine of us send that letter; it is the agency's.")
    sam.presses("Answer the appeal")
    sam.reads("The decision is reversed.")
    work()


def spams(max_, work, name):
    """Someone sends sixty applications in a day, all alike; the reference of their case."""
    day = NOW.replace(hour=0)
    told = sixty(name, day)
    max_.reports(people.registered(name), *told)
    work()
    return next(one["case"] for one in max_.told("case.opened") if one["account"] == name)


def decided(max_):
    """Whose case was decided, as Max was told."""
    return {one["account"] for one in max_.told("decision.made")}


@pytest.mark.usefixtures("wrong")
def test_it_is_lost_then_changed_and_given_back(max_, work, post, come_in):
    """Pia and Rita are told by mail, Max by his server; the console and the public page say so.

    Bea does the like: nothing is decided, and Rita has her case. Pia changes the rule, reads what
    giving it back would do, and does. Bob does the like, and it warns him alone.
    """
    (lost,) = max_.told("rule.lost")
    assert (lost["rule"], lost["made"], lost["overturned"]) == ("applications", 1, 1)
    for address in ("pia@example.org", "rita@example.org"):
        (mail,) = [m for m in post.to(address) if "applications decides nothing" in m["subject"]]
        assert "of 1 decision that rest on it, 1 was reversed" in text(mail)
    rita = come_in("Rita").opens("/console/rules/")
    rita.reads("A person decides since 1 Jun 2026, 10:00")
    come_in("ann", width=360).opens("/policies/").reads(
        "applications decides nothing alone since 1 June 2026: a person decides."
    )

    spams(max_, work, "bea")
    assert decided(max_) == {"ann"}
    rita.opens("/console/").reads("Bea", "Spam applications")

    gives_it_back(come_in("Pia"))
    work()
    (back,) = max_.told("rule.returned")
    assert (back["change"], back["by"]) == (CHANGE, "Pia")
    spams(max_, work, "bob")
    assert decided(max_) == {"ann", "bob"}


def gives_it_back(pia):
    """Pia names what is different, reads what would happen, and confirms."""
    pia.follows("Rules")
    pia.follows("applications")
    pia.types(
        "Why it may act alone again", "Tried on last year's letters: none is flagged wrongly."
    )
    pia.presses("Read what would happen")
    pia.is_refused("change: got nothing")
    pia.types("What was changed about it", CHANGE)
    pia.presses("Read what would happen")
    pia.reads("Nothing is done yet", "Its figures start at 0", CHANGE)
    pia.presses("Give it back")
    pia.reads("applications may decide without a person again", "Acts alone", "Pia gave it back")
