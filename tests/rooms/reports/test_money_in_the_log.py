"""Held money in the log: made longer, partly let go, partly awarded; only what is wrong shows."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import operations as funds
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOTH = {Pot("ann-c0", "EUR"): Money(15_000, "EUR"), Pot("ann-c1", "EUR"): Money(9_000, "EUR")}


@pytest.fixture
def decision():
    """Two clients of Ann's contest 240.00; Rita hears her, restricts her and holds it."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000), people.contested("ann", 1, 9_000), at=NOW)
    (case,) = people.work_goes_on(at=NOW)
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.", hold=BOTH)
    made = cases.decide(case=case, wish=wish, by=rita, at=NOW + 2 * DAY)
    notices.deliver_due(at=NOW + 2 * DAY)
    return made


def looked_at(decision, *days):
    for day in days:
        funds.review_hold(
            hold=decision.hold,
            reasons="The court has not said yet.",
            by=decision.case.assignment.staff,
            at=NOW + day * DAY,
        )


def longer(decision, day=20, until=60):
    return cases.hold_longer(
        hold=decision.hold,
        escalation="the court of Ghent, 26/114",
        ends_at=NOW + until * DAY,
        by=decision.case.assignment.staff,
        at=NOW + day * DAY,
    )


def awarded(decision, contract, minor, day):
    return funds.carry_out_award(
        account=decision.case.account,
        recipient=people.member("ben", role="client"),
        contract=contract,
        money=Money(minor, "EUR"),
        cause=f"award of {contract}",
        by="Nell",
        at=NOW + day * DAY,
    )


def of_holds(day):
    told = [one for one in log.events(at=NOW + day * DAY) if one["type"].startswith("hold.")]
    found = audit_log.breaches(log.events(at=NOW + day * DAY), profiles=(), at=NOW + day * DAY)
    return told, {one.duty for one in found if "hold" in one.what_was_due}


def whole_story(decision):
    """Longer; 90.00 and 50.00 awarded; the rest let go after 50 days."""
    looked_at(decision, 8, 14, 19)
    longer(decision)
    looked_at(decision, 25, 31, 37, 43, 49)
    awarded(decision, "ann-c1", 9_000, 32)
    awarded(decision, "ann-c0", 5_000, 33)
    funds.release_hold(hold=decision.hold, reason="Settled.", by="Rita", at=NOW + 50 * DAY)


def test_a_hold_made_longer_partly_awarded_and_partly_let_go_breaches_nothing(decision):
    whole_story(decision)
    told, wrong = of_holds(day=55)
    assert wrong == set()
    kinds = [one["type"] for one in told if one["type"] not in {"hold.reviewed", "hold.notice"}]
    assert kinds == [
        *["hold.placed"] * 2,
        *["hold.extended"] * 2,
        *["hold.transferred", "hold.released", "hold.transferred", "hold.released"],
    ]
    moved = [one for one in told if one["type"] == "hold.transferred"]
    assert [(one["payee"], one["amount"], one["left"]) for one in moved] == [
        ("ben", 9_000, 0),
        ("ben", 5_000, 10_000),
    ]
    assert [one["amount"] for one in told if one["type"] == "hold.released"] == [0, 10_000]
    looks = [one["hold_id"] for one in told if one["type"] == "hold.reviewed"]
    assert len(looks) == 2 * 5 + 3  # of what had gone whole nobody looks any more


def test_one_still_held_after_its_longer_time_is_found(decision):
    looked_at(decision, 8, 14, 19)
    longer(decision, until=35)
    looked_at(decision, 25, 31)
    awarded(decision, "ann-c0", 5_000, 32)
    assert of_holds(day=34)[1] == set()
    assert {"S05", "S10", "G22"} <= of_holds(day=36)[1]
