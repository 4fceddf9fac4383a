"""The sample of real job posts: the scorecard comes from it, and so do all bounds."""

import csv
import json

import numpy as np
import pytest

from benchmarks import evaluate_job_posts as evaluate
from benchmarks import train_job_posts as training
from goodstanding.detectors.job_posts import DETECTOR
from goodstanding.detectors.scorecards import load
from goodstanding.detectors.shingles import words


@pytest.fixture(scope="module")
def posts():
    return training.read_posts()


@pytest.fixture(scope="module")
def settings():
    return evaluate.read_settings()


@pytest.fixture(scope="module")
def made_again(posts):
    return training.scorecard(posts)


def test_the_scorecard_is_made_again_from_the_sample(made_again):
    shipped = json.loads(training.SCORECARD.read_text("utf-8"))
    assert shipped["made_from"] == made_again["made_from"]
    assert shipped["terms"].keys() == made_again["terms"].keys()
    for term, (seen_in, weight) in made_again["terms"].items():
        assert shipped["terms"][term] == [seen_in, pytest.approx(weight, abs=1e-6)]
    assert shipped["honest"] == pytest.approx(made_again["honest"], abs=1e-6)
    assert shipped["intercept"] == pytest.approx(made_again["intercept"], abs=1e-6)


def test_our_score_is_scikit_learns(posts):
    made_from, *_ = training.shipped_split(posts)
    trained = training.train(made_from)
    theirs = trained.scores([post.text for post in posts])
    card = load("job_posts")
    ours = [card.score(card.parts(words(post.text))) for post in posts]
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_no_near_duplicate_of_a_compared_post_made_the_scorecard(posts):
    made_from, compared, _ = training.shipped_split(posts)
    assert not {post.group for post in made_from} & {post.group for post in compared}
    assert not any(post.scam for post in compared)
    assert len({post.group for post in compared}) == len(compared) == 563


def test_posts_to_try_it_on_made_no_weights(posts):
    made_from, _, others = training.shipped_split(posts)
    with training.HELD_OUT.open(newline="", encoding="utf-8") as file:
        rows = [(row["text"], row["label"] == "1") for row in csv.DictReader(file)]
    assert rows == [(post.text, post.scam) for post in others]
    assert not {post.group for post in made_from} & {post.group for post in others}
    assert sum(scam for _, scam in rows) >= 15


def test_no_term_stands_for_a_protected_attribute_or_for_nothing():
    terms = DETECTOR.card.terms
    assert not [term for term in terms if training.PROTECTED & set(term.split())]
    assert not [term for term in terms if set(term.split()) <= training.FUNCTION_WORDS]


def test_the_settings_state_what_the_sample_shows_of_the_phrases(posts, settings):
    measured = evaluate.honest_hits(posts, settings)
    assert measured == (settings["honest_posts"], settings["honest_hits"]) == (1_127, 0)


def test_any_honest_post_left_out_is_as_rarely_high_as_its_p_value_says():
    """Exact: each compared post in turn is the new one, and the others are what it meets."""
    honest = np.array(DETECTOR.card.honest)
    p_values = np.array([(honest >= score).sum() / len(honest) for score in honest])
    for level in (0.002, 0.005, 0.01, 0.05, 0.1, 0.5):
        assert (p_values <= level).mean() <= level


def test_p_values_of_honest_posts_never_seen_are_no_smaller_than_chance(posts):
    """A card made without a fifth of the groups meets their honest posts, one of each group."""
    made, held = next(evaluate.folds(posts, seed=0, grouped=True))
    made_from, compared = training.split([posts[i] for i in made])
    card = training.train(made_from)
    known = np.array(card.scores([post.text for post in compared]))
    one_a_group = {posts[i].group: posts[i].text for i in held if not posts[i].scam}
    new = card.scores(list(one_a_group.values()))
    p_values = np.array([(1 + (known >= score).sum()) / (len(known) + 1) for score in new])
    for level in (0.01, 0.05, 0.1, 0.2, 0.5):
        noise = 3 * (level * (1 - level) * (1 / len(new) + 1 / len(known))) ** 0.5
        assert (p_values <= level).mean() <= level + noise


def test_of_honest_posts_that_did_not_make_the_card_one_reaches_a_coaching_note(posts, settings):
    _, compared, _ = training.shipped_split(posts)
    readings = [DETECTOR.read(evaluate.read_post(post.text), settings) for post in compared]
    assert sum(reading.by_score > 0 for reading in readings) == 1
    assert not any(reading.by_rules for reading in readings)


@pytest.mark.datasets
def test_honest_emscad_posts_are_not_suspected(settings):
    path = evaluate.DATA / "job_posts/emscad_rows.csv"
    if not path.exists():
        pytest.skip(f"needs {path}; set GOODSTANDING_DATA")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["fraudulent"] == "0"]
    posts = [evaluate.read_post(row["description"], row["title"]) for row in rows]
    suspected = [post for post in posts if DETECTOR.examine("ben", [post], settings)]
    assert len(rows) == 276
    assert len(suspected) <= 0.005 * len(rows)
