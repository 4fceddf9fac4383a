"""Ann reads what changed in a policy, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.policies.rulebook import differences
from goodstanding.policies.rulebook.differences import GONE, NEW, SAME

LIKELY = ["do", "not", "send", "the", "same", "text", "twice."]
WORDS = st.lists(st.sampled_from(LIKELY), max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=4).map("\n\n".join)


def shown(paragraph):
    marks = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}
    return "".join(marks[piece.how].format(piece.text) for piece in paragraph.pieces)


def test_changed_words_are_marked_within_their_sentence():
    found = differences.texts(
        "# A\n\nStays.\n\nYou have 7 days to answer.",
        "# A\n\nStays.\n\nYou have 14 days to answer.",
    )
    assert [one.how for one in found] == ["same", "same", "changed"]
    assert shown(found[2]) == "You have [-7-][+14+] days to answer."


def test_a_paragraph_that_is_wholly_other_is_gone_and_new():
    found = differences.texts("Send one text.", "Money is never held back here at all.")
    assert [one.how for one in found] == ["new", "gone"]


def test_a_link_that_leads_elsewhere_is_a_change():
    found = differences.texts("See [here](/one).", "See [here](/two).")
    assert shown(found[0]) == "See here (/[-one-][+two+])."


def test_what_only_dates_a_version_is_no_change_of_a_setting():
    before = {"version": 1, "detector": {"applications": {"tolerated": 10}}, "ladder": [{"a": 1}]}
    after = {"version": 2, "detector": {"applications": {"tolerated": 15}}, "ladder": []}
    found = differences.settings(before, after)
    assert [(one.name, one.before, one.after) for one in found] == [
        ("detector.applications.tolerated", "10", "15"),
        ("ladder 1.a", "1", ""),
    ]


def said(paragraphs, without):
    kept = ("".join(p.text for p in one.pieces if p.how != without) for one in paragraphs)
    return [" ".join(text.split()) for text in kept if text.strip()]


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_nothing_is_added(before, after):
    found = differences.texts(before, after)
    whole = [" ".join(one.split()) for one in before.split("\n\n") if one.strip()]
    assert sorted(said(found, NEW)) == sorted(whole)
    assert said(found, GONE) == [
        " ".join(one.split()) for one in after.split("\n\n") if one.strip()
    ]


def test_what_changed_stands_under_its_heading_and_what_stays_is_left_out():
    text = "# A\n\nStays.\n\n## B\n\nYou have 7 days.\n\n## C\n\nStays, too."
    found = differences.Difference(
        None, None, differences.texts(text, text.replace("7", "9")), ()
    ).changed
    assert [shown(one) for one in found] == ["B", "You have [-7-][+9+] days."]
