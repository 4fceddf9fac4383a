"""The record as a log: what happened, in order, chained; and what the law finds in it."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LATER = NOW + 60 * DAY


@pytest.fixture
def case():
    """Ann delivered nothing to eleven of twenty clients; one contests the money."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000), at=NOW)
    (case,) = people.work_goes_on(at=NOW)
    return case


@pytest.fixture
def decision(case):
    """Rita hears Ann, restricts her, and holds what is contested."""
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    held = {Pot("ann-c0", "EUR"): Money(15_000, "EUR")}
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.", hold=held)
    made = cases.decide(case=case, wish=wish, by=rita, at=NOW + 2 * DAY)
    notices.deliver_due(at=NOW + 2 * DAY)
    return made


@pytest.fixture
def reversed_(decision):
    """Ann appeals; Sam or Sue, who had no part in it, reverses."""
    appeal = appeals.file(decision=decision, text="They cancelled.", by="ann", at=NOW + 3 * DAY)
    notices.deliver_due(at=NOW + 3 * DAY)
    by = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="They had cancelled.", by=by, at=NOW + 5 * DAY)
    notices.deliver_due(at=NOW + 5 * DAY)
    return decision


def record(at=LATER):
    return list(log.events(at=at))


def breaches(events, at=LATER, profiles=()):
    return list(audit_log.breaches(events, profiles=profiles, at=at))


def duties(events, **options):
    return {one.duty for one in breaches(events, **options)}


def of(kind, events):
    return [one for one in events if one["type"] == kind]


def test_everything_that_happened_is_in_the_log_in_order(reversed_):
    kinds = [one["type"] for one in record() if one["type"] != "rule.published"]
    assert kinds == [
        "case.opened",
        "evidence.added",
        "preliminary.sent",
        "response.received",
        "decision.made",
        "sor.delivered",
        "remedy.requested",
        "effect.started",
        "hold.placed",
        "hold.notice",
        "appeal.opened",
        "appeal.ack",
        "appeal.assigned",
        "appeal.decided",
        "effect.ended",
        "appeal_outcome.sent",
        "remedy.completed",
        "hold.released",
        "tool.finding",
        "tool.changed",
    ]


def test_events_are_numbered_timed_and_someones(reversed_):
    events = record()
    assert [one["seq"] for one in events] == list(range(1, len(events) + 1))
    assert all(one["actor"] for one in events)
    assert [one["at"] for one in events] == sorted(one["at"] for one in events)


def test_a_decision_says_what_it_rests_on_and_who_made_it(decision):
    (made,) = of("decision.made", record())
    (exhibit,) = of("evidence.added", record())
    assert made["evidence_relied"] == [exhibit["evidence_id"]]
    assert made["rule@version"] == ["poor-performance@1"]
    assert made["decider"]["kind"] == "human"
    assert made["kind"] == "restrict"


def test_a_hold_says_what_was_contested(decision):
    (held,) = of("hold.placed", record())
    assert held["amount"] == 15_000
    assert held["exposure_basis"] == {"amount": 15_000, "what": "contested"}
    assert held["payee"] == "ann"


def test_what_was_to_happen_later_is_not_in_it(decision):
    assert of("effect.ended", record(at=NOW + 3 * DAY)) == []
    assert of("case.opened", record(at=NOW - DAY)) == []


def test_the_same_record_is_the_same_log(reversed_):
    assert record() == record()


def test_what_the_law_finds_in_our_own_record_is_told(reversed_):
    """A narrow restriction may begin at once; nothing in this record is a breach."""
    assert duties(record()) == set()


def test_a_warning_gives_time_to_put_things_right_and_is_found_lawful(case):
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.WARNING, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    wish = Wish(MeasureKind.WARNING, "Eleven of twenty clients got nothing.")
    cases.decide(case=case, wish=wish, by=rita, at=NOW + 8 * DAY)
    notices.deliver_due(at=NOW + 8 * DAY)
    events = record()
    assert [one["kind"] for one in of("decision.made", events)] == ["warn"]
    assert len(of("warning.sent", events)) == 1
    (warned,) = of("warning.sent", events)
    assert warned["cure_until"] == (NOW + 22 * DAY).isoformat()
    assert breaches(events) == []


def test_an_appeal_left_unanswered_is_found(decision):
    appeals.file(decision=decision, text="They cancelled.", by="ann", at=NOW + 3 * DAY)
    notices.deliver_due(at=NOW + 3 * DAY)
    assert "G16" not in duties(record(at=NOW + 17 * DAY), at=NOW + 17 * DAY)
    assert "G16" in duties(record(at=NOW + 18 * DAY), at=NOW + 18 * DAY)


def test_whoever_changes_the_log_is_found_out(reversed_):
    events = record()
    (made,) = of("decision.made", events)
    made["kind"] = "warn"
    found = [one for one in breaches(events) if one.duty == "S01"]
    assert [one.what_happened for one in found] == [f"event {made['seq']} is not what was chained"]


@pytest.mark.parametrize("missing", [3, 8])
def test_whoever_takes_an_event_out_is_found_out(reversed_, missing):
    events = record()
    del events[missing]
    assert "S01" in duties(events)


def test_whoever_swaps_two_events_is_found_out(reversed_):
    events = record()
    events[4], events[5] = events[5], events[4]
    assert "S01" in duties(events)
