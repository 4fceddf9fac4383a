"""A milder answer, and one that looks into nothing, are told in the log without a breach."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.appeal import Inadmissible
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 60 * DAY


@pytest.fixture
def appeal():
    """Ann was heard and restricted, and appeals."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    rita, kind = case.assignment.staff, MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=kind, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    made = cases.decide(case=case, wish=Wish(kind, "Eleven."), by=rita, at=NOW + 2 * DAY)
    notices.deliver_due(at=NOW + 2 * DAY)
    filed = appeals.file(decision=made, text="They cancelled.", by="ann", at=NOW + 3 * DAY)
    notices.deliver_due(at=NOW + 3 * DAY)
    return filed


def audited():
    notices.deliver_due(at=NOW + 5 * DAY)
    events = list(log.events(at=LATER))
    (answer,) = [one for one in events if one["type"] == "appeal.decided"]
    return answer, list(audit_log.breaches(events, profiles=(), at=LATER))


def test_what_took_the_place_of_the_first_decision_is_told(appeal):
    wish = Wish(MeasureKind.WARNING, "The pause was too much.")
    by, at = appeal.assignment.reviewer, NOW + 5 * DAY
    outcome = appeals.modify(appeal=appeal, wish=wish, by=by, at=at)
    answer, found = audited()
    assert answer["outcome"] == "modified"
    assert answer["kind"] == "warning"
    assert answer["milder_decision_id"] == str(outcome.milder.id)
    assert [(one.what_was_due, one.what_happened) for one in found] == []


def test_why_it_was_not_looked_into_is_told(appeal):
    by, code, at = appeal.assignment.reviewer, Inadmissible.NOTHING_DECIDED, NOW + 5 * DAY
    appeals.find_inadmissible(appeal=appeal, code=code, reasons="The bank did.", by=by, at=at)
    answer, found = audited()
    assert answer["inadmissible_reason"] == "nothing_decided"
    assert [(one.what_was_due, one.what_happened) for one in found] == []
