"""An appeal makes nothing worse: what may take the place of a decision, and what may not. G20."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goodstanding.law import milder
from goodstanding.law.hold import Pot
from goodstanding.law.milder import Extent
from goodstanding.law.terms import Capability, MeasureKind, Money, UnlawfulError

JUNE, JULY = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
EUROS, MORE = Pot("c1", "EUR"), Pot("c2", "EUR")
OLD = Extent(
    MeasureKind.RESTRICTION,
    capabilities=frozenset({Capability.APPLY, Capability.MESSAGE}),
    ends_at=JUNE,
    contracts=frozenset({"c2", "c1"}),
    subject="job 7",
    member="Kim",
    hold={EUROS: Money(90_000, "EUR")},
)
APPLY = frozenset({Capability.APPLY})
ONLY = replace(OLD, capabilities=APPLY)
"""The same as Ann appealed against, but she may write messages."""


def refusal(new, old=OLD):
    with pytest.raises(UnlawfulError) as told:
        milder.require_milder(old, new)
    return str(told.value)


@pytest.mark.parametrize(
    "new",
    [
        ONLY,
        replace(OLD, ends_at=datetime(2026, 5, 31, tzinfo=UTC)),
        replace(OLD, contracts=frozenset({"c1"})),
        replace(OLD, hold={}),
        replace(OLD, hold={EUROS: Money(89_999, "EUR")}),
        replace(OLD, measure=MeasureKind.WARNING, ends_at=None),
        Extent(MeasureKind.WARNING),
        Extent(MeasureKind.COACHING_NOTE),
    ],
)
def test_what_is_milder_in_one_thing_and_worse_in_none_takes_its_place(new):
    milder.require_milder(OLD, new)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (
            {"measure": MeasureKind.SUSPENSION},
            "a suspension cannot take the place of a restriction",
        ),
        ({"measure": MeasureKind.NO_ACTION}, "no action cannot take the place of a restriction"),
        (
            {"measure": MeasureKind.INTERIM_RESTRICTION},
            "an interim restriction cannot take the place of a restriction",
        ),
        (
            {"capabilities": frozenset({Capability.WORK, Capability.HIRE, Capability.APPLY})},
            "it would also stop: hire, work",
        ),
        ({"ends_at": JULY}, "it would end on 1 July 2026, later than on 1 June 2026"),
        ({"ends_at": None}, "it would have no end, before it ended on 1 June 2026"),
        ({"contracts": frozenset()}, "it would reach beyond contract c1, c2"),
        ({"contracts": frozenset({"c1", "c3"})}, "it would reach beyond contract c1, c2"),
        ({"subject": ""}, "it would reach beyond job 7"),
        ({"subject": "job 8"}, "it would reach beyond job 7"),
        ({"member": "Lea"}, "it would reach beyond Kim"),
        (
            {"hold": {EUROS: Money(90_001, "EUR")}},
            "it would hold 900.01 EUR of contract c1, before it was 900.00 EUR",
        ),
        (
            {"hold": {MORE: Money(1, "EUR"), EUROS: Money(90_001, "EUR")}},
            "it would hold 900.01 EUR of contract c1, before it was 900.00 EUR",
        ),
        (
            {"hold": {EUROS: Money(1, "EUR"), MORE: Money(2, "EUR")}},
            "it would hold 0.02 EUR of contract c2, before it was 0",
        ),
    ],
)
def test_what_is_worse_in_one_thing_takes_nothings_place(changed, why):
    assert refusal(replace(ONLY, **changed)) == f"An appeal makes nothing worse: {why} (G20)."


def test_contracts_are_named_in_their_order():
    nine = frozenset(f"c{n}" for n in range(1, 10))
    told = refusal(replace(ONLY, contracts=frozenset()), replace(OLD, contracts=nine))
    assert "contract c1, c2, c3, c4, c5, c6, c7, c8, c9 (G20)" in told


def test_the_same_decision_is_confirmed_not_modified():
    same = "This is the same decision; to leave it as it is, confirm it."
    assert refusal(replace(OLD)) == same
    assert refusal(Extent(MeasureKind.WARNING), Extent(MeasureKind.WARNING)) == same


def test_what_a_milder_kind_stops_is_no_more_than_before():
    """What stopped nothing by name stopped all, or nothing: any part of it is no more."""
    closed = Extent(MeasureKind.SUSPENSION)
    milder.require_milder(closed, Extent(MeasureKind.RESTRICTION, APPLY, JUNE))
    everywhere = Extent(MeasureKind.SUSPENSION, subject="job 7", contracts=frozenset({"c1"}))
    milder.require_milder(everywhere, Extent(MeasureKind.WARNING))


def test_what_was_for_the_whole_account_may_be_for_a_part_of_it():
    whole = Extent(MeasureKind.RESTRICTION, APPLY, JUNE)
    part = replace(whole, contracts=frozenset({"c1"}), subject="job 7", member="Kim")
    milder.require_milder(whole, part)


def test_what_had_no_end_may_be_given_one():
    milder.require_milder(replace(OLD, ends_at=None), replace(OLD, ends_at=JULY))


def test_the_kinds_that_may_take_its_place_are_told_mildest_first():
    assert milder.kinds(MeasureKind.RESTRICTION) == (
        MeasureKind.COACHING_NOTE,
        MeasureKind.WARNING,
        MeasureKind.RESTRICTION,
    )
    assert milder.kinds(MeasureKind.COACHING_NOTE) == (MeasureKind.COACHING_NOTE,)
    assert milder.kinds(MeasureKind.INTERIM_RESTRICTION) == ()
    assert milder.severity(MeasureKind.NO_ACTION) == 0


def test_a_decision_reaches_no_further_than_it_says():
    assert Extent(MeasureKind.WARNING) == Extent(
        MeasureKind.WARNING, frozenset(), None, frozenset(), "", "", {}
    )
