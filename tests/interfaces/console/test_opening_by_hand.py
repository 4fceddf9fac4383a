"""S2: one complaint among fifty gives no ground for a case, and the law says so."""

from goodstanding.cases import queries
from tests import people
from tests.interfaces.console.reading import words

PATH = "/console/cases/new/"
TOLD = {"account": "ann", "policy": "poor-performance", "why": "A client wrote to us."}


def test_one_bad_outcome_of_fifty_opens_no_case(sign_in, staff):
    account = people.not_delivering("ann", bad=1, total=50)
    people.work_goes_on()
    answer = sign_in("Rita").post(PATH, TOLD)
    assert answer.status_code == 422
    page = words(answer)
    assert "No detector finds anything in this record (1 of 50)" in page
    assert "so Poor performance gives no ground for a case." in page
    assert "A client wrote to us." in answer.content.decode()
    assert 'value="ann"' in answer.content.decode()
    assert not queries.of(account).exists()


def test_a_second_case_beside_an_open_one_is_refused(sign_in, case):
    answer = sign_in("Rita").post(PATH, TOLD)
    assert answer.status_code == 422
    assert "Ann already has an undecided case under Poor performance." in words(answer)


def test_after_a_decision_a_finding_that_stands_opens_another(sign_in, decided):
    answer = sign_in("Rita").post(PATH, TOLD)
    assert answer.status_code == 302
    page = words(sign_in("Rita").get(answer["Location"]))
    assert "A client wrote to us." in page
    assert "opened 1 Jun 2026, 10:00 by Rita" in page


def test_an_unknown_member_or_policy_is_named(sign_in, staff):
    client = sign_in("Rita")
    unknown = client.post(PATH, TOLD | {"account": "zoe"})
    assert unknown.status_code == 422
    assert "account: got 'zoe', expected one that was reported" in words(unknown)
    people.member("ann")
    nowhere = client.post(PATH, TOLD | {"policy": "good-manners"})
    assert "policy: got 'good-manners', expected one that is in force." in words(nowhere)


def test_everything_left_out_is_named(sign_in, staff):
    page = words(sign_in("Rita").post(PATH, {"account": "", "policy": "", "why": ""}))
    for field in ("account", "policy", "why"):
        assert f"{field}: got nothing, expected" in page


def test_the_member_one_comes_from_is_filled_in(sign_in, staff):
    assert 'value="ann"' in sign_in("Rita").get(PATH, {"account": "ann"}).content.decode()
