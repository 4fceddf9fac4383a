"""Rita asks to give held money back; Fin looks at it and agrees. A hold goes on for a court."""

from datetime import timedelta

import pytest

from goodstanding.funds import queries as funds
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW
from tests.rooms.cases import giving

WHY = giving.WHY


@pytest.fixture
def fraud(staff):
    return giving.held(staff | {"Fin": people.fin()})


def page_of(decision):
    return f"/console/funds/holds/{decision.hold_id}/"


def test_rita_asks_fin_agrees_and_it_is_done(sign_in, fraud):
    page = page_of(fraud)
    part = str(fraud.hold.parts.get().pk)
    rita = sign_in("Rita")
    assert "ann-c1: 500.00 EUR held, paid by client-1" in words(rita.get(page))
    told = {"part": part, "client": "client-1", "amount": "300.00", "why": WHY}
    answer = rita.post(f"{page}give-back", told)
    assert answer.status_code == 302
    look = answer["Location"]
    assert "someone else has to look" in words(rita.get(look))
    assert "waits for a second look" in words(rita.get(page))
    fin = sign_in("Fin")
    seen = fin.get(look)
    assert "300.00 EUR of contract ann-c1" in words(seen)
    assert WHY in words(seen)
    sent = {"answer": "agree", "reasons": "The client paid.", "seen": seen.context["seen"]}
    assert fin.post(f"{look}answer", sent).status_code == 302
    assert "Agreed, and done" in words(fin.get(look))
    assert funds.hold_view(fraud.hold_id).parts[0].given == people.cases.restoring.Money(
        30_000, "EUR"
    )
    assert "Held money is given back to the client" in [
        one.subject for one in notices.of(fraud.case.account)
    ]


def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, fraud):
    page = page_of(fraud)
    part = str(fraud.hold.parts.get().pk)
    told = {"part": part, "client": "client-1", "amount": "500.01", "why": WHY}
    refused = sign_in("Fin").post(f"{page}give-back", told)
    assert refused.status_code == 422
    assert "got 500.01 EUR, expected at most 500.00 EUR" in words(refused)
    assert WHY in words(refused)
    for wrong, said in (
        ({"part": "0"}, "part: expected a contract"),
        ({"amount": "much"}, "amount: "),
        ({"amount": ""}, "amount: got nothing"),
    ):
        refused = sign_in("Fin").post(f"{page}give-back", told | wrong)
        assert said in words(refused)


def test_a_hold_for_a_dispute_has_no_way_back_to_the_client(sign_in, decided):
    people.fin()
    assert "Give it back" not in words(sign_in("Fin").get(page_of(decided)))


def test_a_hold_goes_on_because_the_dispute_went_to_a_court(sign_in, decided):
    people.fin()
    page = page_of(decided)
    fin = sign_in("Fin")
    assert "The dispute went on to arbitration or a court" in words(fin.get(page))
    ends_on = f"{NOW + timedelta(days=60):%Y-%m-%d}"
    told = {"escalation": "District court, 12 C 34/26", "ends_on": ends_on}
    late = told | {"ends_on": "2027-06-01"}
    for wrong, said in (
        (late, "ends_at: got"),
        (told | {"ends_on": "soon"}, "ends_on: got 'soon'"),
        (told | {"escalation": " "}, "Only a hold for a dispute goes on longer"),
    ):
        assert said in words(fin.post(f"{page}longer", wrong))
    assert fin.post(f"{page}longer", told).status_code == 302
    seen = words(fin.get(page))
    assert "District court, 12 C 34/26; Fin" in seen
    assert "The dispute went on" not in seen
    told_ann = notices.of(decided.case.account)[0]
    assert told_ann.subject == "Money is held longer"
    assert "District court, 12 C 34/26" in told_ann.text
