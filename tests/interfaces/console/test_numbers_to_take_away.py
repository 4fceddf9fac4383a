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


def test_the_picture_of_the_money_its_table_and_its_figures_say_the_same(case):
    page = f"/console/cases/{case.reference}/"
    with time_machine.travel(NOW, tick=False):
        rita = Client()
        rita.get(links.to_console("Rita").split("8000", 1)[1])
        addresses = (page, "/console/members/ann/", "/console/funds/")
        of_case, of_ann, of_all = (rita.get(one).content.decode() for one in addresses)
        files = (f"{page}flow.csv", "/console/members/ann/money.csv", "/console/funds/flow.csv")
        taken = [list(csv.DictReader(rita.get(one).text.splitlines())) for one in files]
    for shown, address, lines in zip((of_case, of_ann, of_all), files, taken, strict=True):
        assert f'href="{address}"' in shown
        drawn = shown[shown.index('<svg class="flow-drawing') :]
        into = [line for line in lines if line["side"] == "to"]
        for line in into:
            said = f"{float(line['amount']):,.2f} EUR"
            assert drawn.count(said) >= 2, said  # beside its bar, and in the table
        assert drawn[: drawn.index("</svg>")].count("flow-ribbon") == len(into)
    assert {(one["place"], one["amount"]) for one in taken[0]} == {
        ("earned", "150.00"),
        ("contested", "150.00"),
    }
    assert {(one["place"], one["amount"]) for one in taken[1]} == {
        ("earned", "3000.00"),
        ("contested", "150.00"),
        ("payable", "2850.00"),
    }
