"""Sue asks Ann something before she answers the appeal; Sam, who decided, cannot."""

from goodstanding.appeals import operations as appeals
from goodstanding.notices import queries as notices
from tests.interfaces.console.reading import words
from tests.people import NOW


def path(appeal, act=""):
    return f"/console/appeals/{appeal.id}/{act}"


def test_sue_asks_and_reads_the_answer_below_her_question(sign_in, appeal):
    client = sign_in("Sue")
    asked = client.post(path(appeal, "ask"), {"question": "Who cancelled?"})
    assert asked["Location"] == f"{path(appeal)}#dialogue"
    assert notices.of(appeal.account).first().signed_by == "Sue"
    appeals.add(appeal=appeal, text="Client 3 & client 4.", by="ann", at=NOW)
    page = words(client.get(path(appeal)))
    question, answer = "Who cancelled? Sue, by console", "Client 3 & client 4. ann, by portal"
    assert page.index(question) < page.index(answer)
    assert "Asked about the appeal Sue" in page
    assert "Filed by ann, on their page." in page


def test_a_question_without_words_is_none(sign_in, appeal):
    refused = sign_in("Sue").post(path(appeal, "ask"), {"question": " "})
    assert refused.status_code == 422
    assert "text: got nothing, expected what you want to say." in words(refused)


def test_sam_who_decided_asks_nothing(sign_in, appeal):
    client = sign_in("Sam")
    assert "Ask Ann something" not in words(client.get(path(appeal)))
    refused = client.post(path(appeal, "ask"), {"question": "Why?"})
    assert refused.status_code == 422
    assert "Sam had a hand in this case" in words(refused)


def test_what_was_said_stays_to_be_read_once_it_is_answered(sign_in, appeal):
    client = sign_in("Sue")
    client.post(path(appeal, "ask"), {"question": "Who cancelled?"})
    client.post(path(appeal, "answer"), {"outcome": "reject", "reasons": "Nobody did."})
    page = words(client.get(path(appeal)))
    assert "Who cancelled?" in page
    assert "Ask Ann something" not in page
