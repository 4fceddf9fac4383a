"""Max, the marketplace, is told of every change, once, and can prove that it was us."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks import Webhook, WebhookVerificationError

from goodstanding.webhooks import operations, queries
from goodstanding.webhooks.models import Attempt, Dispatch, Endpoint, Message

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
BODY = {"case": "GS-1", "account": "ann", "words": "naïve, “quoted”"}

pytestmark = pytest.mark.django_db


def seconds(count):
    return NOW + timedelta(seconds=count)


def tell(key="decision 1", kind="decision.made", at=NOW):
    return operations.tell(kind=kind, key=key, body=BODY, at=at)


def test_max_can_prove_that_a_message_is_ours_and_whole(max_):
    endpoint = operations.add_endpoint(url=max_.url, at=NOW)
    message = tell()
    assert operations.dispatch_due(at=NOW) == 1
    [(headers, body)] = max_.told
    with time_machine.travel(NOW, tick=False):
        told = Webhook(endpoint.secret).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(endpoint.secret).verify(body.replace("ann", "abe"), headers)
    assert told == {"type": "decision.made", "timestamp": NOW.isoformat(), "data": BODY}
    assert headers["webhook-id"] == message.id
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == told


def test_a_message_replayed_by_a_thief_a_day_later_is_refused(max_):
    endpoint = operations.add_endpoint(url=max_.url, at=NOW)
    tell()
    operations.dispatch_due(at=NOW)
    [(headers, body)] = max_.told
    with (
        time_machine.travel(NOW + timedelta(days=1), tick=False),
        pytest.raises(WebhookVerificationError, match="too old"),
    ):
        Webhook(endpoint.secret).verify(body, headers)


def test_the_same_change_is_told_once(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    assert tell() == tell(at=seconds(9))
    operations.dispatch_due(at=NOW)
    assert operations.dispatch_due(at=seconds(10_000)) == 0
    assert len(max_.told) == 1


def test_telling_queues_the_work_in_the_same_transaction(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="dispatch").exists()
    tell()
    assert ProcrastinateJob.objects.filter(task_name="dispatch").count() == 1


def test_a_kind_that_is_not_in_the_list_is_refused_with_the_list():
    with pytest.raises(operations.UnknownKindError, match=r"got 'mood\.changed', .*hold\.placed"):
        tell(kind="mood.changed")


def test_a_failing_server_is_tried_again_later_and_later_under_the_same_id(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    message = tell()
    max_.answers += [500, 302, 404]
    assert operations.dispatch_due(at=NOW) == 1
    assert operations.dispatch_due(at=seconds(4)) == 0
    assert operations.dispatch_due(at=seconds(5)) == 1
    assert operations.dispatch_due(at=seconds(5 + 299)) == 0
    assert operations.dispatch_due(at=seconds(5 + 300)) == 1
    assert operations.dispatch_due(at=seconds(5 + 300 + 1800)) == 1
    assert operations.dispatch_due(at=seconds(10**6)) == 0
    assert max_.ids() == [message.id] * 4
    assert [a.status for a in queries.attempts(message)] == [500, 302, 404, 204]
    assert [a.received for a in queries.attempts(message)] == [False, False, False, True]


def test_a_redirect_is_not_followed(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    tell()
    max_.answers += [307]
    operations.dispatch_due(at=NOW)
    assert len(max_.told) == 1
    assert queries.waiting(at=NOW).count() == 1


def test_a_server_that_is_down_costs_one_try_and_the_others_are_told(max_):
    operations.add_endpoint(url="http://127.0.0.1:9/", at=NOW)
    operations.add_endpoint(url=max_.url, at=NOW)
    for number in range(5):
        tell(f"decision {number}")
    assert operations.dispatch_due(at=NOW) == 1 + 5
    assert len(max_.told) == 5
    silent = Attempt.objects.get(received=False)
    assert silent.status is None
    assert "refused" in silent.detail


def test_after_two_weeks_nobody_tries_any_more_and_it_is_known(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    message = tell()
    max_.answers += [500]
    operations.dispatch_due(at=NOW)
    later = NOW + timedelta(days=15)
    assert operations.dispatch_due(at=later) == 0
    assert [one.message for one in queries.given_up(at=later)] == [message]


def test_max_lost_a_message_and_has_it_replayed(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    message = tell()
    operations.dispatch_due(at=NOW)
    assert operations.replay(message=message, at=seconds(60)) == 1
    assert operations.dispatch_due(at=seconds(60)) == 1
    assert max_.ids() == [message.id] * 2


def test_a_replay_that_got_through_ends_the_tries_before_it(max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    message = tell()
    max_.answers += [500]
    operations.dispatch_due(at=NOW)
    operations.replay(message=message, at=seconds(1))
    assert operations.dispatch_due(at=seconds(1)) == 1
    assert operations.dispatch_due(at=seconds(10**5)) == 0
    assert not queries.waiting(at=seconds(10**5)).exists()


def test_an_endpoint_added_twice_is_one_and_keeps_its_secret(max_):
    first = operations.add_endpoint(url=max_.url, at=NOW)
    assert operations.add_endpoint(url=max_.url, at=seconds(1)) == first
    assert first.secret.startswith("whsec_")


def test_a_removed_endpoint_is_told_no_more(max_):
    endpoint = operations.add_endpoint(url=max_.url, at=NOW)
    tell()
    operations.remove_endpoint(endpoint=endpoint, at=seconds(1))
    tell("decision 2")
    assert operations.dispatch_due(at=seconds(2)) == 0
    assert not max_.told
    assert operations.add_endpoint(url=max_.url, at=seconds(3)) != endpoint


@pytest.mark.parametrize("table", ["message", "dispatch", "attempt"])
@pytest.mark.parametrize("attack", ["UPDATE webhooks_{} SET id = id", "DELETE FROM webhooks_{}"])
def test_what_max_was_told_is_never_changed(max_, table, attack):
    operations.add_endpoint(url=max_.url, at=NOW)
    tell()
    operations.dispatch_due(at=NOW)
    with pytest.raises(DatabaseError, match="P8"), transaction.atomic():
        connection.cursor().execute(attack.format(table))
    assert Message.objects.count() == Dispatch.objects.count() == Attempt.objects.count() == 1
    assert Endpoint.objects.count() == 1
