"""The table of duties: whole, sourced, and each duty shown by something or by nothing, with why."""

import sys
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from goodstanding.law.duties.checks import CHECKS
from goodstanding.law.duties.reading import parse
from tests.law.duties.logs import table

OF_THE_LOG = {"ordered", "attributed", "chained"}


def test_it_holds_what_was_researched():
    whole = table()
    assert len(whole.duties) == 155
    assert sum(len(one.clocks) for one in whole.duties) == 68
    assert len(whole.parameters) == 33
    assert len(whole.profiles) == 14
    assert len(whole.gold) == 30
    assert len(whole.structural) == 13
    assert len(whole.conflicts) == 10


def test_every_duty_has_a_source_and_how_well_it_is_known():
    for one in table().duties:
        assert all((one.source, one.must, one.check))
        assert one.confidence in "VSR"
        assert (one.since is None) == (one.since_confidence is None)


def test_every_duty_is_shown_by_a_log_or_says_why_it_cannot_be():
    unseen = [one.id for one in table().duties if not one.is_seen]
    assert len(unseen) == 19
    assert all(one.unseen for one in table().duties if not one.is_seen)
    assert all(one.tests or one.clocks or one.unseen for one in table().gold)
    assert all(one.tests or one.unseen for one in table().structural)


def test_every_check_is_named_by_a_duty_and_every_name_is_a_check():
    made = {check.__name__ for checks in CHECKS.values() for check in checks}
    rows = (*table().duties, *table().gold, *table().structural)
    assert {name for one in rows for name in one.tests} == made | OF_THE_LOG


def test_every_check_is_found_in_its_module_under_its_name():
    for check in {check for checks in CHECKS.values() for check in checks}:
        assert getattr(sys.modules[check.__module__], check.__name__) is check


def test_every_check_names_the_duties_it_keeps():
    rows = (*table().duties, *table().gold, *table().structural)
    for check in {check for checks in CHECKS.values() for check in checks}:
        kept = ", ".join(sorted(one.id for one in rows if check.__name__ in one.tests))
        *_, names = check.__doc__.split("\n\n")
        assert " ".join(names.split()) == f"{kept}.", check.__name__


def test_every_duty_belongs_to_a_profile_that_can_be_asked_for():
    assert {one.profile for one in table().duties} <= table().known_profiles
    assert {one.profile for one in table().switches} - {""} == {one.id for one in table().profiles}


def test_gold_is_built_from_duties_of_the_table():
    ids = {one.id for one in table().duties} | {one.id for one in table().structural}
    assert {name for one in table().gold for name in one.built_from} <= ids


def test_dates_in_force_are_dates():
    since = {one.id: one.since for one in table().duties}
    assert since["PWD-11.2"] == date(2026, 12, 2)
    assert since["NYC-1332"] == date(2027, 1, 17)
    assert since["UPW-5"] is None


def test_nothing_in_it_can_be_changed():
    with pytest.raises(FrozenInstanceError):
        table().duties[0].source = "another"


def test_a_table_with_a_part_missing_is_refused():
    with pytest.raises(ValueError, match="table of duties: got no 'meta'"):
        parse("{}")
