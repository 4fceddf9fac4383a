"""Workers are killed, and work side by side: each change has one effect at Max's."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.db import connection

from goodstanding.webhooks import operations
from goodstanding.webhooks.models import Attempt

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
WORKER = """
import django; django.setup()
from datetime import datetime
from goodstanding.webhooks.operations import dispatch_due
dispatch_due(at=datetime.fromisoformat("2026-06-01T10:00:00+00:00"))
"""

pytestmark = pytest.mark.django_db(transaction=True)


def worker():
    """A worker in a process of its own, on the database of this test."""
    of = {name: quote(str(value), safe="/") for name, value in connection.settings_dict.items()}
    port = f":{of['PORT']}" if of["PORT"] else ""
    address = f"postgresql://{of['USER']}:{of['PASSWORD']}@{port}/{of['NAME']}?host={of['HOST']}"
    env = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env)


def tell(max_, count=1):
    operations.add_endpoint(url=max_.url, at=NOW)
    for number in range(count):
        operations.tell(kind="decision.made", key=f"decision {number}", body={}, at=NOW)


def dispatch_once_the_dead_let_go():
    """The database notices a moment later that a worker is dead; then its row is free."""
    tries = (operations.dispatch_due(at=NOW) for _ in range(10_000))
    return next(count for count in tries if count)


def test_a_worker_killed_before_it_wrote_the_try_down_sends_the_same_id_again(max_):
    tell(max_)
    killed = worker()  # takes a second to start, so it is known before it sends
    max_.before_answering.append(killed.kill)
    assert killed.wait() == -signal.SIGKILL
    assert len(max_.told) == 1
    assert not Attempt.objects.exists()
    assert dispatch_once_the_dead_let_go() == 1
    first, again = max_.ids()
    assert first == again
    assert operations.dispatch_due(at=NOW) == 0


def test_two_workers_at_once_send_a_message_once(max_):
    tell(max_)
    meanwhile = []

    def another_worker():
        meanwhile.append(operations.dispatch_due(at=NOW))
        connection.close()

    max_.before_answering.append(another_worker)
    assert operations.dispatch_due(at=NOW) == 1
    assert meanwhile == [0]
    assert len(max_.told) == 1


def test_another_worker_takes_the_messages_the_first_is_not_at(max_):
    tell(max_, count=3)
    meanwhile = []

    def another_worker():
        meanwhile.append(operations.dispatch_due(at=NOW))
        connection.close()

    max_.before_answering.append(another_worker)
    assert operations.dispatch_due(at=NOW) == 1
    assert meanwhile == [2]
    assert len(set(max_.ids())) == len(max_.ids()) == 3
