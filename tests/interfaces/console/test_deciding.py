"""A decision is read word for word before it is made, and made once."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.funds import queries as funds
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Capability, Money
from goodstanding.notices import queries as notices
from tests import people
from tests.interfaces.console.reading import marks, words
from tests.people import NOW

WHY = "Eleven clients got nothing; a warning would not protect the next ones."


@pytest.fixture
def wish():
    return {
        "measure": "restriction",
        "emergency": "",
        "capabilities": ["apply"],
        "ends_on": "2026-06-10",
        "reasons": WHY,
        "hold:EUR:ann-c0": "150",
    }


@pytest.fixture
def rita(sign_in):
    return sign_in("Rita")


def path(case):
    return f"/console/cases/{case.reference}/decide/"


def seen(page):
    return page.context["seen"]


def test_only_what_the_law_leaves_open_is_asked(rita, heard):
    page = words(rita.get(path(heard), {"measure": "restriction"}))
    assert "What it stops Applying for jobs" in page
    assert "Only contract ann-c0, which is contested" in page
    assert "ends at the latest the law allows: 15 Jun 2026, 10:00" in page
    assert "At most 150.00 EUR" in page
    warning = words(rita.get(path(heard), {"measure": "warning"}))
    assert "What it stops" not in warning
    assert "At most 150.00 EUR" in warning


def test_the_first_step_shows_everything_and_decides_nothing(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview"})
    assert page.status_code == 200
    text = words(page)
    assert "Nothing is decided yet" in text
    assert "Subject Restriction, and a hold on contested money: poor performance" in text
    assert f"Why not less: {WHY}" in text
    assert "From 1 June 2026 until 10 June 2026 10:00 UTC." in text
    assert "Held: 150.00 EUR of contract ann-c0." in text
    assert "Payable to you as always: 2,850.00 EUR." in text
    assert "As a confirmed violation until 1 June 2027." in text
    assert "Until 1 December 2026, to another person." in text
    assert queries.decision(heard) is None


def test_the_second_step_does_what_was_shown(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview"})
    letter = words(page)
    letter = letter[letter.index("Dear Ann,") : letter.index("Reference GS-")]
    sent = dict(page.context["sent"])
    answer = rita.post(path(heard), wish | sent | {"step": "confirm", "seen": seen(page)})
    assert answer["Location"] == f"/console/cases/{heard.reference}/"
    assert "Decided: restriction. The member is told." in words(rita.get(answer["Location"]))
    assert not queries.may("ann", Capability.APPLY, at=NOW).allowed
    assert queries.may("ann", Capability.APPLY, at=NOW + timedelta(days=9)).allowed
    assert funds.balances(heard.account)[Pot("ann-c0", "EUR")].held == Money(15_000, "EUR")
    told = notices.of(heard.account).first()
    assert letter in words(rita.get(f"/console/members/ann/notices/{told.id}/"))


def test_whether_it_was_meant_is_told_as_rita_found_it(rita, heard, wish):
    assert "Was it meant?" in words(rita.get(path(heard), {"measure": "restriction"}))
    assert "Was it meant?" not in words(rita.get(path(heard), {"measure": "coaching_note"}))
    page = rita.post(path(heard), wish | {"intention": "careless", "step": "preview"})
    assert "Intention: it was careless." in words(page)
    assert ("intention", "careless") in page.context["sent"]
    sent = wish | dict(page.context["sent"]) | {"step": "confirm", "seen": seen(page)}
    rita.post(path(heard), sent)
    assert queries.decision(heard).factors["intent"] == "careless"
    refused = rita.post(path(heard), wish | {"intention": "evil", "step": "preview"})
    assert refused.status_code == 422


def test_a_second_confirmation_decides_nothing_more(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview"})
    sent = wish | {"step": "confirm", "seen": seen(page)}
    rita.post(path(heard), sent)
    again = rita.post(path(heard), sent)
    assert again.status_code == 422
    assert "The case is decided: “decide” is not open" in words(again)
    assert heard.decisions.count() == 1


def test_between_the_steps_one_can_change_ones_mind_and_nothing_is_lost(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "change"})
    text = marks(page)
    assert WHY in text
    assert 'value="2026-06-10"' in text
    assert 'value="150"' in text
    assert 'value="apply" checked' in text


def test_an_answer_that_came_meanwhile_is_read_first(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview"})
    cases.answer(case=heard, text="And three took the work later.", by="ann", at=NOW)
    late = rita.post(path(heard), wish | {"step": "confirm", "seen": seen(page)})
    assert late.status_code == 422
    assert "Something has come into the case since you read it." in words(late)
    assert queries.decision(heard) is None
    done = rita.post(path(heard), wish | {"step": "confirm", "seen": seen(late)})
    assert done.status_code == 302


def test_a_decision_has_reasons(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "reasons": "  "})
    assert page.status_code == 422
    assert "reasons: got nothing, expected in your own words why this and not less." in words(page)
    assert 'value="150"' in marks(page)


def test_more_than_is_contested_is_not_held(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "hold:EUR:ann-c0": "150.01"})
    assert page.status_code == 422
    assert "A hold of 150.01 EUR on contract ann-c0 is not open: at most 150.00 EUR" in words(page)
    assert WHY in marks(page)


def test_nothing_is_held_of_a_contract_nobody_contests(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "hold:EUR:ann-c1": "10"})
    assert page.status_code == 422
    assert "A hold of 10.00 EUR on contract ann-c1 is not open" in words(page)


@pytest.mark.parametrize("typed", ["much", "1.234", "-5", "1e3"])
def test_an_amount_is_an_amount(rita, heard, wish, typed):
    page = rita.post(path(heard), wish | {"step": "preview", "hold:EUR:ann-c0": typed})
    assert page.status_code == 422
    told = f"hold of contract ann-c0: got “{typed}”, expected an amount like 450.00"
    assert told in words(page)


def test_an_end_after_the_latest_is_refused_with_the_reason(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "ends_on": "2026-07-01"})
    assert page.status_code == 422
    assert "The end must lie after 1 June 2026 and by 15 June 2026" in words(page)


def test_the_latest_day_offered_is_accepted(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "ends_on": "2026-06-15"})
    assert "until 15 June 2026 10:00 UTC" in words(page)


def test_a_restriction_stops_something(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "capabilities": []})
    assert page.status_code == 422
    assert "A restriction names at least one capability." in words(page)


def test_a_step_that_is_not_open_says_why_and_keeps_what_was_written(rita, heard, wish):
    page = rita.post(path(heard), wish | {"step": "preview", "measure": "suspension"})
    assert page.status_code == 422
    assert "A suspension is not open here." in words(page)
    assert WHY in words(page)


def test_nothing_is_decided_while_her_answer_is_awaited(rita, case, staff):
    from goodstanding.law.terms import MeasureKind

    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    page = rita.get(path(case), {"measure": "warning"})
    assert page.status_code == 422
    assert "The case is awaiting answer: “decide” is not open" in words(page)


def test_an_emergency_off_the_list_is_refused(rita, heard):
    page = rita.get(path(heard), {"measure": "restriction", "emergency": "bad_mood"})
    assert page.status_code == 422
    assert "emergency: got 'bad_mood', expected one of the closed list." in words(page)


def test_an_order_of_an_authority_opens_a_restriction_before_hearing(rita, case):
    page = rita.get(path(case), {"measure": "restriction", "emergency": "authority_order"})
    assert page.status_code == 200
    assert "Emergency stated: authority order . Ann is told of it." in words(page)
    shut = rita.get(path(case), {"measure": "restriction", "emergency": "imminent_safety"})
    assert shut.status_code == 422


def test_the_measure_can_be_kept_to_the_contested_contract(rita, heard, wish):
    narrow = wish | {"contracts": ["ann-c0"], "other_contracts": "ann-c7, ann-c9"}
    page = rita.post(path(heard), narrow | {"step": "preview"})
    assert "on contract ann-c0, ann-c7 and ann-c9 only" in words(page)


def test_before_hearing_only_the_one_job_post_is_held_back(rita, staff):
    people.member("ben", role="client")
    text = "Pay a registration fee of 50 first, then contact me on Telegram to start."
    people.tell(people.posted("ben", 1, text))
    (case,) = people.work_goes_on()
    drafted = words(rita.get(f"/console/cases/{case.reference}/"))
    assert "This stops posting jobs, for ben-j1 only." in drafted
    page = marks(rita.get(path(case), {"measure": "interim_restriction"}))
    assert '<option value="ben-j1" selected>' in page
    told = {"measure": "interim_restriction", "capabilities": ["post_job"], "reasons": "A scam."}
    wider = rita.post(path(case), told | {"subject": "", "step": "preview"})
    assert "This stops posting jobs, on your whole account." in words(wider)
