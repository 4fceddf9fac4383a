"""The spam applications detector: what repeats, what is tolerated, and what it says."""

from math import exp

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.detectors import registry
from goodstanding.detectors.applications import DETECTOR, HOUR, evidence, fewest, sentence
from goodstanding.detectors.evidence import BOUNDS, tier

SETTINGS = {"window_hours": 24, "similar": 0.6, "tolerated": 10}
MARCH_3 = 1_772_496_000_000_000  # 2026-03-03T00:00:00Z
TEMPLATE = (
    "Dear {client}, I read your post with great interest. I have more than seven years of "
    "experience in web design and can start today. My work is fast, clean and always on time. "
    "Please look at my portfolio and send me a message so that we can talk about the details."
)


def sent(texts, start=MARCH_3, minutes=10):
    """Ann's applications, ten minutes apart unless told otherwise."""
    return [
        {
            "account": "ann",
            "at": start + i * minutes * HOUR // 60,
            "row": 500 + i,
            "job": f"job-{i}",
            "text": text,
        }
        for i, text in enumerate(texts)
    ]


def copies(n):
    return [TEMPLATE.format(client=f"client number {i}") for i in range(n)]


def tailored(n):
    return [" ".join(f"word{i}x{k}" for k in range(40)) for i in range(n)]


def examine(rows, settings=SETTINGS):
    return DETECTOR.examine("ann", rows, settings)


def test_60_near_identical_applications_in_a_day_are_suspected_and_told_with_their_numbers():
    [suspicion] = examine(sent(copies(60)))
    assert suspicion.key == "day:2026-03-03"
    assert suspicion.tier == 3
    assert suspicion.sentence == (
        "On 3 March 2026 (UTC), 60 of your 60 applications share at least 60 % of their phrases "
        "with another of them: 59 repeat an earlier one, and up to 10 repeats a day are tolerated. "
        "Someone within that rate would send so many on at most 1 of 1,000,000,000 days."
    )
    assert suspicion.rows == tuple(range(500, 560))
    assert (suspicion.conduct_from, suspicion.conduct_until) == (MARCH_3, MARCH_3 + 59 * HOUR // 6)


def test_three_of_the_applications_are_quoted_as_they_were_sent():
    rows = sent(copies(60))
    [suspicion] = examine(rows)
    assert len(suspicion.quotes) == 3
    for quote, row in zip(suspicion.quotes, rows, strict=False):
        assert row["text"].startswith(quote)
        assert 100 < len(quote) <= 160


def test_12_tailored_applications_are_nothing():
    assert examine(sent(tailored(12))) == ()


def test_8_copies_are_nothing():
    assert examine(sent(copies(8))) == ()


def test_a_hundred_tailored_applications_in_a_day_are_nothing():
    assert examine(sent(tailored(100))) == ()


@pytest.mark.parametrize(("repeats", "reached"), [(20, 0), (21, 1), (26, 2), (34, 2), (35, 3)])
def test_tiers_begin_where_the_published_table_says(repeats, reached):
    found = examine(sent(copies(repeats + 1)))
    assert [suspicion.tier for suspicion in found] == [reached] * bool(reached)
    published = {int(line[0]): int(line[2]) for line in DETECTOR.thresholds(SETTINGS)[1:]}
    assert published == {21: 1, 26: 2, 35: 3}


def test_only_the_copies_are_relied_on():
    [suspicion] = examine(sent(tailored(5) + copies(30)))
    assert suspicion.counts["applications"] == 35
    assert suspicion.counts["near_identical"] == 30
    assert suspicion.rows == tuple(range(505, 535))


def test_two_templates_in_turn_are_two_kinds_of_copies():
    other = tailored(1) * 30
    mixed = [text for pair in zip(copies(30), other, strict=True) for text in pair]
    [suspicion] = examine(sent(mixed))
    assert suspicion.counts["repeats"] == 58
    assert suspicion.counts["largest"] == 30


def test_each_day_is_judged_by_itself():
    days = [MARCH_3 + day * 24 * HOUR for day in range(3)]
    calm, wild = sent(copies(15), days[0]), sent(copies(40), days[1])
    again = sent(copies(40), days[2])
    found = examine(calm + wild + again)
    assert [suspicion.key for suspicion in found] == ["day:2026-03-04", "day:2026-03-05"]


def test_a_week_can_be_the_window():
    weekly = {**SETTINGS, "window_hours": 168}
    thursday = MARCH_3 + 48 * HOUR
    [suspicion] = examine(sent(copies(60), thursday, minutes=60), weekly)
    assert suspicion.counts["repeats"] == 59
    assert "In the 168 hours from 5 March 2026 (UTC)" in suspicion.sentence
    assert "repeats in 168 hours are tolerated" in suspicion.sentence


def test_empty_applications_are_not_copies_of_each_other():
    assert examine(sent([""] * 60)) == ()


@given(st.permutations(range(40)))
def test_the_order_in_which_rows_come_does_not_matter(order):
    rows = sent(tailored(5) + copies(35))
    assert examine([rows[i] for i in order]) == examine(rows)


@given(st.integers(21, 200), st.integers(0, 40))
def test_the_sentence_is_written_again_from_the_counts(repeats, others):
    [suspicion] = examine(sent(copies(repeats + 1) + tailored(others), minutes=1))
    assert sentence(dict(suspicion.counts)) == suspicion.sentence
    assert suspicion.tier == tier(evidence(repeats, 10))


WORDS = st.lists(st.sampled_from([f"w{i}" for i in range(400)]), min_size=20, max_size=40)


@given(st.lists(WORDS.map(" ".join), max_size=30))
def test_applications_written_one_by_one_are_not_suspected(texts):
    assert examine(sent(list(dict.fromkeys(texts)))) == ()


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 30), st.floats(0.01, 1), st.sampled_from(BOUNDS))
def test_whoever_keeps_the_tolerated_rate_reaches_a_tier_no_oftener_than_promised(
    tolerated, part, bound
):
    mean = tolerated * part
    chances, chance = [], exp(-mean)
    for n in range(12 * tolerated + 60):
        chances.append(chance)
        chance *= mean / (n + 1)
    values = [evidence(n, tolerated) for n in range(len(chances))]
    assert sum(c * e for c, e in zip(chances, values, strict=True)) <= 1 + 1e-9
    reached = fewest(tolerated, bound)
    assert sum(chances[reached:]) <= 1 / bound


def test_no_way_of_bunching_repeats_within_the_tolerated_number_beats_the_promise():
    """Exact: at each of many steps Ann may act or wait, knowing all, until her rate is used up."""
    tolerated, steps, most = 3, 300, 60
    chance = tolerated / steps
    worth = [evidence(n, tolerated) for n in range(most + 1)]
    best = worth
    for _ in range(steps):
        best = [
            max(worth[n], chance * best[min(n + 1, most)] + (1 - chance) * best[n])
            for n in range(most + 1)
        ]
    assert best[0] <= 1


@given(st.integers(1, 100))
def test_every_repeat_beyond_the_tolerated_number_adds_evidence(tolerated):
    values = [evidence(n, tolerated) for n in range(tolerated, tolerated + 30)]
    assert values == sorted(values)
    assert evidence(tolerated, tolerated) < 20


def test_the_figure_tells_how_far_a_coaching_note_is():
    figure = DETECTOR.figure(sent(copies(9) + tailored(3)), SETTINGS)
    assert figure.own == "8 of 12 applications repeat another, 24 hours from 2026-03-03"
    assert figure.tolerated == "10 in 24 hours"
    assert figure.distance == "13 more would bring a coaching note, at 21"
    assert figure.table == ((10, 21, 26, 35),)
    assert DETECTOR.figure([], SETTINGS).own == "0 of 0 applications repeat another"
    assert DETECTOR.path(sent(copies(9)), SETTINGS) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"window_hours": 12}, '"window_hours" is 12; expected 24, 48'),
        ({"window_hours": 24.0}, '"window_hours" is 24.0'),
        ({"similar": 2}, '"similar" is 2; expected a number from 0.4 to 1.'),
        ({"tolerated": 0}, '"tolerated" is 0; expected a whole number from 1 to 500.'),
        ({"tolerated": True}, '"tolerated" is True'),
        ({"limit": 3}, '"limit" is unknown; known are window_hours, similar, tolerated.'),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(change, said):
    [complaint] = DETECTOR.check({**SETTINGS, **change})
    assert said in complaint


def test_missing_settings_are_told_one_by_one():
    assert DETECTOR.check(SETTINGS) == []
    assert len(DETECTOR.check({})) == 3
    assert "is missing" in DETECTOR.check({})[0]


def test_the_relation_reads_the_view_of_applications_sent():
    assert registry.DETECTORS["applications"] is DETECTOR
    lake = duckdb.connect()
    lake.execute(
        'CREATE VIEW application_sent AS SELECT \'ann\' account, 1::BIGINT "at", 7 "row", '
        "'j' job, 'Hello' \"text\", 'x' source"
    )
    cursor = lake.execute(DETECTOR.relation)
    assert [column[0] for column in cursor.description] == ["account", "at", "row", "job", "text"]
