"""Which clocks bind for whom: the gold standard, or a stricter law; and what was relaxed."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law import appeal, clocks
from goodstanding.law.clocks import GOLD, Clocks, add_business_days
from goodstanding.law.duties.binding import clocks_for
from goodstanding.law.duties.parameters import Relaxation
from goodstanding.law.duties.profiles import Platform, Subject, profiles_for
from goodstanding.law.terms import UnlawfulError
from tests.law.duties.logs import table

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def binding(subject, *relaxations):
    return clocks_for(profiles_for(subject, table=table()), table=table(), relaxations=relaxations)


def relaxed(parameter, value):
    return Relaxation(parameter, value, "Our team is new.", "Olga", MONDAY)


def test_whoever_nothing_is_known_of_has_the_gold_standard():
    assert binding(Subject()) == GOLD


def test_the_table_and_the_law_agree_on_the_gold_standard():
    assert clocks_for({"GOLD"}, table=table()) == Clocks()


def test_ann_on_malta_has_her_answer_within_a_week():
    ann = binding(Subject(residence="MT", role="contractor", natural_person=True))
    assert appeal.reply_due(MONDAY, ann) == MONDAY + timedelta(days=7)
    assert appeal.reply_due(MONDAY) == MONDAY + timedelta(days=14)


def test_a_driver_in_minnesota_is_not_kept_out_for_more_than_three_days():
    driver = Subject(work_location="US-MN", role="contractor", platform=Platform(sector="driving"))
    assert clocks.interim_until(MONDAY, binding(driver)) == MONDAY + timedelta(hours=72)
    assert clocks.interim_until(MONDAY) == datetime(2026, 12, 2, 9, tzinfo=UTC)


def test_of_two_laws_the_stricter_binds():
    both = clocks_for({"GOLD", "EU-PWD", "EU-PWD-MT"}, table=table())
    assert both.appeal_reply == timedelta(days=7)


def test_british_columbia_is_milder_than_the_gold_standard_and_changes_nothing():
    assert binding(Subject(work_location="CA-BC", role="contractor")) == GOLD


def test_a_relaxation_is_used_where_no_law_is_stricter():
    found = binding(Subject(), relaxed("appeal_reply_max", "P30D"))
    assert found.appeal_reply == timedelta(days=30)


def test_a_relaxed_window_for_appeals_counts_in_days():
    found = binding(Subject(), relaxed("appeal_window", "P90D"))
    assert (found.appeal_months, found.appeal_days) == (0, 90)
    assert clocks.appeal_until(MONDAY, found).date() == (MONDAY + timedelta(days=90)).date()


def test_a_relaxation_of_what_a_law_asks_for_is_refused():
    ann = Subject(residence="DE", role="contractor", natural_person=True)
    with pytest.raises(UnlawfulError, match=r"weaker than P14D \(PWD-11.2\)"):
        binding(ann, relaxed("appeal_reply_max", "P30D"))


def test_a_holiday_is_no_business_day():
    christmas = {MONDAY.date().replace(month=12, day=25)}
    wednesday = datetime(2026, 12, 23, 9, tzinfo=UTC)
    assert add_business_days(wednesday, 2) == datetime(2026, 12, 25, 9, tzinfo=UTC)
    assert add_business_days(wednesday, 2, christmas) == datetime(2026, 12, 28, 9, tzinfo=UTC)
