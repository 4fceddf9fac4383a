"""A measure is lifted on conditions: for a time, and never worse by itself."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import rest
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.remedies import reading
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
CONDITIONS = "Write each application for its job."
PITCH = "I read your job with great interest and I have ten years of experience in all of it. " * 3


def spams(day, start):
    """Ann sends sixty near-identical applications in a day, and a person looks the day after."""
    sent = [people.applied("ann", n, f"{n}. {PITCH}", start=start, day=day) for n in range(60)]
    people.tell(*sent, at=start)
    people.work_goes_on(at=start + DAY)


def hears(rita, at):
    """Rita tells Ann that a restriction is proposed in the case that waits."""
    case = queries.undecided().get()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=at)
    return case


@pytest.fixture
def rita():
    people.rulebook()
    return people.team()["Rita"]


@pytest.fixture
def measure(rita):
    """Ann was warned, spammed again, was heard, and may not apply for seven days."""
    people.member("ann")
    spams("a", NOW)
    spams("b", NOW + DAY)
    case = hears(rita, NOW + 2 * DAY)
    wish = Wish(MeasureKind.RESTRICTION, "She was warned the day before.")
    decision = cases.decide(case=case, wish=wish, by=rita, at=NOW + 2 * DAY + WEEK)
    return decision.measures.get()


@pytest.fixture
def probation(measure, rita):
    """Two days into it Rita lifts it on conditions, for thirty days."""
    at = measure.starts_at + 2 * DAY
    return cases.reinstate(
        measure=measure, conditions=CONDITIONS, until=at + 30 * DAY, by=rita, at=at
    )


def may_apply(at):
    return queries.may("ann", Capability.APPLY, at=at).allowed


def test_she_may_apply_at_once_and_is_told_the_conditions_and_their_end(measure, probation):
    at = probation.at
    assert may_apply(at)
    told = notices.of(measure.account)[0].text
    assert CONDITIONS in told
    assert f"{probation.until.day} {probation.until:%B %Y}" in told
    body = Message.objects.get(kind="measure.lifted").body
    assert body["on_conditions_until"] == probation.until.isoformat()
    assert reading.probation(probation).remaining == 5 * DAY
    assert reading.probation(probation).running(probation.until - DAY)
    assert not reading.probation(probation).running(probation.until)


@pytest.mark.parametrize("days", [0, 366])
def test_a_probation_has_an_end_in_reach(measure, rita, days):
    at = measure.starts_at
    with pytest.raises(UnlawfulError, match="until: got"):
        cases.reinstate(
            measure=measure, conditions=CONDITIONS, until=at + days * DAY, by=rita, at=at
        )
    assert not may_apply(at)


def test_a_probation_has_conditions_and_comes_once(measure, probation, rita):
    for conditions, why in (("", "conditions: got nothing"), (CONDITIONS, "already ended")):
        with pytest.raises(UnlawfulError, match=why):
            cases.reinstate(
                measure=measure,
                conditions=conditions,
                until=probation.until,
                by=rita,
                at=probation.at,
            )


def test_new_conduct_makes_nothing_worse_by_itself(probation):
    spams("c", probation.at + 3 * DAY)
    assert may_apply(probation.at + 5 * DAY)


def test_a_person_puts_back_what_was_left_once_she_was_heard(measure, probation, rita):
    spams("c", probation.at + 3 * DAY)
    case = queries.undecided().get()
    assert rest.open_in(case, at=probation.at + 5 * DAY) == [probation]
    at = probation.at + 13 * DAY
    with pytest.raises(UnlawfulError, match="No preliminary notice was served"):
        cases.put_back(case=case, probation=probation, reasons="Again.", by=rita, at=at)
    hears(rita, probation.at + 5 * DAY)
    made = cases.put_back(case=case, probation=probation, reasons="Again.", by=rita, at=at)
    assert made.ends_at - made.effect_at == 5 * DAY
    assert made.statement.proportion
    assert not may_apply(at)
    assert may_apply(at + 5 * DAY)
    assert measure.lift.probation.put_back.decision == made
    assert rest.open_in(case, at=at) == []


def test_nothing_is_put_back_for_what_she_did_before_or_after(probation, rita):
    spams("c", probation.until + DAY)
    case = hears(rita, probation.until + 2 * DAY)
    assert rest.open_in(case, at=probation.until + 2 * DAY) == []
    at = probation.until + 10 * DAY
    with pytest.raises(UnlawfulError, match="began during the probation"):
        cases.put_back(case=case, probation=probation, reasons="Again.", by=rita, at=at)
