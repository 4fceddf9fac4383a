"""Ann asks to talk with a person and lets her union speak for her; both count."""

import re

import pytest

from tests import people
from tests.journeys.town.before import had, heard
from tests.journeys.town.post import text
from tests.journeys.town.walks import answers, asks, decides
from tests.people import NOW, timedelta

WHY = "Eleven of twenty clients got nothing."
LINK = re.compile(r"http\S+/portal/represent/\S+")


@pytest.fixture
def reference(max_, work, post, come_in):
    """Ann is to be restricted, and was told so. She wants to talk, and Una to speak for her."""
    max_.reports(people.registered("ann"), *people.contracts("ann", 11))
    work()
    reference = had("ann")
    heard(reference, "restriction")
    ann = come_in("ann", width=360).opens(f"/portal/cases/{reference}/")
    ann.reads("Talk with a person", "Someone who speaks for you")
    ann.types("When and how can we reach you?", "After six, +43 1 234.")
    ann.presses("Ask for a talk")
    ann.reads("nothing is decided against you before that")
    ann.types("Their name", "Una Union")
    ann.types("Their mail address", "una@union.example")
    ann.presses("Let them speak for me")
    ann.reads("Una Union, una@union.example")
    work()
    return reference


def test_nothing_is_decided_before_the_talk(reference, come_in, clock):
    """Rita is refused until she has talked with Ann and written it down; Ann reads what."""
    clock.move_to(NOW + timedelta(hours=1))
    ann = come_in("ann", width=360).opens(f"/portal/cases/{reference}/")
    answers(ann, "I was ill.")
    rita = come_in("Rita")
    asks(rita, reference, "restriction").is_refused("The talk that was asked for is owed until")
    rita.opens(f"/console/cases/{reference}/").reads("Una Union", "After six, +43 1 234.")
    rita.reads("asked to talk with a person")
    rita.types("What was said", "She shows hospital papers for March only.")
    rita.presses("It was held")
    rita.reads("Talk: Rita", "hospital papers for March only")
    ann.opens(f"/portal/cases/{reference}/")
    ann.reads("Rita talked with you", "hospital papers for March only")


def test_una_answers_and_appeals_for_ann_until_she_is_taken_back(
    reference, work, post, come_in, clock
):
    """Una comes in by the link in her mail, sees the one case, and is told what Ann is told."""
    link = LINK.search(text(post.to("una@union.example")[0]))[0]
    una = come_in("ann", width=400).opens(link).reads("You speak for Ann in this case")
    una.types("In your own words", "She was in hospital; here are the papers.")
    una.presses("Send my answer")
    una.reads("Una Union, for Ann")
    clock.move_to(NOW + timedelta(days=8))
    decides(come_in("Rita"), reference, "restriction", WHY)
    work()
    assert "restriction on your account" in post.to("una@union.example")[-1]["subject"]
    una.opens(link)
    una.types("Why is it wrong?", "The papers cover April, too.")
    una.presses("Send my appeal")
    una.reads("Your appeal", "Another person answers by")
    come_in("ann", width=360).opens(f"/portal/cases/{reference}/").presses("Take it back")
    assert una.opens("/portal/represented/").status == 403
