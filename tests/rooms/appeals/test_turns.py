"""Whoever changes a case waits for it first, then its decision, then its appeal."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.operations import Mail
from goodstanding.law.appeal import Door
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ORDER = ["cases_case", "cases_decision", "appeals_appeal"]
LOCK = re.compile(r'FOR UPDATE OF "(\w+)"')


@pytest.fixture
def decision():
    """Ann got a warning, and its notice is delivered."""
    people.rulebook()
    people.team()
    people.member("ann")
    people.tell(*people.contracts("ann", bad=11))
    (case,) = people.work_goes_on()
    manager = case.assignment.staff
    wish = Wish(MeasureKind.WARNING, "Eleven got nothing.")
    made = cases.decide(case=case, wish=wish, by=manager, at=NOW)
    deliveries.deliver_due(at=NOW)
    return made


@pytest.fixture
def appeal(decision):
    return appeals.file(decision=decision, text="Nine cancelled.", by="ann", at=NOW + DAY)


@contextmanager
def in_turn(*waited_for):
    """Expect that these are waited for, each first met in the one order."""
    with CaptureQueriesContext(
        connection,
    ) as done:
        yield
    met = [one[1] for each in done if (one := LOCK.search(each["sql"]))]
    first = [one for one in dict.fromkeys(met) if one in ORDER]
    assert first == list(waited_for)


def test_who_files_waits_for_the_case_and_then_for_its_decision(decision):
    with in_turn("cases_case", "cases_decision"):
        appeals.file(decision=decision, text="Nine cancelled.", by="ann", at=NOW + DAY)


def test_so_does_the_marketplace_that_files_for_her(decision):
    with in_turn("cases_case", "cases_decision"):
        appeals.submit(decision=decision, text="Nine cancelled.", at=NOW + DAY, door=Door.API)


def test_a_mail_in_an_appeal_waits_in_the_same_order(appeal):
    mail = Mail("<1@x>", "ann@example.org", "More", "See the messages.")
    with in_turn(*ORDER):
        appeals.receive(token=appeal.decision.case.token, mail=mail, at=NOW + 2 * DAY)
    assert appeal.remarks.get().text == "See the messages."


@pytest.mark.parametrize(
    "act",
    [
        lambda appeal, by: appeals.add(appeal=appeal, text="More.", by="ann", at=NOW + 2 * DAY),
        lambda appeal, by: appeals.ask(appeal=appeal, text="Which?", by=by, at=NOW + 2 * DAY),
        lambda appeal, by: appeals.reject(appeal=appeal, reasons="No.", by=by, at=NOW + 2 * DAY),
        lambda appeal, by: appeals.uphold(appeal=appeal, reasons="Yes.", by=by, at=NOW + 2 * DAY),
        lambda appeal, by: appeals.modify(
            appeal=appeal,
            wish=Wish(MeasureKind.COACHING_NOTE, "A note is enough."),
            by=by,
            at=NOW + 2 * DAY,
        ),
    ],
    ids=["add", "ask", "reject", "uphold", "modify"],
)
def test_and_so_does_whoever_writes_or_answers(appeal, act):
    with in_turn(*ORDER):
        act(appeal, appeal.assignment.reviewer)
