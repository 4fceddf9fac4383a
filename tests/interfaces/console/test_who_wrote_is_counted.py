"""Ann writes: how long she waits is counted, shown, published, and the marketplace hears of it."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations
from goodstanding.cases.queries import workload
from goodstanding.reports.transparency.pace import pace
from goodstanding.webhooks.models import Message as Told
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)


@pytest.fixture
def wrote(case):
    """Ann wrote, and once more a day later."""
    for day, text in ((0, "When do I hear from you?"), (1, "Are you there?")):
        operations.add(case=case, text=text, by="ann", at=NOW + day * DAY)
    return case


def test_how_long_she_waits_is_a_line_of_the_clocks_and_no_clock_of_the_law(sign_in, wrote):
    page = sign_in("Rita").get("/console/clocks/")
    line = "word to who wrote what we published, 3 days, and no clock of the law 0 0 0 1 0"
    assert line in words(page)
    csv = sign_in("Rita").get("/console/clocks.csv").content.decode()
    assert "running,,word to who wrote,within a week,1" in csv
    assert workload.unheeded(at=NOW + 4 * DAY).counts == (1, 0, 0, 0, 0)
    assert workload.unheeded(at=NOW, hidden={wrote.account_id}).all == 0


def test_her_case_and_the_queue_say_since_when_and_that_it_is_too_long(sign_in, wrote, clock):
    rita = sign_in("Rita")
    on_case = "by what we published they have it by 4 Jun 2026, 10:00"
    assert on_case in words(rita.get(f"/console/cases/{wrote.reference}/"))
    clock.move_to(NOW + 2 * DAY, tick=False)
    assert "more than we published" not in words(sign_in("Rita").get("/console/"))
    clock.move_to(NOW + 3 * DAY, tick=False)
    assert "(3 days, more than we published)" in words(sign_in("Rita").get("/console/"))


def test_the_marketplace_hears_that_she_wrote_and_the_answer_is_published(wrote, staff, settings):
    first, second = Told.objects.filter(kind="message.received").order_by("at")
    assert first.body["case"] == wrote.reference
    assert first.body["account"] == "ann"
    assert (first.body["door"], first.body["written_at"]) == ("portal", NOW.isoformat())
    assert second.body["message"] != first.body["message"]
    assert "hear from you" not in str(first.body)
    settings.REPLY_DAYS = 2
    operations.write(case=wrote, text="Here I am.", by=staff["Rita"], at=NOW + 2 * DAY)
    assert workload.unheeded(at=NOW + 4 * DAY).all == 0
    word = next(one for one in pace(since=NOW, until=NOW + 9 * DAY) if one.slug == "word")
    assert word.promise.startswith("Within 2 days.")
    assert len(word.months) == 1
