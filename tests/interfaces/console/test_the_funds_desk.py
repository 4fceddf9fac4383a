"""Fin looks at holds every week and says why they go on, or lets them go; else they lapse."""

from datetime import timedelta
from uuid import uuid4

import pytest

from goodstanding.funds import queries as funds
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)


@pytest.fixture
def hold(decided):
    people.fin()
    return decided.hold


@pytest.fixture
def page(hold):
    return f"/console/funds/holds/{hold.pk}/"


def test_fin_looks_at_a_hold_and_it_goes_on_for_a_week(sign_in, hold, page):
    fin = sign_in("Fin")
    assert page in fin.get("/console/funds/").content.decode()
    seen = words(fin.get(page))
    assert "Nobody has looked at it so far." in seen
    assert "ann-c0 150.00 EUR" in seen
    answer = fin.post(
        f"{page}look", {"reasons": "The papers of the client are here; they contest it."}
    )
    assert answer["Location"] == "/console/funds/"
    assert funds.lapses_at(hold) == NOW + 7 * DAY
    seen = words(fin.get(page))
    assert "1 Jun 2026, 10:00, Fin: The papers of the client are here; they contest it." in seen
    assert "8 Jun 2026, 10:00" in words(fin.get("/console/funds/"))


def test_a_look_needs_reasons_and_what_was_typed_stays(sign_in, hold, page):
    answer = sign_in("Fin").post(f"{page}look", {"reasons": " "})
    assert answer.status_code == 422
    assert "reasons: got nothing, expected why the hold goes on." in words(answer)
    assert funds.hold_view(hold.pk).looks == ()


def test_fin_lets_it_go_and_ann_is_told(sign_in, hold, page):
    fin = sign_in("Fin")
    refused = fin.post(f"{page}release", {"reason": ""})
    assert refused.status_code == 422
    assert fin.post(f"{page}release", {"reason": "The client was wrong."}).status_code == 302
    view = funds.hold_view(hold.pk)
    assert (view.released_at, view.parts[0].reason) == (NOW, "The client was wrong.")
    assert "Held money is released" in [one.subject for one in notices.of(hold.account)]
    seen = words(fin.get(page))
    assert "Nothing of it is held any more" in seen
    assert "It goes on for another week" not in seen


def test_after_it_lapsed_nobody_can_make_it_go_on(sign_in, hold, page, clock):
    clock.move_to(NOW + 6 * DAY)
    fin = sign_in("Fin")
    assert "It lapsed on 7 Jun 2026, 10:00 UTC. The money is payable" in words(fin.get(page))
    late = fin.post(f"{page}look", {"reasons": "I was away."})
    assert late.status_code == 422
    assert "This hold lapsed on 7 June 2026" in words(late)


def test_an_analyst_sees_a_hold_and_may_not_touch_it(sign_in, hold, page):
    analyst = people.StaffRole.ANALYST
    people.accounts.employ(name="Al", email="al@example.org", roles=[analyst], at=people.ADOPTED)
    al = sign_in("Al")
    assert "Look at it" not in words(al.get(page))
    for act, told in (("look", {"reasons": "x"}), ("release", {"reason": "x"})):
        answer = al.post(f"{page}{act}", told)
        assert answer.status_code == 422
        assert "by: Al is none of" in words(answer)
    assert funds.hold_view(hold.pk).released_at is None


def test_there_is_no_such_hold(sign_in, staff):
    assert sign_in("Rita").get(f"/console/funds/holds/{uuid4()}/").status_code == 404


def test_what_is_contested_in_a_currency_never_paid_is_listed(sign_in, staff):
    from goodstanding.funds import operations

    people.member("ann")
    people.tell(people.earned("ann", 1, 5_000), people.contested("ann", 1, 900, currency="USD"))
    operations.post_events(at=NOW)
    seen = words(sign_in("Rita").get("/console/funds/"))
    assert "Ann : 9.00 USD of contract ann-c1" in seen or "Ann: 9.00 USD of contract ann-c1" in seen
