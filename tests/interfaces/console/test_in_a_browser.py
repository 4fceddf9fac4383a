"""The console in a real browser: what the hand and the eye do there."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from goodstanding.cases import queries
from goodstanding.interfaces import links
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import S
from tests.people import NOW

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def clock():
    """Here the clock runs on, as a browser and its server need it to."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def said(page):
    """What the browser complains of: scripts that fail, styles that are refused; no mere 422."""
    complaints = []

    def heard(words):
        if "(Unprocess" not in words:
            complaints.append(words)

    page.on("console", lambda one: one.type == "info" or heard(one.text))
    page.on("pageerror", lambda one: complaints.append(str(one)))
    return complaints


def test_rita_opens_a_case_with_the_keys_and_sees_picture_and_ladder(page, case, said):
    page.goto(links.to_console("Rita"))
    page.keyboard.press("j")
    expect(page.locator("a[data-row]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(case.reference))
    drawing = page.get_by_role("img", name="Contracts that ended badly, against the tolerated rate")
    expect(drawing).to_be_visible()
    expect(drawing.locator("circle")).to_have_count(11)
    law = page.get_by_role("region", name=f"The law{S} answer")
    expect(law.get_by_role("listitem")).to_have_count(5)
    expect(law).to_contain_text("Restriction after hearing No preliminary notice was served.")
    assert said == []


def test_rita_decides_in_two_steps(page, heard, said):
    page.goto(links.to_console("Rita"))
    page.goto(f"/console/cases/{heard.reference}/")
    page.get_by_role("link", name="Decide: restriction").click()
    page.get_by_label("Contract ann-c0", exact=True).fill("150")
    page.get_by_role("button", name="Read what would happen").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("reasons: got nothing")
    expect(page.get_by_label("Contract ann-c0", exact=True)).to_have_value("150")
    page.get_by_label("Why this and not less").fill("A warning would not protect the next ones.")
    page.get_by_role("button", name="Read what would happen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing is decided yet")
    expect(page.locator(".letter")).to_contain_text("Held: 150.00 EUR of contract ann-c0.")
    assert queries.decision(heard) is None
    page.get_by_role("button", name="Decide and tell Ann").click()
    expect(page.get_by_role("status")).to_have_text("Decided: restriction. The member is told.")
    expect(page.locator(".story .sum").nth(2)).to_have_text("150.00 EUR")
    assert queries.decision(heard).decided_by.name == "Rita"
    assert said == []


def test_sam_who_decided_opens_the_appeal_and_is_refused_and_sue_answers_it(page, appeal, said):
    page.goto(links.to_console("Sam"))
    page.get_by_role("link", name="Appeals", exact=True).click()
    page.locator("main").get_by_role("link", name="Ann").click()
    barred = "Sam had a hand in this case; another reviewer must look again (P7)."
    expect(page.get_by_role("note")).to_contain_text(barred)
    expect(page.get_by_role("button", name="Answer the appeal")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.goto(links.to_console("Sue"))
    page.goto(f"/console/appeals/{appeal.id}/")
    page.get_by_label("Yes: uphold.").check()
    page.get_by_label("Your reasons, to each point").fill("The clients cancelled first.")
    page.get_by_role("button", name="Answer the appeal").click()
    expect(page.locator("#answer")).to_contain_text("The decision is reversed.")
    assert said == []


@pytest.fixture
def caught(settings):
    """Mail is caught in the mailbox."""
    settings.EMAIL_BACKEND = "goodstanding.notices.channels.mailbox.MailboxBackend"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(page, caught, appeal, width):
    people.not_delivering("abe")
    (waiting,) = people.work_goes_on()
    (mail,) = [one for one in notices.mailbox() if "Restriction" in one.subject]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(links.to_console("Rita"))
    paths = (
        "",
        f"cases/{appeal.decision.case.reference}/",
        f"cases/{waiting.reference}/hearing/",
        f"cases/{waiting.reference}/decide/?measure=warning",
        f"appeals/{appeal.id}/",
        "members/ann/",
        "members/?name=zoe",
        "funds/",
        "cases/new/",
        "mail/",
        f"mail/{mail.id}/",
    )
    for path in paths:
        page.goto(f"/console/{path}")
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) == 0, path
