"""What a report must say, how many one address may make, and when its end can be appealed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goodstanding.law import report
from goodstanding.law.report import Told
from goodstanding.law.terms import MeasureKind, Money, UnlawfulError

TOLD = Told(
    about="kim", reporter="ann", place="job 7", text="She wants a fee first.", good_faith=True
)


def test_a_report_that_says_what_where_and_that_it_is_meant_is_taken():
    report.require_complete(TOLD)
    report.require_complete(replace(TOLD, reporter="", about=""))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": " "}, "text: got nothing, expected what happened, in your own words."),
        (
            {"place": " "},
            "place: got nothing, expected where exactly: a contract, a job post, a message.",
        ),
        (
            {"good_faith": False},
            "good_faith: got no, expected that you believe what you say to be true and whole.",
        ),
        ({"about": "ann"}, "about: got your own account, expected somebody else's."),
    ],
)
def test_a_report_that_leaves_something_out_says_what(changed, why):
    with pytest.raises(UnlawfulError) as refusal:
        report.require_complete(replace(TOLD, **changed))
    assert str(refusal.value) == why


def test_an_address_makes_twenty_reports_a_day():
    report.require_room(19)
    with pytest.raises(UnlawfulError) as refusal:
        report.require_room(20)
    assert str(refusal.value) == (
        "email: got 20 reports under this address within a day, expected at most 20; "
        "come back tomorrow, or report without an address."
    )


@pytest.mark.parametrize("measure", [MeasureKind.NO_ACTION, MeasureKind.COACHING_NOTE])
def test_ann_appeals_against_an_end_without_action(measure):
    report.require_appealable(measure=measure, takes_something=False, reopened=False)
    with pytest.raises(UnlawfulError) as refusal:
        report.require_appealable(measure=measure, takes_something=False, reopened=True)
    assert str(refusal.value) == "This case has been reopened already; you are told how it ends."


@pytest.mark.parametrize(
    ("measure", "takes"),
    [(MeasureKind.NO_ACTION, True), (MeasureKind.WARNING, False), (MeasureKind.WARNING, True)],
)
def test_what_was_decided_against_kim_is_kims_to_appeal(measure, takes):
    with pytest.raises(UnlawfulError) as refusal:
        report.require_appealable(measure=measure, takes_something=takes, reopened=False)
    done = "Something was done about your report, so there is nothing to appeal."
    assert str(refusal.value) == done


def test_ann_has_six_months_from_being_told_and_the_whole_of_the_last_day():
    told = datetime(2026, 5, 4, 10, tzinfo=UTC)
    until = report.open_until(told)
    assert until == datetime(2026, 11, 4, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (90_000, "EUR", "900.00 EUR"),
        (123_456_789, "EUR", "1,234,567.89 EUR"),
        (-105, "USD", "-1.05 USD"),
        (5, "EUR", "0.05 EUR"),
        (900, "JPY", "900 JPY"),
        (-1_234_567, "KRW", "-1,234,567 KRW"),
        (1_234_567, "KWD", "1,234.567 KWD"),
        (12_345, "UYW", "1.2345 UYW"),
        (100, "XAF", "100 XAF"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(minor, currency, written):
    assert str(Money(minor, currency)) == written
