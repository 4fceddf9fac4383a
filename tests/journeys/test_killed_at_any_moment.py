"""S22: the process is killed at any moment of a decision; all of it or none of it, and once."""

import os
import socket
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from goodstanding.accounts.models import Staff
from goodstanding.cases import operations
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Agreement, Decision, DecisionFinding, Strike
from goodstanding.law.terms import MeasureKind
from goodstanding.notices.models import DeliveryAttempt, Notice, Statement
from goodstanding.webhooks import operations as webhooks
from goodstanding.webhooks.models import Attempt, Message
from tests import database, floods, people
from tests.journeys import dying
from tests.people import NOW

EVERY = 1 if "KILLS" in os.environ else 3
"""The worker is killed at every third step; with `KILLS=all` at each."""

pytestmark = pytest.mark.django_db(transaction=True)


class Post:
    """The member's mail server: counts what arrives, by Message-ID."""

    def __init__(self):
        self.arrived = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        text = envelope.content.decode()
        (id_,) = [li[12:] for li in text.splitlines() if li.lower().startswith("message-id: ")]
        self.arrived[id_] += 1
        return "250 OK"


@contextmanager
def post_office():
    post = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, port
    finally:
        controller.stop()


@contextmanager
def marketplace():
    """Max's server: counts what it is told, by webhook id."""
    told = Counter()

    class Max(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            told[self.headers["webhook-id"]] += 1
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Max)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told, f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Mortal:
    """The process that can be told when to die."""

    def __init__(self, mail_port):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
            "DATABASE_URL": database.address(),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.dying"],
            env=environment,
            cwd=people.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout.readline() == "ready\n"

    def does(self, *task, dying_at=0):
        """Do a task, dying before the n-th step; the steps it took, or None if it died."""
        print(dying_at, *task, file=self._process.stdin, flush=True)
        fate, *steps = self._process.stdout.readline().split()
        assert fate in {"died", "lived"}
        return int(steps[0]) if steps else None

    def ends(self):
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture
def world():
    """Mail and endpoint are there, and many members wait for a decision."""
    people.rulebook()
    people.team()
    with post_office() as (post, port), marketplace() as (told, address):
        webhooks.add_endpoint(url=address, at=NOW)
        mortal = Mortal(port)
        yield mortal, post.arrived, told
        mortal.ends()


def cases_waiting(count):
    """So many members have let fourteen of twenty clients down."""
    names = [f"ann-{n}" for n in range(count)]
    for name in names:
        people.member(name)
    people.tell(
        *(
            people.ended(name, n, "not_delivered" if n % 3 else "accepted")
            for name in names
            for n in range(20)
        )
    )
    return [case.reference for case in people.work_goes_on()]


def jobs_left():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs WHERE status <> 'failed'")
        return cursor.fetchall()


def test_a_decision_is_all_there_or_not_at_all_wherever_it_is_cut_short(world):
    mortal, _, _ = world
    (reference,) = cases_waiting(1)
    mortal.does("work")
    before = notices_messages_jobs()
    steps = 0
    while (lived := mortal.does("decide", reference, dying_at=steps + 1)) is None:
        steps += 1
        assert Decision.objects.count() == 0
        assert notices_messages_jobs() == before
    assert lived == steps > 20
    (decision,) = Decision.objects.all()
    assert decision.statement == Statement.objects.get()
    assert Strike.objects.filter(decision=decision).count() == 1
    assert [task for task, _ in jobs_left()] == ["deliver", "dispatch"]


def test_an_agreement_is_carried_out_or_was_never_given_wherever_it_is_cut_short(world):
    mortal, _, _ = world
    proposal = waiting_for_a_second_person()
    before, steps = notices_messages_jobs(), 0
    while (lived := mortal.does("agree", proposal.pk, dying_at=steps + 1)) is None:
        steps += 1
        assert not Agreement.objects.exists()
        assert not Decision.objects.filter(measure="termination").exists()
        assert notices_messages_jobs() == before
    assert lived == steps > 20
    agreement = Agreement.objects.get()
    assert agreement.decision.measures.count() == 1
    assert agreement.decision.statement.notice == agreement.decision.notice
    assert DecisionFinding.objects.filter(decision=agreement.decision).count() == 2


def waiting_for_a_second_person():
    """Rita proposes to end Ann's account, who was warned and heard; nothing else is left to do."""
    floods.adopted()
    staff = {one.name: one for one in Staff.objects.all()}
    case = floods.warned_and_heard(staff)
    wish = Wish(MeasureKind.TERMINATION, "Warned once, and twice more since.")
    return operations.propose(case=case, wish=wish, by=staff["Rita"], at=NOW)


def notices_messages_jobs():
    return Notice.objects.count(), Message.objects.count(), len(jobs_left())


def test_a_worker_killed_between_any_two_steps_tells_everyone_once(world):
    mortal, mails, told = world
    references = iter(cases_waiting(100))
    mortal.does("work")
    for step in count(1, EVERY):
        mails.clear()
        told.clear()
        dying.decide(next(references))
        lived = mortal.does("work", dying_at=step)
        if lived is None:
            mortal.does("work")
        decision = Decision.objects.latest("at")
        everyone_knows_once(decision, mails, told)
        if lived is not None:
            break
    assert step - EVERY <= lived < step
    assert lived > 40


def everyone_knows_once(decision, mails, told):
    notice = decision.notice
    assert Notice.objects.filter(cause=notice.cause).count() == 1
    assert list(mails) == [f"<{notice.id}@cases.example.org>"]
    made = DeliveryAttempt.objects.filter(delivery__notice=notice, delivered=True)
    assert sorted(made.values_list("delivery__channel", flat=True)) == ["mail", "portal"]
    messages = Message.objects.filter(body__case=decision.case.reference, at=decision.at)
    assert set(told) == set(messages.values_list("id", flat=True)) != set()
    assert Attempt.objects.filter(dispatch__message__in=messages).count() == messages.count()
    assert jobs_left() == []
