"""Every decision says which law bound it; none is kept that does not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.reports import log
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
COPY = """
INSERT INTO cases_decision SELECT (jsonb_populate_record(d, jsonb_build_object(
    'id', gen_random_uuid(), 'case_id', %s, 'notice_id', %s, 'measure', 'no_action',
    'statement_id', NULL, 'hold_id', NULL, 'ends_at', NULL))).*
FROM cases_decision d WHERE d.id = %s
"""


@pytest.fixture
def decision():
    """Rita restricts Ann, who delivered nothing to eleven of twenty clients."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    return cases.decide(case=case, wish=wish, by=rita, at=NOW + 8 * DAY)


def test_the_log_says_which_law_bound_ann(decision):
    (made,) = [one for one in log.events(at=NOW + 9 * DAY) if one["type"] == "decision.made"]
    assert "GOLD" in made["profiles"]
    assert made["clocks"]["appeal_reply"] == 14 * 86400
    assert made["relaxations"] == []


def test_a_decision_that_does_not_say_which_law_is_refused(decision):
    people.not_delivering("abe")
    (other,) = people.work_goes_on(at=NOW)

    def attack():
        with transaction.atomic(), connection.cursor() as cursor:
            told = notices.serve(
                account=other.account,
                kind="case_closed",
                subject="Nothing follows",
                text="Nothing follows.",
                reference=other.reference,
                cause="by hand",
                signed_by="Rita",
                reply_to="us@example.org",
                at=NOW,
            )
            cursor.execute(COPY, [other.id, told.id, decision.id])

    with pytest.raises(IntegrityError, match=r"P1: decision .* says nothing of the law"):
        attack()
