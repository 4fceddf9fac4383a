"""The scam job posts detector: what it quotes, what it leaves alone, and what it says."""

import tomllib
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.detectors import registry
from goodstanding.detectors.job_posts import DETECTOR
from goodstanding.detectors.job_posts_wording import alarms_per_1000, sentence

POLICY = Path(__file__).parents[2] / "rulebook/scam-job-posts/policy.toml"
SETTINGS = tomllib.loads(POLICY.read_text("utf-8"))["detector"]["job_posts"]
FORBIDDEN = (
    "Data entry from your sofa. Before you start, please pay a small registration fee of 30 "
    "dollars. Then write to our manager on Telegram, @easyjobs."
)
SCAM = (
    "Part time cash jobs. You can do it all from home, in your free time. Spend 1 hour a day and "
    "earn $350 to $450 extra per day. No experience required, zero start-up fee. Apply here:"
)
HONEST = (
    "We run a small bakery and need a new web shop. You will design eight pages, connect our "
    "payment provider and show Tom, our baker, how to change prices. Fixed price, two milestones."
)
SMALL = {
    "needs_groups": 1,
    "honest_posts": 99,
    "honest_hits": 0,
    "score_share": 0,
    "denial_reach": 3,
    "denials": ["never"],
    "denials_except": ["never mind"],
    "groups": {"fee": {"says": "asks for", "phrases": ["pay * fee/fees"]}},
}


def posted(*texts, title=""):
    return [
        {
            "account": "ben",
            "at": 1_000 + i,
            "row": 70 + i,
            "job": f"job-{i}",
            "title": title,
            "text": text,
            "category": "",
        }
        for i, text in enumerate(texts)
    ]


def examine(rows, settings=SETTINGS):
    return DETECTOR.examine("ben", rows, settings)


def test_a_post_that_asks_for_a_fee_and_a_chat_elsewhere_is_told_with_its_words_quoted():
    [suspicion] = examine(posted(FORBIDDEN))
    assert suspicion.tier == 2
    assert suspicion.key == "job:job-0"
    assert suspicion.subject == "job-0"
    assert suspicion.rows == (70,)
    assert suspicion.quotes == ("pay a small registration fee", "on Telegram")
    assert suspicion.sentence == (
        'Your job post asks applicants to pay ("pay a small registration fee") and takes the talk '
        'off the marketplace ("on Telegram"). Of 1,127 honest job posts, 0 do so; with 95 % '
        "confidence, at most 3 in 1,000 do."
    )


def test_every_such_post_is_suspected_by_itself_so_the_ladder_can_count_them():
    found = examine(posted(FORBIDDEN, HONEST, FORBIDDEN, FORBIDDEN))
    assert [suspicion.subject for suspicion in found] == ["job-0", "job-2", "job-3"]
    assert len({suspicion.e_value for suspicion in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        HONEST,
        "Build a bot that posts our prices on Telegram. You have done it before.",
        "We never ask you to pay a registration fee, and never talk on WhatsApp.",
        "Beware: nobody of ours asks for a security deposit. Do not write to us on Telegram.",
        "A registration fee is never asked. Our company does not hire via WhatsApp.",
        "",
    ],
)
def test_an_honest_post_is_left_alone(text):
    assert examine(posted(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "PAY THE REGISTRATION FEE and message us ON WHATSAPP",
        "Pay the regis\u200btration fee. Contact us on Télégram.",
        "Pay the ｒｅｇｉｓｔｒａｔｉｏｎ fee. See t.me/jobs",  # noqa: RUF001 - wide letters
        "Don't hesitate to write on Telegram. There is a refundable deposit.",
        "No experience needed, pay a training fee, text me.",
        "Pay the training fee. Do not answer here: message our manager on Telegram at once.",
        "This is not a scam: security deposit first, then chat with us on Skype.",
    ],
)
def test_disguises_do_not_help(text):
    [suspicion] = examine(posted(text))
    assert suspicion.tier == 2
    assert all(quote in text for quote in suspicion.quotes)


def test_one_group_of_forbidden_phrases_is_not_enough():
    assert examine(posted("There is a security deposit. Everything happens here.")) == ()


def test_the_title_counts_too():
    [suspicion] = examine(posted("Pay the training fee first.", title="Chat on WhatsApp"))
    assert suspicion.quotes == ("Pay the training fee", "on WhatsApp")


def test_a_post_worded_like_a_scam_brings_a_coaching_note_and_no_more():
    [suspicion] = examine(posted(SCAM))
    assert suspicion.tier == 1
    assert suspicion.e_value == 20
    assert len(suspicion.quotes) == 3
    assert all(quote in SCAM for quote in suspicion.quotes)
    assert "reads like known job scams" in suspicion.sentence


def test_many_posts_worded_like_scams_are_never_multiplied():
    found = examine(posted(*[SCAM + f" Ref {i}" for i in range(30)]))
    assert {suspicion.tier for suspicion in found} == {1}


def test_scores_can_be_switched_off():
    settings = {**SETTINGS, "score_share": 0}
    assert DETECTOR.check(settings) == []
    assert examine(posted(SCAM), settings) == ()
    assert DETECTOR.figure([], settings).distance == "Scores are not used"


def test_an_edit_of_a_post_cannot_undo_what_was_suspected():
    before, after = posted(FORBIDDEN, HONEST)
    edited = {**after, "job": "job-0"}
    assert examine([before, edited]) == examine([before])
    assert examine([edited, before]) == examine([before])


def test_phrases_that_hit_honest_posts_are_worth_less():
    [strong] = examine(posted("pay the fee"), {**SMALL, "honest_posts": 1_999})
    [weak] = examine(posted("pay the fee"), {**SMALL, "honest_posts": 1_999, "honest_hits": 9})
    assert (strong.e_value, strong.tier) == (2_000, 2)
    assert (weak.e_value, weak.tier) == (200, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pay a fee", True),
        ("pay one two three fees", True),
        ("pay one two three four fees", False),
        ("Pay us. Fee later", False),
        ("never pay a fee", False),
        ("never one two pay a fee", False),
        ("never one two three pay a fee", True),
        ("never mind, pay a fee", True),
        ("Never wait. Pay a fee", True),
    ],
)
def test_phrases_are_word_sequences_within_a_sentence(text, found):
    assert bool(examine(posted(text), SMALL)) is found


@given(st.text(max_size=200), st.sampled_from([FORBIDDEN, SCAM, SCAM + " " + FORBIDDEN]))
def test_whatever_stands_before_it_the_quotes_stand_in_the_post(noise, text):
    rows = posted(noise + ".\n" + text)
    for suspicion in examine(rows):
        assert suspicion.quotes
        assert all(quote in rows[0]["text"] for quote in suspicion.quotes)
        assert sentence(dict(suspicion.counts)) == suspicion.sentence


@given(st.permutations(range(6)))
def test_the_order_in_which_rows_come_does_not_matter(order):
    rows = posted(FORBIDDEN, HONEST, SCAM, HONEST, FORBIDDEN, SCAM)
    assert examine([rows[i] for i in order]) == examine(rows)


@given(st.integers(0, 20), st.integers(1, 2_000))
def test_the_bound_on_alarms_is_above_what_was_seen(hits, posts):
    hits = min(hits, posts)
    assert hits / posts * 1_000 <= alarms_per_1000(hits, posts) <= 1_000


def test_the_bound_on_alarms_is_clopper_and_pearsons():
    assert alarms_per_1000(0, 299) == 10  # 1 - 0.05 ** (1 / 299) is 0.00997
    assert alarms_per_1000(5, 5) == 1_000


def test_the_published_table_says_what_each_reading_is_worth():
    assert DETECTOR.thresholds(SETTINGS)[1:] == (
        ("any", "above -0.03", "20", "1"),
        ("2 or more", "any", "1,015", "2"),
        ("2 or more", "above -0.03", "1,035", "2"),
    )


def test_the_figure_tells_suspected_posts_and_the_distance_of_the_highest_score():
    figure = DETECTOR.figure(posted(HONEST, FORBIDDEN), SETTINGS)
    assert figure.own == "1 of 2 job posts"
    assert figure.tolerated == "0"
    assert figure.distance.endswith("a coaching note comes above -0.03")
    assert DETECTOR.path(posted(HONEST), SETTINGS) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"needs_groups": "2"}, "\"needs_groups\" is '2'; expected a whole number from 1 to 10."),
        ({"needs_groups": 3}, '"needs_groups" is 3; expected at most 2'),
        ({"honest_hits": 2_000}, '"honest_hits" is 2000; expected at most "honest_posts", 1127.'),
        ({"score_share": 0.9}, '"score_share" is 0.9; expected a number from 0 to 0.5.'),
        ({"denials": ["no", ""]}, "\"denials\" is ['no', '']; expected a list of texts."),
        ({"denials_except": ["* a"]}, 'The phrase "* a" must begin and end with a word.'),
        ({"groups": {}}, '"groups" is {}; expected a table with at least one group.'),
        ({"weight": 1}, '"weight" is unknown; known are needs_groups'),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(change, said):
    [complaint] = DETECTOR.check({**SETTINGS, **change})
    assert said in complaint


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (3, 'The group "fee" is 3; expected a table with "says" and "phrases".'),
        ({"says": "asks"}, 'In the group "fee": The setting "phrases" is missing'),
        ({"says": "asks", "phrases": []}, '"phrases" is []; expected a list of texts, at least 1.'),
        ({"says": "asks", "phrases": ["a * b * c * d"]}, "has more than two *."),
        ({"says": "asks", "phrases": ["e-mail me"]}, 'The part "e-mail" of the phrase "e-mail me"'),
    ],
)
def test_a_wrong_group_is_told_in_one_sentence(group, said):
    [complaint] = DETECTOR.check({**SMALL, "groups": {"fee": group}})
    assert said in complaint


def test_missing_settings_are_told_one_by_one():
    assert DETECTOR.check(SETTINGS) == []
    assert DETECTOR.check(SMALL) == []
    assert len(DETECTOR.check({})) == 8


def test_the_relation_reads_the_view_of_job_posts():
    assert registry.DETECTORS["job_posts"] is DETECTOR
    lake = duckdb.connect()
    lake.execute(
        "CREATE VIEW job_posted AS SELECT 'ben' account, 1::BIGINT \"at\", 7 \"row\", 'j' job, "
        "'Job' title, 'Hello' \"text\", '' category, 'x' source"
    )
    cursor = lake.execute(DETECTOR.relation)
    columns = [column[0] for column in cursor.description]
    assert columns == ["account", "at", "row", "job", "title", "text", "category"]
