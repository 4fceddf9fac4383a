"""What a detector says of somebody is said again in their language, number by number."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.detectors import (
    applications,
    harm,
    job_posts,
    nonpayment,
    outcomes,
    outcomes_wording,
)
from goodstanding.detectors.registry import DETECTORS, SENTENCES
from goodstanding.events.vocabulary import Outcome
from goodstanding.findings import queries
from goodstanding.findings.models import Finding
from goodstanding.languages.wording import in_words

OUTCOMES = {
    "n": 21,
    "bad": 11,
    "tolerated": 1.35,
    "reported": "4 cancelled, 7 not delivered",
    "mix": "mix of work",
    "n_before": 0,
    "bad_before": 0,
    "since": "2026-01-02",
    "window_days": 90,
    "careers": 1_234_567,
}
APPLICATIONS = {
    "hours": 24,
    "day": "2026-06-05",
    "near_identical": 42,
    "applications": 60,
    "similar_percent": 80,
    "repeats": 41,
    "tolerated": 5,
    "one_of": 1_000_000,
}
HARM = {
    "n": 40,
    "gone": 22,
    "usual": 4.2,
    "tolerated": 8.5,
    "since": "2026-01-02",
    "careers": 10_000_000,
}
NONPAYMENT = {
    "n": 10,
    "bad": 5,
    "tolerated": 0.5,
    "since": "2026-01-02",
    "careers": 5_300,
}
BREACHED = {
    "breaches": 'asks to pay a fee ("pay a fee")',
    "honest_posts": 12_000,
    "honest_hits": 3,
    "rule_alarms_per_1000": 1,
}
SCORED = {
    "words": '"wire transfer"',
    "score": "0.93",
    "honest_scored": 12_000,
    "honest_as_high": 5,
    "score_alarms_per_1000": 1,
}
ALL = [
    (outcomes, OUTCOMES),
    (outcomes, OUTCOMES | {"mix": "kind of work", "n_before": 9, "bad_before": 1}),
    (applications, APPLICATIONS),
    (applications, APPLICATIONS | {"hours": 48}),
    (harm, HARM),
    (nonpayment, NONPAYMENT),
    (job_posts, BREACHED),
    (job_posts, SCORED),
    (job_posts, BREACHED | SCORED),
]
PARTS = re.compile(r"[a-z]{4,}")


def test_every_detector_says_its_sentences_in_the_readers_language():
    assert SENTENCES.keys() == DETECTORS.keys()


@pytest.mark.parametrize("language", ["es", "fil", "bn", "uk"])
@pytest.mark.parametrize(("module", "counts"), ALL)
def test_no_english_is_left_but_what_was_quoted(module, counts, language):
    english = module.sentence(counts)
    with translation.override(language):
        said = in_words(english)
    quoted = " ".join(str(one) for one in counts.values() if isinstance(one, str))
    quoted = "" if module is outcomes else quoted
    left = set(PARTS.findall(english.lower())) - set(PARTS.findall(quoted.lower()))
    assert said != english
    common = left & set(PARTS.findall(said.lower()))
    assert common <= {"post", "posts", "job", "record", "jobs", "scam"}, common


def test_numbers_and_days_are_written_as_the_reader_writes_them():
    with translation.override("es"):
        assert "1.234.567" in in_words(outcomes.sentence(OUTCOMES))
        assert "5 de junio de 2026" in in_words(applications.sentence(APPLICATIONS))


def test_every_outcome_that_can_be_reported_has_its_words():
    told = {one.replace("_", " ") for one in Outcome.__args__}
    assert told == outcomes_wording.SPOKEN.keys()


@given(st.lists(st.sampled_from(sorted(outcomes_wording.SPOKEN)), min_size=1, unique=True))
def test_what_was_reported_is_read_again_as_it_was_written(kinds):
    told = ", ".join(f"{number} {kind}" for number, kind in enumerate(kinds, 1))
    assert outcomes_wording._reported(told) == told


def test_a_sentence_that_is_written_otherwise_by_now_stays_as_it_was_found():
    found = Finding(detector="outcomes", counts=OUTCOMES, sentence=outcomes.sentence(OUTCOMES))
    older = Finding(detector="outcomes", counts=OUTCOMES, sentence="Eleven were bad.")
    odd = Finding(detector="outcomes", counts={}, sentence="Eleven were bad.")
    gone = Finding(detector="of_old", counts={}, sentence="Eleven were bad.")
    with translation.override("uk"):
        assert queries.said(found) != found.sentence
        assert [queries.said(one) for one in (older, odd, gone)] == ["Eleven were bad."] * 3
