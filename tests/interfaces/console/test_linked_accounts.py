"""Rita looks which accounts share a device, a payout target or a team with Ann's."""

import csv
import re
from datetime import timedelta

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.cases import queries
from goodstanding.events import vocabulary as v
from tests import people
from tests.people import NOW, START, stamp

DAY = timedelta(days=1)


def signed_in(account, device, day=0):
    """Somebody signs in to the account from a device."""
    at = stamp(START + day * DAY)
    told = {"source": "max", "id": f"{account}-{device}-{day}", "account": account, "at": at}
    return v.LoginSucceeded(**told, device=device)


def paid_at(account, target):
    """The account is to be paid at a target from now on."""
    told = {"source": "max", "id": f"{account}-at-{target}", "account": account}
    return v.PayoutTargetChanged(**told, at=stamp(START), target=target)


@pytest.fixture
def town(case):
    """Abe shares Ann's laptop and bank, Cleo her laptop; all the library's guests a computer."""
    for name in ("abe", "cleo"):
        people.member(name)
    guests = [signed_in(f"guest-{n}", "library-pc") for n in range(6)]
    people.tell(
        *(signed_in(name, "laptop-7", day) for name in ("ann", "abe", "cleo") for day in (0, 3)),
        *(paid_at(name, "iban-f00") for name in ("ann", "abe")),
        signed_in("ann", "library-pc"),
        *guests,
        signed_in("dora", "phone-1"),
    )
    return case


def test_only_rare_facts_of_two_kinds_are_worth_a_look(town):
    found = queries.linked(town.account, at=NOW)
    assert [one.other for one in found[:3]] == ["abe", "cleo", "guest-0"]
    assert [one.worth_a_look for one in found[:3]] == [True, False, False]
    assert [(one.kind, one.sharing, one.rare) for one in found[0].facts] == [
        ("payout target", 2, True),
        ("device", 3, True),
    ]
    assert (found[1].facts[0].since, found[1].facts[0].latest) == (START, START + 3 * DAY)
    assert {(fact.sharing, fact.rare) for one in found[2:] for fact in one.facts} == {(7, False)}
    assert "dora" not in {one.other for one in found}


def test_a_team_is_declared_and_proves_nothing(case):
    agency, bea = people.member("studio", role="agency"), people.member("bea")
    for one in (case.account, bea):
        accounts.join_agency(agency=agency, member=one, at=START)
    found = queries.linked(case.account, at=NOW)
    assert [(one.other, one.facts[0].kind, one.facts[0].sharing) for one in found] == [
        ("bea", "team", 3),
        ("studio", "team", 3),
    ]
    assert not any(fact.rare for one in found for fact in one.facts)


def test_the_page_draws_them_and_says_nothing_of_what_is_shared(sign_in, town):
    rita, at = sign_in("Rita"), f"/console/cases/{town.reference}/"
    assert f'href="{at}links/"' in rita.get(at).text
    shown, table = rita.get(f"{at}links/").text, rita.get(f"{at}links.csv").text
    for told in (shown, table):
        assert not any(raw in told for raw in ("laptop-7", "iban-f00", "library-pc"))
    drawn = shown[shown.index('<svg class="links') : shown.index("</svg>", shown.index("links-dr"))]
    assert drawn.count("<circle") == 1 + 8
    assert drawn.count("<rect") == 3
    assert "Abe" in drawn
    assert re.search(r">payout target …[0-9a-f]{6}</text>", drawn)
    rows = list(csv.DictReader(table.splitlines()))
    assert [row["account"] for row in rows[:3]] == ["abe", "abe", "cleo"]
    assert rows[0]["rare"] == "yes"
    assert len({row["mark"] for row in rows}) == 3


def test_a_protected_member_is_left_out_of_them(sign_in, town, staff):
    (abe,) = (one.account for one in queries.linked(town.account, at=NOW) if one.other == "abe")
    told = {"reason": "A journalist.", "by": staff["Sue"], "at": NOW}
    accounts.protect(account=abe, readers=[staff["Sam"], staff["Sue"]], **told)
    shown = sign_in("Rita").get(f"/console/cases/{town.reference}/links/").text
    assert "Abe" not in shown
    assert "Cleo" in shown


def test_who_shares_nothing_is_said_to(sign_in, case):
    shown = sign_in("Rita").get(f"/console/cases/{case.reference}/links/").text
    assert "No other account was seen with anything" in shown
