"""docs/tutorial/first-case.md, walked in a browser by Rita, Lena and Sam, with its own words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import expect

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.events import importing
from goodstanding.findings import operations as findings
from goodstanding.funds import operations as funds
from goodstanding.interfaces import links
from goodstanding.law.terms import Capability
from tests import people

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial" / "first-case.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
SAID = " ".join(TUTORIAL.split())
LENA = "sim-contractor-02"
S = "\N{RIGHT SINGLE QUOTATION MARK}s"


def told(words):
    """Words the tutorial tells the reader to look for or press, as they stand in it."""
    assert f"**{words}**" in SAID, f"the tutorial does not say {words!r}"
    return words


def quoted(start):
    """What the tutorial tells someone to write, by how it starts."""
    return next(li[2:] for li in TUTORIAL.splitlines() if li.startswith(f"> {start}"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def month(db):
    """The rulebook is adopted, the team is there, and the simulated month is reviewed."""
    people.rulebook()
    people.team()
    importing.import_files(
        files=[ROOT / "sample" / "simulated_month" / "events.jsonl"],
        mapping=ROOT / "mappings" / "events.toml",
        at=NOW,
        examine=False,
    )
    funds.post_events(at=NOW)
    findings.examine(accounts=None, at=NOW)
    cases.open_from_findings(at=NOW)


@pytest.fixture
def enters(browser, site, month):
    """Each person enters by their link, in a session of their own."""
    contexts = []

    def enter(link):
        contexts.append(browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.goto(link)
        return page

    yield enter
    for context in contexts:
        context.close()


def test_the_tutorial_can_be_walked_word_by_word(enters):
    rita, lena = enters(links.to_console("Rita")), enters(links.to_portal(LENA))
    rita_reads_and_hears_her(rita)
    lena_answers(lena)
    rita_decides(rita)
    lena_reads_and_appeals(lena)
    rita_may_not_answer(rita)
    sam_upholds(enters(links.to_console("Sam")))
    lena_has_everything_back(lena)


def rita_reads_and_hears_her(page):
    expect(page.get_by_role("heading", name=told("Queue"), exact=True)).to_be_visible()
    page.goto("/console/?show=all")
    page.get_by_role("link", name=told("Lena Adu (simulated)")).click()
    expect(page.get_by_text(told("The 11 records this rests on"))).to_be_visible()
    expect(page.get_by_role("heading", name=told(f"The law{S} answer"))).to_be_visible()
    for words in ("2,400.00 EUR", "480.00 EUR", "No preliminary notice was served."):
        assert words in SAID
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("link", name=told("Hear Lena Adu (simulated) first…")).click()
    page.get_by_role("button", name=told("Serve this notice")).click()
    told("awaiting answer")


def lena_answers(page):
    page.reload()
    page.get_by_role("link", name="GS-").first.click()
    expect(page.get_by_text("awaiting answer")).to_be_visible()
    expect(page.get_by_role("link", name=told("What is proposed, and why"))).to_be_visible()
    expect(page.get_by_role("heading", name=told("What it rests on"))).to_be_visible()
    expect(page.get_by_role("heading", name=told("Tell us your side"))).to_be_visible()
    page.get_by_role("link", name=told("Write your answer")).click()
    page.get_by_label("In your own words").fill(quoted("I was ill"))
    page.get_by_role("button", name=told("Continue")).click()
    page.get_by_role("button", name=told("Send my answer")).click()
    page.get_by_role("link", name=told("Notices"), exact=True).click()
    expect(page.get_by_role("link", name="We have your answer")).to_be_visible()


def rita_decides(page):
    page.reload()
    expect(page.get_by_text(quoted("I was ill")).first).to_be_visible()
    told("Decide…")
    page.get_by_role("link", name="Decide: restriction").click()
    holds = page.get_by_role("group", name=told("Hold contested money")).get_by_role("textbox")
    expect(holds).to_have_count(4)
    for hold in holds.all():
        hold.fill("120")
    holds.first.fill("121")
    page.get_by_label(told("Why this and not less")).fill(quoted("Eleven of twenty"))
    page.get_by_role("button", name=told("Read what would happen…")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    holds.first.fill("120")
    page.get_by_role("button", name="Read what would happen…").click()
    page.get_by_role("button", name=told("Decide and tell Lena Adu (simulated)")).click()
    expect(page.get_by_role("link", name=told("Mail"), exact=True)).to_be_visible()
    assert not queries.may(LENA, Capability.APPLY, at=datetime.now(UTC)).allowed
    assert queries.may(LENA, Capability.WORK, at=datetime.now(UTC)).allowed


def lena_reads_and_appeals(page):
    page.get_by_role("link", name=told("Where I stand")).click()
    expect(page.get_by_text("A restriction is in force.")).to_be_visible()
    page.get_by_role("link", name=told("Money"), exact=True).click()
    for sum_ in ("1,920.00 EUR", "480.00 EUR"):
        assert sum_ in SAID
        expect(page.get_by_text(sum_).first).to_be_visible()
    page.get_by_role("link", name="Where I stand").click()
    page.get_by_role("link", name="GS-").last.click()
    expect(page.get_by_role("heading", name=told("Appeal"), exact=True)).to_be_visible()
    page.get_by_role("link", name=told("Write your appeal")).click()
    page.get_by_label("Why is it wrong?").fill(quoted("Four of these"))
    page.get_by_role("button", name=told("Continue")).click()
    page.get_by_role("button", name=told("Send my appeal")).click()
    expect(page.get_by_role("heading", name="We have your appeal")).to_be_visible()


def open_appeal(page):
    page.get_by_role("link", name=told("Appeals"), exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Lena Adu").click()


def rita_may_not_answer(page):
    open_appeal(page)
    refusal = "Rita had a hand in this case; another reviewer must look again"
    assert refusal in SAID
    expect(page.get_by_text(refusal)).to_be_visible()
    expect(page.get_by_role("button", name="Answer the appeal")).to_have_count(0)


def sam_upholds(page):
    open_appeal(page)
    page.get_by_label(told("Yes: uphold.")).check()
    page.get_by_label("Your reasons").fill(quoted("Four clients cancelled first"))
    page.get_by_role("button", name=told("Answer the appeal")).click()
    expect(page.get_by_text("reversed").first).to_be_visible()


def lena_has_everything_back(page):
    page.get_by_role("link", name="Where I stand").click()
    expect(page.get_by_text("You are in good standing.")).to_be_visible()
    expect(page.get_by_text("2,400.00 EUR").first).to_be_visible()
    page.get_by_role("link", name="You were right").first.click()
    expect(page.get_by_text(told("You were right, and we are sorry.")).first).to_be_visible()
    assert queries.may(LENA, Capability.APPLY, at=datetime.now(UTC)).allowed
