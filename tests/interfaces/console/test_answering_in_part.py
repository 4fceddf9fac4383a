"""An appeal is answered in part, or not looked into, on the reviewer's page."""

from goodstanding.appeals.models import AppealOutcome
from tests.interfaces.console.reading import words


def path(appeal, act=""):
    return f"/console/appeals/{appeal.id}/{act}"


def test_sue_puts_a_warning_in_the_place_of_a_restriction(sign_in, appeal):
    client = sign_in("Sue")
    page = words(client.get(path(appeal)))
    assert "In part: modify." in page
    assert "Mildest first; the law opens no others" in page
    assert "Warning" in page
    told = {"outcome": "modify", "measure": "warning", "reasons": "The hold was too much."}
    assert client.post(path(appeal, "answer"), told).status_code == 302
    page = words(client.get(path(appeal)))
    assert "The decision is modified: a milder one takes its place." in page
    assert "What takes its place" in page


def test_a_shorter_time_is_typed_in_days(sign_in, appeal):
    client = sign_in("Sue")
    told = {"outcome": "modify", "measure": "restriction", "days": "2", "reasons": "Less will do."}
    assert client.post(path(appeal, "answer"), told).status_code == 302
    outcome = AppealOutcome.objects.get()
    assert outcome.milder.ends_at < appeal.decision.ends_at
    assert outcome.milder.hold is None


def test_what_is_not_chosen_or_not_milder_is_said_by_field(sign_in, appeal):
    client = sign_in("Sue")
    for typed, said in (
        ({"outcome": "modify"}, "measure:"),
        ({"outcome": "modify", "measure": "suspension"}, "measure:"),
        ({"outcome": "modify", "measure": "restriction", "days": "0"}, "days:"),
        ({"outcome": "inadmissible"}, "code: got nothing, expected one of out_of_time"),
        ({"outcome": "inadmissible", "code": "out_of_time"}, "It came in time"),
        ({"outcome": "nicer"}, "outcome: got nicer, expected one of uphold, modify"),
    ):
        answer = client.post(path(appeal, "answer"), typed | {"reasons": "Because."})
        assert answer.status_code == 422
        assert said in words(answer)
    assert not AppealOutcome.objects.exists()


def test_only_reasons_the_record_does_not_gainsay_are_offered(sign_in, appeal):
    client = sign_in("Sue")
    page = words(client.get(path(appeal)))
    assert "What it is about was not decided here" in page
    assert "It came after the last day for it" not in page
    told = {"outcome": "inadmissible", "code": "nothing_decided", "reasons": "The bank did."}
    assert client.post(path(appeal, "answer"), told).status_code == 302
    assert "The appeal was not looked into." in words(client.get(path(appeal)))
