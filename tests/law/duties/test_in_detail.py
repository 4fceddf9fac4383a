"""The audit's smaller parts, each to its last word and edge."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law.duties import parameters, profiles, publishing, sequence, values
from goodstanding.law.duties.durations import Length, length
from goodstanding.law.duties.profiles import Platform, Subject
from goodstanding.law.duties.record import Appeal, Effect, File, Hold
from goodstanding.law.duties.settling import _extended, _paused, _pauses
from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, breaches, day, event, numbered, table


def file(**parts):
    return File("c1", None, MONDAY, **parts)


def hold(released_at=None):
    return Hold("h", "d", "dispute", "", MONDAY, None, MONDAY, released_at)


def test_a_case_runs_while_a_measure_a_hold_or_an_appeal_is_open():
    assert not file().running
    over, begun = Effect("d", "suspend", False, MONDAY, None, MONDAY), Appeal("a", "d")
    assert not file(effects=[over]).running
    assert file(effects=[over, Effect("d", "suspend", False, MONDAY, None)]).running
    assert not file(holds={"h": hold(MONDAY)}).running
    assert file(holds={"h": hold(MONDAY), "i": hold()}).running
    done = Appeal("b", "d", is_decided=True)
    assert not file(appeals={"b": done}).running
    assert file(appeals={"a": begun, "b": done}).running
    assert (begun.reviewer, begun.points, begun.opened_at) == ("", frozenset(), None)
    assert File("x", None, MONDAY).is_case
    assert not File("x", None, MONDAY).reopened


def order(*events):
    """What is amiss with some events in the order they come."""
    return [one.what_happened for one in breaches(events, at=day(50)) if one.duty == "S01"]


def test_numbers_follow_one_another():
    one, two, three = numbered([event("x", day(n)) for n in range(3)])
    assert order(one, two, three) == []
    assert order(one, three) == ["event 3 follows event 1"]
    assert order(two, two) == ["event 2 follows event 2"]


def test_events_come_in_the_order_of_their_time():
    late, soon = event("late", day(1), seq=1), event("soon", day(0), seq=2)
    assert order(late, soon) == ["soon at 2026-03-02 09:00:00 comes after later events"]
    same = event("soon", day(1), seq=2)
    assert order(late, same) == []
    assert order(late, same, event("x", day(0.5), seq=3)) == [
        "x at 2026-03-02 21:00:00 comes after later events"
    ]


def test_a_chain_of_hashes_shows_what_was_changed():
    first = event("x", day(0), seq=1)
    first["sha256"] = sequence.link("", first)
    second = event("y", day(1), seq=2)
    second["sha256"] = sequence.link(first["sha256"], second)
    third = event("z", day(2), seq=3)
    third["sha256"] = sequence.link(second["sha256"], third)
    assert order(first, second, third) == []
    assert order(first, {**second, "actor": "ann"}, third) == ["event 2 is not what was chained"]
    unnumbered = {name: value for name, value in second.items() if name != "seq"}
    assert order(first, unnumbered)[0] == "event 2 is not what was chained"


def test_a_log_that_names_the_event_before_is_a_chain_too():
    first = event("x", day(0), seq=1, hash="a")
    second = event("y", day(1), seq=2, prev_hash="a", hash="b")
    assert order(first, second, event("z", day(2), seq=3, prev_hash="b")) == []
    assert order(first, second, event("z", day(2), seq=3, prev_hash="a")) == [
        "event 3 names another before it"
    ]
    assert order(first, event("y", day(1), seq=2, hash="b")) == []


def test_whose_events_are_is_told_once_for_the_log():
    nobody = {"type": "x", "at": day(0).isoformat(), "seq": 1}
    assert order(nobody, {**nobody, "seq": 2, "by": "ann"}) == ["1 of 2 events have none"]
    (told,) = breaches([nobody], at=day(1))
    assert (told.case, told.what_was_due) == ("log", "every event has an actor")
    (told,) = breaches([{"type": "x", "at": day(0).isoformat(), "actor": "ann"}], at=day(1))
    assert told.what_was_due == "every event has a sequence number"
    assert told.what_happened == "1 of 1 events have none"


@pytest.mark.parametrize(
    ("staff", "turnover", "large", "small"),
    [
        (49, 10_000_000, False, True),
        (50, 10_000_000, False, False),
        (49, 10_000_001, False, False),
        (49, 10_000_000, True, False),
        (None, 1, False, False),
        (1, None, False, False),
    ],
)
def test_a_platform_is_small_below_both_limits_and_if_both_are_known(staff, turnover, large, small):
    platform = Platform(staff=staff, turnover=turnover, very_large=large)
    assert platform.is_small is small
    spared = profiles.spared_as(Subject(platform=platform))
    assert spared == (frozenset({"small"}) if small else frozenset())


@pytest.mark.parametrize(
    ("capacity", "sells_to", "spared"),
    [
        ("business", {"consumers"}, {"p2b_user"}),
        ("business", {"businesses"}, set()),
        ("business", set(), set()),
        ("consumer", {"consumers"}, set()),
    ],
)
def test_a_business_that_sells_to_consumers_is_spared_what_it_has_from_another_law(
    capacity, sells_to, spared
):
    subject = Subject(capacity=capacity, sells_to=frozenset(sells_to))
    assert profiles.spared_as(subject) == spared


@pytest.mark.parametrize(("months", "bound"), [(None, True), (0, False), (5, False), (6, True)])
def test_six_months_of_work_are_enough_and_unknown_ones_too(months, bound):
    ann = Subject(work_location="AU", role="contractor", months=months)
    assert ("AU" in profiles.profiles_for(ann, table=table())) is bound


@pytest.mark.parametrize("place", ["us-wa-seattle", " US WA SEATTLE ", "US_WA_SEATTLE"])
def test_a_place_is_known_however_it_is_written(place):
    ann = Subject(work_location=place, role="contractor")
    assert ann.is_placed
    assert "US-SEA" in profiles.profiles_for(ann, table=table())
    assert not Subject().is_placed


def test_what_is_no_profile_is_named_with_those_that_are():
    with pytest.raises(
        ValueError, match=r"^profile: got 'EU-XX', expected one of ARB, .*, EU-DSA, "
    ):
        profiles.known(["EU-XX"], table=table())


def relaxed(name, value, reason="ours", by="Max"):
    return parameters.Relaxation(name, value, reason, by, MONDAY)


def test_what_is_relaxed_needs_a_reason_and_a_person():
    for one in (
        relaxed("response_window", "P7D", reason=" "),
        relaxed("response_window", "P7D", by=""),
    ):
        with pytest.raises(
            ValueError, match=r"^Relaxing response_window needs a reason and a named person\.$"
        ):
            parameters.parameters({"GOLD"}, table=table(), relaxations=[one])
    with pytest.raises(ValueError, match=r"^relaxation: got 'speed', expected one of "):
        parameters.parameters({"GOLD"}, table=table(), relaxations=[relaxed("speed", "1")])


def test_a_length_as_long_as_the_law_asks_is_not_weaker():
    for one in table().parameters:
        for legal in one.laws:
            in_days = one.name != "interim_max"  # of which a relaxation counts business days
            if legal.value and in_days and one.direction in {"min", "max"}:
                asked = [relaxed(one.name, legal.value)]
                held = parameters.lawful({legal.profile}, table=table(), relaxations=asked)
                stricter = [
                    each
                    for each in one.laws
                    if each.profile == legal.profile and each.value not in ("", legal.value)
                ]
                assert held or stricter, (one.name, legal)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("P1M", "1 month"),
        ("P1Y2M", "14 months"),
        ("P1DT1H", "1 day, 1 hour"),
        ("PT90M", "1 hour, 1800 seconds"),
        ("PT1S", "1 second"),
        ("P0D", "no time"),
    ],
)
def test_a_length_is_said_in_words(written, said):
    assert str(length(written)) == said


@pytest.mark.parametrize("written", ["", "P", "PT", "P1DT", "14D", "P-1D", "P1W"])
def test_what_is_no_length_is_named(written):
    with pytest.raises(ValueError, match="expected ISO 8601") as told:
        length(written)
    assert str(told.value) == f"length: got {written!r}, expected ISO 8601, e.g. P14D."


def test_months_come_before_days_and_days_before_hours():
    assert Length(1, 1, timedelta(hours=1)).after(datetime(2026, 1, 31, tzinfo=UTC)) == datetime(
        2026, 3, 1, 1, tzinfo=UTC
    )
    assert length("P1M").is_longer_than(length("P30D"))
    assert not length("P31D").is_longer_than(length("P1M"))
    friday = datetime(2026, 5, 1, tzinfo=UTC)
    one, two = length("P1D", business=True), length("P2D", business=True)
    assert one.after(friday) == friday + timedelta(days=3)
    assert two.after(friday, {friday.date() + timedelta(days=4)}) == friday + timedelta(days=5)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"rule_id": "r", "version": 2}, "r@2"),
        ({"rule_id": "r"}, "r"),
        ({"size": 1, "evidence_id": "e1"}, "e1"),
        ({"kind": "k"}, "k"),
        ({"id": 7}, "7"),
        (3, "3"),
        ({"size": 1}, "{'size': 1}"),
    ],
)
def test_an_item_is_named_by_its_own_id(value, name):
    assert values.items({"a": [value]}, "a") == (name,)


def test_fields_are_read_whatever_they_are_called_and_however_they_are_written():
    assert values.text({"a": "", "b": 0}, "a", "b") == "0"
    assert values.text({}, "a") == ""
    assert values.number({"a": True, "b": "1.5"}, "a", "b") == 1.5
    assert values.number({"a": "x", "b": 1}, "a", "b") is None
    assert [values.flag({"a": one}, "a") for one in (True, "true", "yes", 1, "no", 0)] == [
        *([True] * 4),
        *([False] * 2),
    ]
    assert values.part({"a": "x"}, "a") == {"id": "x"}
    assert values.part({"a": ""}, "a") == values.part({}, "a") == {}
    assert values.items({"a": [], "b": {"x": 1, "y": None}}, "a", "b") == ("x",)
    assert values.items({"a": "x"}, "a") == ("x",)
    assert values.cited({"rule_id": "r", "version": 3, "rules": ["s"]}) == ("r@3",)
    assert values.cited({"rule": "r@1"}) == values.cited({"rule_id": "r@1"}) == ("r@1",)
    assert values.stated({"a": 1, "b": "", "fields": ["c"]}) == {"a", "fields", "c"}
    assert values.of_statement({"a": "", "fields": {"a": 2}}, "b", "a") == 2
    assert values.of_statement({"fields": ["a"]}, "a") is None


@pytest.mark.parametrize(
    ("written", "year", "n"),
    [("0999-05-04", 1000, 1), ("1001-05-04", 1001, 4), ("9999-12-31", 9000, 1)],
)
def test_a_moment_too_far_away_is_brought_nearer(written, year, n):
    moment = values.moment(written)
    assert (moment.year, moment.day, moment.tzinfo) == (year, n, UTC)
    assert values.moment("soon") is values.moment(7) is values.moment(None) is None
    assert values.when({"a": "soon", "b": "2026-05-04"}, "a", "b") is None


def test_a_pause_stops_a_clock_for_as_long_as_it_lasts():
    def due(start):
        return start + timedelta(days=10)

    def paused(*pauses):
        return (_paused(due, [(day(a), day(b)) for a, b in pauses], day(0)) - MONDAY).days

    assert paused((2, 4)) == 12
    assert paused((-2, 4)) == 14
    assert paused((10, 12)) == paused((-4, 0)) == paused((-4, -2)) == 10
    assert paused((9, 12), (12.5, 14)) == 14
    times = {"clock.paused": [day(1), day(5)], "clock.resumed": [day(1), day(3)]}
    assert _pauses(times, day(9)) == [(day(1), day(1)), (day(5), day(9))]
    assert _pauses({"clock.paused": [day(12)]}, day(9)) == [(day(12), day(12))]


@pytest.mark.parametrize(("n", "days"), [(-1, 10), (0, 30), (5, 30), (10, 30), (10.1, 10)])
def test_a_clock_is_extended_by_what_is_said_while_it_runs(n, days):
    until = _extended(
        lambda start: start + timedelta(days=10),
        lambda start: start + timedelta(days=30),
        [day(n)],
        day(0),
    )
    assert until == day(days)


def test_a_rule_may_say_the_longest_measure_and_its_kinds_by_any_name():
    for asked in (
        {"sanction_range": {"max": "P20D", "kinds": ["suspend"]}},
        {"sanction_range": {"longest": "P20D", "measures": ["suspend"]}},
        {"sanction_range": {"max": "forever", "kinds": ["warn"]}},
    ):
        given = [{**lawful.rule(), **asked}, *lawful.history()]
        log = numbered(sorted(given, key=lambda one: one["at"]))
        told = [(one.what_was_due, one.what_happened) for one in breaches(log, at=day(100))]
        if "forever" in str(asked):
            assert set(told) == {("a measure that no-spam@3 provides for", "suspend")}
        else:
            assert set(told) == {
                ("a measure of 20 days at most", "it ends at 2026-05-01 09:00"),
            }
    assert publishing._length("forever") is None
