"""S12: a suspended person writes to the address of their case; nobody else writes as them."""

from datetime import timedelta

import pytest

from tests import floods, people
from tests.floods import flood
from tests.journeys.town.before import decided, had, heard
from tests.journeys.town.post import text
from tests.people import NOW

DAY = timedelta(days=1)
AGAIN = NOW + 2 * DAY
DECIDED = AGAIN + 8 * DAY
WRITTEN = DECIDED + 15 * DAY
FRONT = "mx.example.net"
GENUINE = f"{FRONT}; dmarc=pass header.from=example.org"
FORGED = f"{FRONT}; dmarc=fail header.from=example.org"


@pytest.fixture
def reference(max_, work, post, come_in, clock, settings):
    """Ann was warned, did it twice more, and is suspended; her address needs proof at the door."""
    settings.MAIL_AUTHENTICATED_BY = FRONT
    floods.adopted(family="fraud")
    max_.reports(people.registered("ann"), *flood(-1))
    work()
    decided(had("ann", "Application floods"), "warning", "Sixty alike in a day.")
    clock.move_to(AGAIN)
    max_.reports(*flood(1), *flood(2))
    work()
    case = had("ann", "Application floods")
    heard(case, "suspension")
    clock.move_to(DECIDED)
    decided(case, "suspension", "Warned, and twice more since.")
    work()
    clock.move_to(WRITTEN)
    work()
    return case


def test_it_reaches_rita_and_her_answer_reaches_ann_and_a_forger_reaches_nobody(
    reference, max_, work, post, write, come_in
):
    assert not max_.may("ann", "apply")
    said = next(one for one in post.to("ann@example.org") if reference in one["subject"])
    write(
        by="ann@example.org",
        to=said["reply-to"],
        says="May I at least finish contract 7?",
        quotes=said,
        authentication_results=GENUINE,
    )
    write(
        by="ann@example.org",
        to=said["reply-to"],
        says="I admit everything.",
        authentication_results=FORGED,
    )
    work()
    it_was_acknowledged_at_once(post, reference)
    it_waits_for_rita(come_in("Rita"), post, reference)
    rita_writes_back(come_in("Rita"), reference)
    work()
    answer = post.to("ann@example.org")[-1]
    assert "Yes, contract 7 you may finish." in text(answer)
    assert reference in answer["subject"]
    rita_looks_at_the_forged_mail(come_in("Rita"), reference)
    work()
    assert post.to("ann@example.org")[-1] is answer
    ann = come_in("ann", width=360).opens(f"/portal/cases/{reference}/")
    ann.reads("May I at least finish contract 7?", "Yes, contract 7 you may finish.")
    assert "I admit everything." not in ann.sees


def it_was_acknowledged_at_once(post, reference):
    (receipt,) = [
        one for one in post.to("ann@example.org") if one["subject"].endswith("We have your mail")
    ]
    assert reference in receipt["subject"]
    assert receipt["date"].datetime == WRITTEN
    assert "Rita reads it and writes back" in text(receipt)
    assert "You can appeal, free, until" in text(receipt)


def it_waits_for_rita(rita, post, reference):
    assert any(reference in one["subject"] for one in post.to("rita@example.org"))
    rita.opens("/console/").reads("They wrote and wait for a word Ann", reference)
    rita.opens("/console/").reads("1 mail kept apart waits for a look")
    rita.opens(f"/console/cases/{reference}/").reads(
        "by mail from ann@example.org",
        "May I at least finish contract 7?",
        "Not from the member's known address",
    )


def rita_writes_back(rita, reference):
    rita.opens(f"/console/cases/{reference}/")
    rita.types("Write to Ann", "Yes, contract 7 you may finish.")
    rita.presses("Send it")


def rita_looks_at_the_forged_mail(rita, reference):
    rita.opens("/console/quarantine/").reads(
        "1 to look at", "I admit everything.", "could not prove it", reference
    )
    rita.types("How you know whose it is", "Ann says on the phone that she never wrote it.")
    rita.presses("It is not theirs")
    rita.reads("No mail is kept apart.")
    rita.opens(f"/console/cases/{reference}/").reads("Rita found it is not theirs: Ann says")


def test_what_is_sent_to_the_general_address_does_not_lie_in_a_general_queue(
    reference, work, post, write, come_in
):
    help_ = "help@cases.example.org"
    to_help = {"to": help_, "authentication_results": GENUINE}
    write(by="ann@example.org", says="Nobody answers! May I finish contract 7?", **to_help)
    write(by="zoe@example.org", says="How does one join?", **to_help)
    work()
    receipt = post.to("ann@example.org")[-1]
    assert reference in receipt["subject"]
    rita = come_in("Rita").opens(f"/console/cases/{reference}/")
    rita.reads("Nobody answers! May I finish contract 7?")
    rita.opens("/console/inquiries/").reads("1 waiting", "zoe@example.org", "How does one join?")
    assert "Nobody answers" not in rita.sees
    rita.types("Your answer", "On the marketplace's own page.")
    rita.presses("Send the answer")
    work()
    assert "On the marketplace's own page. Rita" in text(post.to("zoe@example.org")[-1])
