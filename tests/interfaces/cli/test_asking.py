"""What the command line answers about members, and about our own record."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.config.clock import now
from goodstanding.interfaces.cli import audit
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return now()


@pytest.fixture
def ann_restricted(today):
    """Ann was heard and is restricted for not delivering."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    begun = today - 3 * DAY
    (case,) = people.work_goes_on(at=begun)
    manager = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=begun)
    cases.answer(case=case, text="I was ill.", by="ann", at=begun + DAY)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=manager, at=begun + 2 * DAY)
    notices.deliver_due(at=begun + 2 * DAY)
    return decision


def test_max_asks_whether_ann_may_apply_and_under_which_measure_she_may_not(
    goodstanding, ann_restricted
):
    code, said = goodstanding("may", "ann", "apply")
    assert code == 1
    assert said.startswith("no\nrestriction ")
    assert goodstanding("may", "ann", "withdraw") == (0, "yes\n")


def test_a_capability_that_is_none_is_told_with_those_there_are(goodstanding, ann_restricted):
    with pytest.raises(ValueError, match="capability: got 'dance', expected one of apply"):
        goodstanding("may", "ann", "dance")


def test_an_account_nobody_reported_is_told(goodstanding):
    with pytest.raises(LookupError, match="account: got 'nobody'"):
        goodstanding("may", "nobody", "apply")


def test_a_record_that_keeps_every_clock_has_no_breach(goodstanding):
    assert goodstanding("audit") == (
        0,
        "No breach: every duty and clock is kept, and the ledger balances.\n",
    )


def test_a_case_nobody_looks_at_and_a_notice_that_waits_are_breaches(goodstanding):
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    cases.serve_preliminary_notice(
        case=case, measure=MeasureKind.WARNING, by=case.assignment.staff, at=NOW
    )
    code, said = goodstanding("audit")
    assert code == 1
    assert f"{case.reference}: decision was due" in said
    assert "by mail waits since 2026-06-01 10:00 UTC" in said


def test_an_appeal_without_an_answer_in_time_is_a_breach(ann_restricted, today):
    appeal = appeals.file(decision=ann_restricted, text="They cancelled.", by="ann", at=today)
    notices.deliver_due(at=today)
    assert list(audit.clocks(at=appeal.reply_due_at)) == []
    (late,) = [line for line in audit.clocks(at=appeal.reply_due_at + DAY) if "appeal" in line]
    assert late.startswith(f"{ann_restricted.case.reference}: answer to the appeal was due")
