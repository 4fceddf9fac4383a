"""S20: Ann is new, and reads what is expected before she applies for anything."""

import pytest

from tests.journeys.town.person import Person


@pytest.fixture
def ann(browser, town):
    """Ann at her phone, not signed in anywhere."""
    ann = Person(browser, town, width=360)
    yield ann
    ann.leaves()
    assert ann.complaints == []


def test_what_is_expected_and_what_happens_at_each_step(ann):
    """From the front page she finds the policy on applications: in plain words, with how plain.

    Examples of right and wrong stand out; each step says what it stops and for how long, and that
    she is heard; the numbers are the exact ones, and so is how to appeal.
    """
    ann.opens("/").reads("Spam applications", "Write each application for the job it is for.")
    ann.follows("Spam applications")
    ann.reads("LIX 16: very easy", "Version 1, binding from 1 January 2026")
    assert ann.page.locator("p.right").count() == ann.page.locator("p.wrong").count() >= 1
    ann.reads("Right: Ann applies", "Wrong: Abe sends")
    steps = ann.sees.partition("What happens, step by step")[2].partition("The exact numbers")[0]
    for told in (
        "A coaching note",
        "A warning",
        "apply for jobs for 7 days at most. It ends by itself.",
        "apply for jobs for 30 days at most. It ends by itself.",
        "have 7 days to answer",
    ):
        assert told in steps
    numbers = ann.sees.partition("The exact numbers")[2]
    for told in ("Repeats in 24 hours", "free, for 6 months"):
        assert told in numbers


def test_the_exact_table_of_thresholds(ann):
    """Of contracts she reads which share is tolerated, and how many bad ones lead to which step."""
    ann.opens("/policies/").follows("Poor performance")
    ann.reads("Design 1 in 20", "Any other work 1 in 20")
    table = ann.page.locator("table").filter(has_text="A person may restrict").first
    of_fifty = table.get_by_role("row").filter(has=ann.page.get_by_role("rowheader", name="50"))
    bounds = [int(cell.split()[0]) for cell in of_fifty.locator("td").all_inner_texts()]
    assert len(bounds) == 3
    assert 2 < bounds[0] <= bounds[1] <= bounds[2] < 50
