"""What the law is told and what it rules cannot be edited, and kinds keep their names."""

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass
from enum import Enum

import pytest

import goodstanding.law
from goodstanding.law.hold import Ground

MODULES = [
    importlib.import_module(one.name)
    for one in pkgutil.walk_packages(goodstanding.law.__path__, "goodstanding.law.")
]
CLASSES = [
    one
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, type) and one.__module__ == module.__name__
]
WORKING = {
    *("_Reader", "Plans", "Sequencer"),
    *("Rule", "Decision", "Effect", "Appeal", "Hold", "Exhibit", "File", "Entry", "Record"),
}
"""What the audit of a log writes on while it reads; elsewhere in the law nothing is edited."""


@pytest.mark.parametrize(
    "one", [each for each in CLASSES if is_dataclass(each)], ids=lambda one: one.__qualname__
)
def test_what_the_law_is_told_and_what_it_rules_cannot_be_edited(one):
    if one.__module__.startswith("goodstanding.law.duties") and one.__name__ in WORKING:
        return
    made = object.__new__(one)
    for name in [*(each.name for each in fields(one)), "anything"]:
        with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
            setattr(made, name, 1)


OWN_WORDS = {
    Ground.SECURITY: "security_period",
    Ground.HOURLY: "hourly_review",
    Ground.CHARGEBACK: "chargeback_exposure",
}
"""Kept under another word than the name they have in the program."""


@pytest.mark.parametrize(
    "one",
    [each for each in CLASSES if issubclass(each, Enum) and each.__name__ != "Profile"],
    ids=lambda one: one.__qualname__,
)
def test_a_kind_is_kept_under_its_own_name(one):
    for each in one:
        assert each.value == OWN_WORDS.get(each, each.name.lower())


MANY = WORKING | {"Length", "Keeper", "Lapse", "Breach", "Miss"}
DUTIES = [one for one in CLASSES if one.__module__.startswith("goodstanding.law.duties")]


def test_what_there_may_be_millions_of_holds_its_fields_and_nothing_more():
    """An audit remembers one of each for every event, decision or measure that is still open."""
    loose = [one for one in DUTIES if one.__name__ in MANY and "__slots__" not in vars(one)]
    assert {one.__name__ for one in loose} == {"_Reader", "Plans", "Sequencer"}
