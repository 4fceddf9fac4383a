"""Somebody without an account reports Ann, hears at each step, appeals, and stays unknown."""

import re
from datetime import timedelta

import pytest

from tests import people
from tests.journeys.town.person import Person
from tests.journeys.town.post import text
from tests.journeys.town.walks import decides, finds, hears
from tests.people import NOW

DAY = timedelta(days=1)
WORDS = "She was paid in March, and nothing came."
CLOSED, FILED = NOW + DAY, NOW + 2 * DAY


@pytest.fixture
def olga(browser, town):
    """Olga has no account, and a phone."""
    olga = Person(browser, town, 360)
    yield olga
    olga.leaves()
    assert olga.complaints == []


def she_reports(olga):
    olga.opens("/report/").reads("You need no account.")
    olga.types("Whose conduct", "ann")
    olga.chooses("What it is about", "poor-performance")
    olga.types("Where exactly", "contract ann-c1")
    olga.types("What happened", WORDS)
    olga.types("Your name", "Olga Out")
    olga.types("Your mail address", "olga@example.net")
    olga.presses("Send the report")
    olga.is_refused("The tick: we expected that you believe")
    olga.ticks("I believe what I say here")
    olga.presses("Send the report")
    olga.reads("We have it. A person looks at what happened", WORDS)
    return olga.page.url


def rita_closes_the_case(rita):
    case = finds(rita, "Ann")
    rita.opens(f"/console/cases/{case}/").reads("What somebody reported", WORDS)
    assert "Olga" not in rita.sees
    rita.presses("Show who reported")
    rita.reads("Reported by Olga Out, olga@example.net; no account.")
    decides(rita, case, "no_action", "Her clients cancelled first.")
    return case


def sam_lets_it_go_on(sam):
    sam.opens("/console/appeals/").follows("GR-")
    sam.reads("Look at contract 1 again.", WORDS, "Her clients cancelled first.")
    assert "Olga" not in sam.sees
    sam.ticks("Yes: the case goes on.")
    sam.types("Your reasons", "No client says that they cancelled.")
    sam.presses("Answer the appeal")
    sam.reads("The case is open again.")


def ann_learns_nothing_of_her(come_in, post, case):
    ann = come_in("ann", width=360).opens(f"/portal/cases/{case}/")
    seen = ann.sees + "".join(text(mail) for mail in post.to("ann@example.org"))
    assert not re.search(r"Olga|olga@|\bGR-|nothing came", seen)


def test_olga_reports_without_an_account_and_another_person_looks_again(
    olga, max_, work, post, write, come_in, clock
):
    """Olga reports; the case is closed; she appeals by answering the mail; Sam says she is right.

    The case goes on and Ann is heard before anything is decided. Neither page nor mail of hers
    ever says that it was Olga, or what she wrote.
    """
    max_.reports(people.registered("ann"), *people.contracts("ann", bad=11))
    work()
    page = she_reports(olga)
    work()
    assert "We have your report" in post.to("olga@example.net")[-1]["subject"]
    clock.move_to(CLOSED)
    case = rita_closes_the_case(come_in("Rita"))
    work()
    ended = post.to("olga@example.net")[-1]
    assert "Your report led to no action." in text(ended)
    olga.opens(page).reads("You can appeal until 2 December 2026.")

    clock.move_to(FILED)
    write(by="olga@example.net", to=ended["reply-to"], says="Look at contract 1 again.")
    work()
    assert "We have your appeal" in post.to("olga@example.net")[-1]["subject"]
    olga.opens(page).reads("Another person looks again.", "due by 17 June 2026")
    sam_lets_it_go_on(come_in("Sam"))
    work()
    assert "No client says that they cancelled." in text(post.to("olga@example.net")[-1])
    olga.opens(page).reads("The case is open again.")

    clock.move_to(FILED + DAY)
    hears(come_in("Rita"), case, "Restriction")
    work()
    ann_learns_nothing_of_her(come_in, post, case)
