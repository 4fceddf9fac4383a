"""What a rule held back alone: lawful for one post and a day, if a person looks; never more."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.interfaces.cli import audit_log
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people, scams
from tests.people import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALONE = {"PWD-10.5", "GDPR-22.1", "G06"}
PWD = ("GOLD", "EU-PWD", "EU-GDPR")


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def held_back(staff):
    """A rule holds back one job post of Ben's."""
    people.member("ben", role="client")
    people.tell(people.posted("ben", 1, scams.PAID[0]))
    (case,) = people.work_goes_on()
    notices.deliver_due(at=NOW)
    return case.decisions.get()


def found(*, at, change=None):
    """What the law finds in the record about deciding without a person."""
    events = list(log.events(at=at))
    if change:
        events = [{**one, **change} if one["type"] == "decision.made" else one for one in events]
    said = audit_log.breaches(events, profiles=PWD, at=at)
    return [one for one in said if one.duty in ALONE]


def test_one_post_held_back_for_less_than_a_day_is_no_breach(held_back):
    (made,) = [one for one in log.events(at=NOW) if one["type"] == "decision.made"]
    assert made["object_scope"] == "transaction"
    assert found(at=NOW + DAY - HOUR) == []


def test_what_nobody_looked_at_in_a_day_is_found(held_back):
    cases.lapse_due(at=NOW + DAY)
    assert {one.what_happened for one in found(at=NOW + 2 * DAY)} == {"nobody did"}


def test_whoever_confirms_it_has_looked(held_back, staff):
    why = "The post asks for a fee."
    cases.confirm_interim(decision=held_back, reasons=why, by=staff["Rita"], at=NOW + HOUR)
    notices.deliver_due(at=NOW + HOUR)
    assert found(at=NOW + 3 * DAY) == []


def test_whoever_lifts_it_has_looked(held_back):
    measure = held_back.measures.get()
    cases.lift_measure(measure=measure, cause="It is no fee.", by="Rita", at=NOW + HOUR)
    assert found(at=NOW + 3 * DAY) == []


def test_a_whole_account_stopped_by_a_rule_is_found_however_short(held_back):
    said = found(at=NOW + HOUR, change={"object_scope": "account"})
    assert {one.what_happened for one in said} == {"it was made by a machine alone"}
    assert {one.duty for one in said} == ALONE
