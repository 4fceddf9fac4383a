"""The outcomes detector: what it counts, whom it suspects, and what it says."""

import random
from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.detectors import registry
from goodstanding.detectors.endings import DAY, OUTCOMES, counted
from goodstanding.detectors.evidence import BOUNDS, Evidence, tier
from goodstanding.detectors.outcomes import DETECTOR, TABLE, sentence
from goodstanding.events.vocabulary import KINDS

SETTINGS = {
    "tolerated": {"puzzles": 0.8, "design": 0.05},
    "tolerated_default": 0.05,
    "bad": ["not_delivered", "poor_communication", "unacceptable_work"],
    "window_days": 90,
}
JANUARY = 1_704_067_200_000_000
BAD = "not_delivered"
GOOD = "accepted"


def ended(outcomes: Sequence[str], clients=None, work="design", days=1, start=JANUARY):
    """Ann's rows: one contract a client and day, unless told otherwise."""
    return [
        {
            "account": "ann",
            "at": start + i * days * DAY,
            "row": 1000 + i,
            "contract": f"contract-{i}",
            "client": clients[i] if clients else f"client-{i}",
            "work": work,
            "outcome": outcome,
            "note": "",
        }
        for i, outcome in enumerate(outcomes)
    ]


def examine(rows, settings=SETTINGS):
    return DETECTOR.examine("ann", rows, settings)


def test_nobody_without_outcomes_is_suspected():
    assert examine([]) == []


@pytest.mark.parametrize("tolerated", [0.01, 0.02, 0.05, 0.5])
@pytest.mark.parametrize("position", [0, 1, 25, 48, 49])
def test_ann_with_49_good_and_1_bad_is_not_suspected_at_any_look_whatever_is_tolerated(
    tolerated, position
):
    settings = {**SETTINGS, "tolerated": {}, "tolerated_default": tolerated}
    rows = ended([BAD if i == position else GOOD for i in range(50)])
    assert all(examine(rows[:n], settings) == [] for n in range(51))


def test_11_of_20_clients_without_delivery_may_lead_to_a_restriction_and_the_sentence_says_why():
    (suspicion,) = examine(ended([BAD] * 11 + [GOOD] * 9))
    assert (suspicion.tier, suspicion.key) == (3, "outcomes-tier-3")
    assert suspicion.sentence == (
        "11 of your 20 contract outcomes were bad (11 not delivered; each client counts once in "
        "90 days). For this kind of work 1 of 20 would be tolerated. A person within the "
        "tolerated rate would ever look this bad in at most 1 of 110,000,000 careers."
    )
    assert suspicion.rows == tuple(range(1000, 1011))
    assert suspicion.contracts == tuple(f"contract-{i}" for i in range(11))
    assert (suspicion.conduct_from, suspicion.conduct_until) == (JANUARY, JANUARY + 10 * DAY)


def test_one_unhappy_client_leaving_five_bad_records_is_one_bad_outcome():
    rows = ended([GOOD] * 10 + [BAD] * 5, clients=[f"client-{i}" for i in range(10)] + ["ben"] * 5)
    assert [e.client for e in counted(rows, SETTINGS)].count("ben") == 1
    assert examine(rows) == []
    assert examine(ended([GOOD] * 10 + [BAD] * 5))[0].tier == 1


def test_one_client_is_never_a_history_however_often_he_comes_back_unhappy():
    rows = ended([BAD] * 6, clients=["ben"] * 6, days=100)
    assert len(list(counted(rows, SETTINGS))) == 6
    assert examine(rows) == []


def test_a_client_counts_again_once_the_window_is_over():
    rows = ended([GOOD] * 5, clients=["ben"] * 5, days=45)
    assert [e.row for e in counted(rows, SETTINGS)] == [1000, 1002, 1004]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES)),
        max_size=25,
    )
)
def test_which_outcomes_count_is_settled_before_they_are_seen(history):
    clients = [client for client, *_ in history]
    one = ended([outcome for _, outcome, _ in history], clients, days=20)
    other = ended([outcome for *_, outcome in history], clients, days=20)
    assert [e.row for e in counted(one, SETTINGS)] == [e.row for e in counted(other, SETTINGS)]


def test_hard_work_is_judged_by_the_rate_tolerated_for_it():
    outcomes = [GOOD if i % 5 == 0 else BAD for i in range(40)]
    assert examine(ended(outcomes, work="puzzles")) == []
    assert examine(ended(outcomes, work="design"))[0].tier == 3


def test_who_was_good_for_long_and_then_turned_is_told_of_the_latest_stretch():
    rows = ended([GOOD] * 200 + [BAD, GOOD] * 12)
    (suspicion,) = examine(rows)
    assert suspicion.sentence.startswith(
        "12 of your latest 24 contract outcomes, since 2024-07-19, were bad"
    )
    assert "Before that it was 0 of 200." in suspicion.sentence
    assert suspicion.conduct_from == JANUARY + 200 * DAY
    assert DETECTOR.figure(rows, SETTINGS).own == "12 of 224 (12 of the latest 24)"


def test_who_did_well_since_is_no_longer_suspected():
    assert examine(ended([BAD] * 4 + [GOOD] * 6))
    assert examine(ended([BAD] * 4 + [GOOD] * 60)) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["design", "puzzles", "writing"]),
            st.sampled_from([BAD, GOOD, "poor_communication"]),
            st.integers(0, 12),
        ),
        max_size=40,
    )
)
def test_every_figure_of_a_sentence_can_be_worked_out_again_from_the_rows(history):
    rows = [
        {**row, "work": work}
        for row, (work, _, _) in zip(
            ended([o for _, o, _ in history], [f"client-{c}" for *_, c in history], days=30),
            history,
            strict=True,
        )
    ]
    for suspicion in examine(rows):
        counts, endings = suspicion.counts, list(counted(rows, SETTINGS))
        told = endings[counts["n_before"] :]
        rate = {"design": 0.05, "puzzles": 0.8, "writing": 0.05}
        assert sentence(counts) == suspicion.sentence
        assert counts["n"] == len(told)
        assert counts["bad"] == len(suspicion.rows) == sum(e.outcome != GOOD for e in told)
        assert counts["tolerated"] == pytest.approx(sum(rate[e.work] for e in told))
        assert set(suspicion.rows) <= {row["row"] for row in rows if row["outcome"] != GOOD}
        assert DETECTOR.path(rows, SETTINGS)[-1].e_value == suspicion.e_value


def test_the_path_shows_every_outcome_that_counts_and_where_it_led():
    path = DETECTOR.path(ended([GOOD, BAD, BAD, GOOD]), SETTINGS)
    assert [(p.n, p.bad, p.bad_so_far, round(p.tolerated_so_far, 2)) for p in path] == [
        (1, False, 0, 0.05),
        (2, True, 1, 0.1),
        (3, True, 2, 0.15),
        (4, False, 2, 0.2),
    ]
    assert path[2].label == "client-2, design: not delivered"
    assert path[2].e_value > path[1].e_value > path[0].e_value


def test_ann_sees_1_of_50_beside_the_tolerated_rate_and_how_far_she_is_from_a_look():
    figure = DETECTOR.figure(ended([BAD] + [GOOD] * 49), SETTINGS)
    assert (figure.own, figure.tolerated) == ("1 of 50", "1 in 20 (2.5 of 50)")
    assert figure.distance == (
        "8 more bad outcomes in a row, each from another new client, before a person would look."
    )
    assert figure.table[6] == (20, 6, 7, 11)


@given(st.lists(st.booleans(), max_size=60), st.sampled_from(["design", "puzzles"]))
def test_the_distance_is_true(history, work):
    rows = ended([BAD if bad else GOOD for bad in history], work=work)
    distance = DETECTOR.figure(rows, SETTINGS).distance

    def after(outcome, steps):
        found = examine(ended([row["outcome"] for row in rows] + [outcome] * steps, work=work))
        return found[0].tier if found else 0

    if distance.startswith("A person looks"):
        steps = int(distance.split(";")[1].split()[0])
        assert after(GOOD, steps - 1) >= 2 > after(GOOD, steps)
    elif rows:
        steps = int(distance.split()[0])
        assert after(BAD, steps - 1) < 2 <= after(BAD, steps)


def test_the_distance_of_a_newcomer_is_for_the_default_rate():
    assert DETECTOR.figure([], SETTINGS).own == "0 of 0"
    assert DETECTOR.figure([], SETTINGS).distance.startswith("3 more bad outcomes")


def test_the_published_table_gives_the_tier_the_detector_gives():
    headings, *every = DETECTOR.thresholds(SETTINGS)
    lines = [line for line in every if not line[1].startswith("the first")]
    assert headings == (
        "Tolerated",
        "Outcomes",
        "Coaching note",
        "A person looks",
        "A person may restrict",
    )
    assert [line[0] for line in lines] == ["1 in 20"] * len(TABLE) + ["4 in 5"] * len(TABLE)
    for tolerated, outcomes, *cells in lines:
        n, work = int(outcomes), "design" if tolerated == "1 in 20" else "puzzles"
        for reached, cell in enumerate(cells, start=1):
            whatever, _, latest = cell.partition(" ")
            if whatever != "none":
                assert (
                    tier_of([BAD] * int(whatever) + [GOOD] * (n - int(whatever)), work) >= reached
                )
            if latest:
                fewest = int(latest.split()[0].strip("("))
                assert tier_of([GOOD] * (n - fewest) + [BAD] * fewest, work) >= reached
                assert tier_of([GOOD] * (n - fewest + 1) + [BAD] * (fewest - 1), work) < reached


def test_the_lines_of_the_flag_table_are_published_and_give_the_strongest_tier():
    table = DETECTOR.thresholds(SETTINGS)
    first, second, third = (line for line in table if line[1].startswith("the first"))
    for line, n, bad in ((first, 8, 7), (second, 17, 9), (third, 49, 15)):
        assert line == ("1 in 20", f"the first {n}", "", "", str(bad))
    assert tier_of([GOOD] + [BAD] * 7, "design") == 3
    assert tier_of([GOOD] * 8 + [BAD] * 9, "design") == 3
    assert tier_of([BAD, GOOD] * 8 + [BAD], "design") == 3
    other = {**SETTINGS, "tolerated": {}, "tolerated_default": 0.1}
    assert {len(line[-1]) > 0 for line in DETECTOR.thresholds(other)} == {True}


def tier_of(outcomes, work):
    found = examine(ended(outcomes, work=work))
    return found[0].tier if found else 0


def test_of_2000_simulated_honest_people_fewer_reach_a_tier_than_the_bound_allows():
    dice = random.Random(20)
    worst = []
    for _ in range(2000):
        record, highest = Evidence(), 0.0
        for _ in range(30):
            tolerated = dice.choice([0.05, 0.05, 0.3, 0.8])
            record = record.after(dice.random() < tolerated, tolerated)
            highest = max(highest, record.e_value)
        worst.append(highest)
    assert [sum(e >= bound for e in worst) <= 2000 / bound for bound in BOUNDS] == [True] * 3
    assert any(tier(e) for e in worst), "a note now and then is what the first bound allows"


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"tolerated_default": 1.5}, "tolerated_default: 1.5"),
        ({"tolerated_default": True}, "tolerated_default: True"),
        ({"tolerated": {"design": 0}}, "tolerated.design: 0"),
        ({"tolerated": 0.05}, "tolerated: 0.05"),
        ({"bad": []}, "bad: []"),
        ({"bad": "not_delivered"}, "bad: 'not_delivered'"),
        ({"bad": ["accepted"]}, "bad: 'accepted'"),
        ({"window_days": 0}, "window_days: 0"),
        ({"toleratd": {}}, "toleratd: no such setting"),
    ],
)
def test_wrong_settings_are_named_with_what_was_expected(wrong, names):
    (mistake,) = DETECTOR.check({**SETTINGS, **wrong})
    assert mistake.startswith(names)
    assert "expected" in mistake


def test_settings_may_leave_out_what_has_a_published_default():
    assert DETECTOR.check(SETTINGS) == []
    assert DETECTOR.check({"tolerated_default": 0.05, "bad": [BAD]}) == []
    assert [m.split(":")[0] for m in DETECTOR.check({})] == ["tolerated_default", "bad"]


def test_the_outcomes_are_those_of_the_vocabulary():
    outcome = KINDS["contract.ended"].__annotations__["outcome"]
    assert outcome.__args__ == OUTCOMES


def test_the_relation_reads_the_view_of_ended_contracts():
    columns = 'account, "at", "row", contract, client, work, outcome, note'
    values = "'ann', 1, 2, 'c', 'ben', 'design', 'accepted', ''"
    view = f"WITH contract_ended({columns}) AS (VALUES ({values})) {DETECTOR.relation}"
    assert duckdb.sql(view).fetchall() == [("ann", 1, 2, "c", "ben", "design", "accepted", "")]


def test_a_new_file_is_enough_to_add_a_detector(tmp_path, monkeypatch):
    assert registry.DETECTORS["outcomes"] is DETECTOR
    (tmp_path / "late_night_work.py").write_text(
        "from goodstanding.detectors.outcomes import Outcomes\n\n\n"
        "class LateNightWork(Outcomes):\n    name = 'late_night_work'\n\n\n"
        "DETECTOR = LateNightWork()\n"
    )
    paths = [*registry.goodstanding.detectors.__path__, str(tmp_path)]
    monkeypatch.setattr(registry.goodstanding.detectors, "__path__", paths)
    modules = registry._modules()
    found = {one.DETECTOR.name for one in modules if hasattr(one, "DETECTOR")}
    assert found == {*registry.DETECTORS, "late_night_work"}
