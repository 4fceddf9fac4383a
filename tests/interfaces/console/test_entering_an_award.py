"""Fin enters what a neutral awarded; exactly that moves, once, and both parties are told."""

import pytest

from goodstanding.funds import queries as funds
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import words
from tests.rooms.cases import giving


@pytest.fixture
def held(staff):
    return giving.held(staff | {"Fin": people.fin()})


def award(held, **changed):
    return {
        "part": str(held.hold.parts.get().pk),
        "client": "client-1",
        "amount": "300.00",
        "neutral": "Nell",
        "reference": "award 26/114",
        "reasons": "Half of the work is missing.",
    } | changed


def test_fin_enters_an_award_and_it_is_carried_out_once(sign_in, held):
    page = f"/console/funds/holds/{held.hold_id}/"
    fin = sign_in("Fin")
    assert "A neutral awarded some of it" in words(fin.get(page))
    assert fin.post(f"{page}award", award(held)).status_code == 302
    assert "Both parties and the marketplace are told" in words(fin.get(page))
    assert funds.hold_view(held.hold_id).parts[0].given.minor == 30_000
    (told,) = (one for one in notices.of(held.case.account) if "award" in one.subject)
    assert "as Nell (entered by Fin) awarded (award 26/114)" in told.text
    again = fin.post(f"{page}award", award(held, amount="1.00"))
    assert again.status_code == 422
    assert "expected a new award" in words(again)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "500.01"}, "expected at most 500.00 EUR"),
        ({"amount": "much"}, "expected an amount like"),
        ({"client": "dora"}, "client: got 'dora', expected who paid for it: client-1"),
        ({"reasons": " "}, "reasons: got nothing"),
        ({"neutral": ""}, "neutral: got nothing"),
        ({"part": "0"}, "part: expected a contract"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(sign_in, held, wrong, said):
    answer = sign_in("Fin").post(f"/console/funds/holds/{held.hold_id}/award", award(held, **wrong))
    assert answer.status_code == 422
    assert said in words(answer)
    assert not funds.hold_view(held.hold_id).parts[0].given.minor


def test_rita_who_is_no_finance_officer_is_refused(sign_in, held):
    page = f"/console/funds/holds/{held.hold_id}/"
    rita = sign_in("Rita")
    assert "A neutral awarded" not in words(rita.get(page))
    assert rita.post(f"{page}award", award(held)).status_code == 403
