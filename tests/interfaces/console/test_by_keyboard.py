"""A case is decided and appealed without a pointer: Tab, arrows, space, Enter, and typing."""

import pytest

from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries
from goodstanding.interfaces import links
from tests.journeys.town.person import Person

pytestmark = pytest.mark.browser
LOOK = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), how = getComputedStyle(at);
    return {on: at !== document.body, ring: how.outlineStyle !== "none" || how.boxShadow !== "none",
            seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
            order: [...document.querySelectorAll("*")].indexOf(at)}
}"""
"""What is in focus: whether it has a ring and is on the screen, and how far down the page it is."""


def tabs_through(person):
    """Tab through the whole page: forwards only, always seen, and out again at its end."""
    last, stops = -1, 0
    for _ in range(200):
        person.page.keyboard.press("Tab")
        at = person.page.evaluate(LOOK)
        if not at["on"]:
            return stops
        assert (at["ring"], at["seen"]) == (True, True), person.page.evaluate(OUTER)
        assert at["order"] > last, person.page.evaluate(OUTER)
        last, stops = at["order"], stops + 1
    raise AssertionError(f"{person.page.url} keeps the focus for itself")


OUTER = "document.activeElement.outerHTML.slice(0, 300)"


@pytest.fixture
def come_in(browser, site):
    people = []

    def enter(address):
        people.append(Person(browser, site))
        return people[-1].opens(address)

    yield enter
    for one in people:
        one.leaves()


def decides(rita, case):
    rita.tabs_to("Skip to the content")
    rita.page.keyboard.press("Enter")
    assert rita.page.evaluate("document.activeElement.id") == "content"
    rita.tabs_to("Ann")
    rita.presses_enter()
    assert tabs_through(rita) > 20
    rita.tabs_to("Decide: restriction")
    rita.presses_enter()
    rita.tabs_to("Why this and not less")
    rita.page.keyboard.type("A warning would not protect the next ones.")
    for button in ("Read what would happen", "Decide and tell Ann"):
        rita.tabs_to(button)
        rita.presses_enter()
    rita.reads("Decided: restriction. The member is told.")
    assert queries.decision(case).decided_by.name == "Rita"


def appeals_against_it(ann, case):
    ann.tabs_to(case.reference)
    ann.presses_enter()
    assert tabs_through(ann) > 10
    ann.tabs_to("Write your appeal")
    ann.presses_enter()
    ann.tabs_to("Why is it wrong?")
    ann.page.keyboard.type("The clients cancelled first.")
    for button in ("Continue", "Send my appeal"):
        ann.tabs_to(button)
        ann.presses_enter()
    ann.reads("The clients cancelled first.")
    assert appeals.latest_in(case).decision == queries.decision(case)


def test_rita_decides_and_ann_appeals_without_a_pointer(come_in, heard):
    decides(come_in(links.to_console("Rita")), heard)
    appeals_against_it(come_in(links.to_portal("ann")), heard)
