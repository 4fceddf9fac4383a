"""The preliminary notice is read before it is served."""

from goodstanding.cases import queries as cases
from goodstanding.law.procedure import State
from goodstanding.notices import queries as notices
from tests.interfaces.console.reading import words
from tests.people import NOW


def path(case):
    return f"/console/cases/{case.reference}/hearing/"


def test_the_notice_of_the_most_that_may_follow_is_drafted(sign_in, case):
    page = words(sign_in("Rita").get(path(case)))
    assert "Subject Your side first: poor performance" in page
    assert "What is proposed: restriction: no applying for jobs, for at most 14 days." in page
    assert "Ann can answer until 8 Jun 2026, 10:00 ." in page


def test_the_notice_of_something_milder_can_be_read_instead(sign_in, case):
    page = words(sign_in("Rita").get(path(case), {"measure": "warning"}))
    assert "What is proposed: warning" in page


def test_what_was_read_is_what_is_served(sign_in, case):
    client = sign_in("Rita")
    drafted = words(client.get(path(case)))
    answer = client.post(path(case), {"measure": "restriction"})
    assert answer["Location"] == f"/console/cases/{case.reference}/"
    assert cases.state(case, at=NOW) == State.AWAITING_ANSWER
    (served,) = notices.of(case.account)
    read = words(client.get(f"/console/members/ann/notices/{served.id}/"))
    letter = drafted[drafted.index("Dear Ann,") : drafted.index("Reference GS-")]
    assert letter in read


def test_what_could_not_follow_is_not_proposed(sign_in, case):
    answer = sign_in("Rita").post(path(case), {"measure": "suspension"})
    assert answer.status_code == 422
    assert "A suspension is not open here. No finding that counts" in words(answer)
    assert not notices.of(case.account).exists()


def test_something_unheard_of_is_named_with_what_was_expected(sign_in, case):
    answer = sign_in("Rita").post(path(case), {"measure": "exile"})
    assert answer.status_code == 422
    assert "measure: got 'exile', expected one of the policy's ladder." in words(answer)


def test_after_the_decision_nobody_is_heard_on_it(sign_in, decided):
    client = sign_in("Rita")
    assert "“serve preliminary notice” is not open" in words(client.get(path(decided.case)))
    assert client.post(path(decided.case), {"measure": "warning"}).status_code == 422
