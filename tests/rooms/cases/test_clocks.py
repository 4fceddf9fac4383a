"""Every clock of a case is someone's, warns before, and has a consequence when it runs out."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import ClockBreach, ClockWarning, Escalation
from goodstanding.law.procedure import OnBreach
from goodstanding.law.terms import Capability, MeasureKind
from goodstanding.notices import operations as deliveries
from goodstanding.notices.models import StaffLetter
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    """Ann delivered nothing to eleven of twenty clients; the case is Rita's."""
    people.not_delivering("ann")
    (opened,) = people.work_goes_on()
    return opened


@pytest.fixture
def held_back(staff):
    """A rule holds back a job post of Ben's."""
    people.member("ben", role="client")
    text = "You pay a registration fee of 35 dollars. Message us on Telegram."
    people.tell(people.posted("ben", 1, text))
    (opened,) = people.work_goes_on()
    return opened


def test_the_owner_is_warned_once_a_day_before(case, staff, mailoutbox):
    owner = case.assignment.staff
    cases.watch_clocks(at=NOW + 2 * DAY - HOUR)
    assert not ClockWarning.objects.exists()
    for at in (NOW + 2 * DAY, NOW + 2 * DAY + HOUR):
        cases.watch_clocks(at=at)
        deliveries.send_to_staff_due(at=at)
    (warned,) = ClockWarning.objects.all()
    assert (warned.what, warned.to, warned.due_at) == ("first look", owner, NOW + 3 * DAY)
    (mail,) = mailoutbox
    assert mail.to == [owner.user.email]
    assert "Soon due: first look" in mail.subject
    assert case.reference in mail.body


def test_a_first_look_nobody_took_goes_to_another_case_manager_too(case, staff):
    owner = case.assignment.staff
    (breach,) = cases.watch_clocks(at=NOW + 3 * DAY)
    assert cases.watch_clocks(at=NOW + 3 * DAY + HOUR) == []
    assert (breach.what, breach.consequence) == ("first look", OnBreach.ESCALATE)
    (given,) = Escalation.objects.all()
    assert given.to != owner
    assert [one.case for one in queries.queue(at=NOW + 3 * DAY, staff=given.to)] == [case]
    assert [one.case for one in queries.queue(at=NOW + 3 * DAY, staff=owner)] == [case]
    assert StaffLetter.objects.get().staff == given.to


def test_what_a_rule_held_back_has_three_clocks(held_back):
    clocks = queries.running_clocks(held_back, at=NOW + HOUR)
    assert [(one.what, one.at - NOW, one.on_breach) for one in clocks] == [
        ("confirmation", DAY, OnBreach.LAPSE),
        ("first look", 3 * DAY, OnBreach.ESCALATE),
        ("end of the inquiry", 10 * DAY, OnBreach.ESCALATE),
    ]


def test_a_forgotten_inquiry_lapses_and_every_breach_is_written_down(held_back):
    cases.watch_clocks(at=NOW + 20 * DAY)
    breaches = ClockBreach.objects.order_by("due_at").values_list("what", "consequence")
    assert list(breaches) == [
        ("confirmation", "lapse"),
        ("first look", "escalate"),
        ("end of the inquiry", "escalate"),
    ]


def test_what_was_confirmed_in_time_is_no_breach(held_back, staff):
    interim = held_back.decisions.get()
    cases.confirm_interim(decision=interim, reasons="A fee.", by=staff["Rita"], at=NOW + HOUR)
    cases.watch_clocks(at=NOW + 2 * DAY)
    assert not ClockBreach.objects.exists()


def test_a_talk_that_was_asked_for_is_someones_clock(case):
    cases.ask_to_talk(case=case, text="", by="ann", at=NOW)
    clocks = queries.running_clocks(case, at=NOW)
    assert [(one.what, one.at - NOW) for one in clocks] == [
        ("first look", 3 * DAY),
        ("talk", 7 * DAY),
    ]


def test_an_appeal_past_its_date_lifts_by_itself_without_any_worker(case, staff):
    """Whether or not the worker runs, and also if the answer comes later."""
    rita = case.assignment.staff
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW)
    decided_at = NOW + 7 * DAY
    wish = Wish(measure, "Eleven of twenty clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=rita, at=decided_at)
    deliveries.deliver_due(at=decided_at)
    starts = decision.effect_at
    appeal = appeals.file(decision=decision, text="No.", by="ann", at=decided_at)
    due = appeal.reply_due_at

    def may(at):
        return queries.may("ann", Capability.APPLY, at=at).allowed

    if starts < due:
        assert not may(due - HOUR)
    assert may(due)
    assert may(due + HOUR)
    assert not queries.standing(case.account, at=due + HOUR).in_force
