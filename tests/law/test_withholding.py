"""What may be kept from a member for a time, and what never: P10, G10, G12."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law import withholding
from goodstanding.law.terms import Family, UnlawfulError
from goodstanding.law.withholding import Code, Record

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
SECRET = Record(Family.FRAUD, list(Code), told_at=None, first_at=None, others=1)


def why_not(record, *, code=Code.TIPPING_OFF, at=MAY, review_at=MAY + 30 * DAY):
    with pytest.raises(UnlawfulError) as told:
        withholding.require(record, code, at=at, review_at=review_at)
    return str(told.value)


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("review_at", [MAY + MOMENT, MAY + 30 * DAY])
def test_in_fraud_what_the_policy_publishes_is_withheld_for_thirty_days(code, review_at):
    withholding.require(SECRET, code, at=MAY, review_at=review_at)
    withholding.require(replace(SECRET, published=[code]), code, at=MAY, review_at=review_at)


@pytest.mark.parametrize("family", [Family.VIOLATION, Family.PERFORMANCE])
def test_outside_fraud_nothing_is_withheld(family):
    said = f"Only in a case of fraud may anything be withheld; the ground is {family}."
    assert why_not(replace(SECRET, family=family)) == said


def test_what_the_policy_does_not_publish_is_no_reason():
    others = [one for one in Code if one != Code.TIPPING_OFF]
    assert why_not(replace(SECRET, published=others)) == (
        "The policy does not publish that anything may be withheld as TIPPING_OFF."
    )


def test_what_ann_knows_is_not_withheld_from_her_and_never_is_all_of_it():
    assert why_not(replace(SECRET, told_at=MAY - DAY)) == (
        "The member was told of this on 3 May 2026; it cannot be untold."
    )
    assert why_not(replace(SECRET, others=0)) == (
        "Not everything may be withheld: at least one record of the case is told."
    )


@pytest.mark.parametrize("review_at", [MAY - DAY, MAY, MAY + 30 * DAY + MOMENT])
def test_it_is_looked_at_again_after_it_began_and_within_thirty_days(review_at):
    assert why_not(SECRET, review_at=review_at) == (
        f"review_at: got {review_at:%-d %B %Y}, expected after 4 May 2026 and by 3 June 2026."
    )


@pytest.mark.parametrize(
    ("withheld", "latest"), [(0, 30), (30, 30), (60, 30), (61, 29), (89, 1), (90, 0), (91, -1)]
)
def test_renewed_it_is_told_after_ninety_days_in_all(withheld, latest):
    record = replace(SECRET, first_at=MAY - withheld * DAY)
    assert withholding.latest_review(record, at=MAY) == MAY + latest * DAY
    if latest > 0:
        withholding.require(record, Code.TIPPING_OFF, at=MAY, review_at=MAY + latest * DAY)
        assert "expected after" in why_not(record, review_at=MAY + latest * DAY + MOMENT)
    else:
        assert why_not(record) == "This has been withheld for 90 days; it is told now."


@pytest.mark.parametrize(
    ("told_at", "published", "at", "shown"),
    [
        (None, [], MAY, True),
        (None, ["tipping_off"], MAY, False),
        (None, ["tipping_off"], MAY + 3 * DAY - MOMENT, False),
        (None, ["tipping_off"], MAY + 3 * DAY, True),
        (MAY + DAY, ["tipping_off"], MAY + DAY - MOMENT, False),
        (MAY + DAY, ["tipping_off"], MAY + DAY, True),
    ],
)
def test_what_nobody_withholds_is_shown_at_once_or_once_told_or_after_three_days(
    told_at, published, at, shown
):
    says = withholding.is_shown(taken_at=MAY, told_at=told_at, published=published, at=at)
    assert says is shown


def test_the_member_reads_why_something_is_kept_from_them():
    assert {one: one.spoken for one in Code} == {
        Code.TIPPING_OFF: "telling it now would warn someone whose money is being looked into, "
        "which the law forbids",
        Code.AUTHORITY_ORDER: "an authority ordered us not to tell it yet",
        Code.REPORTER_IDENTITY: "it would show who made a report",
        Code.SAFETY_OF_OTHERS: "telling it now could put another person in danger",
    }
