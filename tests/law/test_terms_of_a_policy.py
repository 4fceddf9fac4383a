"""What a policy's version, a measure in force and a statement say when nobody says otherwise."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.law import policy, rule, standing
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.rules import RULES, why
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import Capability, Family, MeasureKind, UnlawfulError
from tests.law import written

MAY = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)
WARNING = Step(MeasureKind.WARNING, needs_tier=1)
STOP = Step(MeasureKind.RESTRICTION, 2, capabilities=(Capability.APPLY,), lasts=7 * DAY)
HARDER = replace(STOP, after=2, lasts=30 * DAY)
FIRST = PolicyTerms(
    *("applications", 1, "Applications", Family.VIOLATION, MAY - 30 * DAY, MAY),
    ladder=(WARNING, STOP, HARDER),
    in_force_until=MAY + 60 * DAY,
)
SECOND = replace(FIRST, version=2, in_force_from=MAY + 60 * DAY, in_force_until=None)
HELD = standing.MeasureFacts(
    *("m1", MeasureKind.RESTRICTION, frozenset({Capability.APPLY}), MAY, MAY + 7 * DAY)
)
TOLD = StatementOfReasons(
    *("A warning", "Applications", "7 days", "40 sent, 20 tolerated", "Log", "Own detection"),
    *(False, False, "Applications 1", "Too many", "Less failed", "Send fewer", "Rita"),
    *("Appeal", MAY + 180 * DAY, "en"),
)


def test_a_step_that_says_no_more_is_words_after_one_finding_and_no_earlier_violation():
    assert Step(MeasureKind.WARNING, 1, 0, 1, (), None, None, 1) == WARNING


def test_a_policy_that_says_no_more_protects_nobody_and_lets_strikes_last_as_the_law_does():
    assert SECOND.in_force_until is SECOND.strikes_last is SECOND.strikes_fall_every is None
    assert SECOND.protects_owner is False


@pytest.mark.parametrize(
    ("at", "version"),
    [
        (MAY - timedelta(microseconds=1), None),
        (MAY, FIRST),
        (MAY + 60 * DAY - timedelta(microseconds=1), FIRST),
        (MAY + 60 * DAY, SECOND),
        (MAY + 600 * DAY, SECOND),
    ],
)
def test_ann_is_judged_by_the_version_that_bound_when_she_began(at, version):
    assert policy.in_force([FIRST, SECOND], at=at) is version
    assert FIRST.binds(at) is (version is FIRST)


def test_the_first_step_of_a_kind_is_the_one_that_is_found():
    assert FIRST.step(MeasureKind.RESTRICTION) is STOP
    assert FIRST.step(MeasureKind.WARNING) is WARNING
    assert FIRST.step(MeasureKind.SUSPENSION) is None


@pytest.mark.parametrize(
    ("measure", "at", "binds"),
    [
        (HELD, MAY - timedelta(microseconds=1), False),
        (HELD, MAY, True),
        (HELD, MAY + 7 * DAY, False),
        (HELD, MAY + 7 * DAY - timedelta(microseconds=1), True),
        (replace(HELD, lifted_at=MAY + DAY), MAY + DAY, False),
        (replace(HELD, lifted_at=MAY + DAY), MAY + DAY - timedelta(microseconds=1), True),
        (replace(HELD, lapses_at=MAY + DAY), MAY + DAY, False),
        (replace(HELD, lapses_at=MAY + DAY), MAY + DAY - timedelta(microseconds=1), True),
        (replace(HELD, ends_at=None), MAY, False),
        (replace(HELD, ends_at=None, kind=MeasureKind.TERMINATION), MAY, True),
    ],
)
def test_a_measure_binds_ann_from_its_start_until_it_ends_is_lifted_or_lapses(measure, at, binds):
    assert measure.in_force(at) is binds
    answer = standing.may([measure], Capability.APPLY, at=at)
    assert answer == standing.Answer(not binds, (measure,) if binds else ())


@pytest.mark.parametrize("named", ["contract", "subject", "member"])
def test_a_measure_that_names_one_thing_leaves_all_else_open(named):
    narrow = replace(HELD, **{named: "c1"})
    assert narrow.stops(Capability.APPLY, **{named: "c1"})
    assert not narrow.stops(Capability.APPLY, **{named: "c2"})
    assert not narrow.stops(Capability.APPLY)
    assert HELD.stops(Capability.APPLY, **{named: "c1"})
    others = [one for one in Capability if one is not Capability.APPLY]
    assert not any(HELD.stops(one) for one in others)
    assert standing.may([narrow], Capability.APPLY, at=MAY).allowed
    assert not standing.may([narrow], Capability.APPLY, at=MAY, **{named: "c1"}).allowed


def test_an_answer_that_names_no_measure_rests_on_none():
    assert standing.Answer(True).measures == ()


def test_a_statement_that_says_everything_may_be_sent():
    assert TOLD.missing() == ()
    TOLD.require_complete()


@pytest.mark.parametrize("name", [one for one in vars(TOLD) if not one.startswith("automated")])
@pytest.mark.parametrize("nothing", ["", " \n", None])
def test_a_statement_that_leaves_something_out_is_refused_by_its_name(name, nothing):
    lacking = replace(TOLD, **{name: nothing})
    assert lacking.missing() == (name,)
    with pytest.raises(UnlawfulError) as told:
        lacking.require_complete()
    assert str(told.value) == f"A statement of reasons must also say: {name} (P2)."


def test_a_statement_names_all_it_leaves_out():
    with pytest.raises(UnlawfulError, match="also say: facts, language \\(P2\\)"):
        replace(TOLD, facts="", language="").require_complete()


def test_a_rule_says_what_its_function_says_on_one_line_and_is_dated():
    def test(facts, step):
        """Nobody is
        surprised.
        """

    made = rule.law("surprise", ("DSA-14.4",), date(2026, 1, 1))(test)
    assert made == rule.Rule(
        "surprise", "Nobody is surprised.", ("DSA-14.4",), date(2026, 1, 1), test
    )
    test.__doc__ = None
    assert rule.law("surprise", (), date(2026, 1, 1))(test).says == ""


def test_the_book_came_into_force_on_new_years_day_and_days_are_written_out():
    assert date(2026, 1, 1) == rule.SINCE
    assert rule.SINCE.strftime(rule.DAY) == "1 January 2026"
    assert min(one.since for one in RULES) == rule.SINCE


def test_why_a_step_is_open_counts_what_was_found_and_what_came_before():
    case = next(one for one in written.written("rulings").values() if one["allowed"])
    facts = written.facts(case)
    said = why(facts, facts.policy.ladder[0])
    count = len(facts.findings)
    assert re.fullmatch(
        rf"Findings of tier \d or more that count: \d+ of {count}\. "
        r"Earlier confirmed violations that count: \d+\.",
        said,
    )
