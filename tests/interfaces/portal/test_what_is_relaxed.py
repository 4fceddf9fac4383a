"""Where the marketplace asks less of itself, the member reads it; each decision keeps it."""

import re
from datetime import timedelta

import pytest
import time_machine

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as deliveries
from goodstanding.policies import operations as policies
from goodstanding.reports import log
from tests import people
from tests.people import ADOPTED, NOW
from tests.rooms.policies.test_platform import BASE, relaxed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def relaxing(tmp_path):
    """Olga gave the team 21 days to answer an appeal, where no law gives less."""
    people.rulebook()
    people.team()
    file = tmp_path / "platform.toml"
    file.write_text(BASE + relaxed())
    policies.adopt_platform(file=file, by="Pia", at=ADOPTED + 14 * DAY)


def standing_page(client, name):
    with time_machine.travel(NOW, tick=False):
        path = links.to_portal(name).split("8000", 1)[1]
        page = client.get(path, follow=True).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_ann_reads_where_less_is_asked_and_whoever_a_law_protects_reads_nothing_of_it(
    client, relaxing
):
    people.member("ann")
    people.accounts.register(name="lea", role="contractor", country="DE", at=ADOPTED)
    said = standing_page(client, "ann")
    assert "Where we ask less of ourselves with you" in said
    assert "appeal_reply_max: P21D , decided by Olga on 15 January 2026. Our team is new." in said
    assert "Where we ask less" not in standing_page(client, "lea")


def test_the_line_of_a_decision_says_what_was_relaxed(relaxing):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.WARNING, by=rita, at=NOW)
    deliveries.deliver_due(at=NOW)
    cases.decide(case=case, wish=Wish(MeasureKind.WARNING, "Late."), by=rita, at=NOW + 8 * DAY)
    (made,) = [one for one in log.events(at=NOW + 9 * DAY) if one["type"] == "decision.made"]
    assert made["relaxations"] == ["appeal_reply_max"]
    assert made["clocks"]["appeal_reply"] == 21 * 86400
