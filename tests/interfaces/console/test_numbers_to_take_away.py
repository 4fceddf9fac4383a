"""Rita takes the numbers behind Ann's drawing and sums away, and reckons with them herself."""

import csv

import pytest
import time_machine
from django.test import Client

from goodstanding.interfaces import links
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    people.rulebook()
    people.team()
    people.not_delivering("ann", at=NOW)
    people.tell(people.contested("ann", 0, 150_000), at=NOW)
    (opened,) = people.work_goes_on(at=NOW)
    return opened


def test_the_page_links_the_numbers_and_they_are_those_of_the_page(case):
    page = f"/console/cases/{case.reference}/"
    with time_machine.travel(NOW, tick=False):
        rita = Client()
        rita.get(links.to_console("Rita").split("8000", 1)[1])
        shown = rita.get(page).content.decode()
        record, money = (rita.get(f"{page}{name}") for name in ("record.csv", "money.csv"))
    assert f'href="{page}record.csv"' in shown
    assert f'href="{page}money.csv"' in shown
    assert record["Content-Disposition"] == f'attachment; filename="{case.reference}-record.csv"'
    outcomes = list(csv.DictReader(record.content.decode().splitlines()))
    of_one = [one for one in outcomes if one["detector"] == outcomes[0]["detector"]]
    assert [int(one["number"]) for one in of_one] == list(range(1, len(of_one) + 1))
    assert int(of_one[-1]["bad_so_far"]) == sum(one["bad"] == "yes" for one in of_one) > 0
    (line,) = csv.DictReader(money.content.decode().splitlines())
    assert (line["contract"], line["currency"]) == ("ann-c0", "EUR")
    assert line["contested"] == "1500.00"
    assert line["held"] == ""
