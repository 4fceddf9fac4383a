"""A process that does real work and is killed (SIGKILL) just before its n-th step.

A step is anything that leaves the process: a statement or commit to PostgreSQL by whichever
connection, a line to the mail server, a request to an endpoint. Started once, it is told on
standard input what to do and when to die, does each in a fork, and answers `died` or
`lived <steps>`.
"""

import gc
import os
import signal
import smtplib
import sys
from threading import Lock

import django
import httpx
import psycopg


class Steps:
    """Counts steps, and kills this process before the n-th; with n = 0 it only counts."""

    def __init__(self, fatal):
        self.fatal, self.taken, self._lock = fatal, 0, Lock()

    def take(self):
        with self._lock:
            self.taken += 1
            if self.taken == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner, name):
        original = getattr(owner, name)

        def stepping(*args, **kwargs):
            self.take()
            return original(*args, **kwargs)

        setattr(owner, name, stepping)

    def watch_everything(self):
        for owner, name in (
            (psycopg.Cursor, "execute"),
            (psycopg.Cursor, "executemany"),
            (psycopg.AsyncCursor, "execute"),
            (psycopg.Connection, "commit"),
            (psycopg.AsyncConnection, "commit"),
            (smtplib.SMTP, "send"),
            (httpx.Client, "send"),
        ):
            self.watch(owner, name)


def decide(reference):
    """Warn the member of a case."""
    from goodstanding.cases import operations, queries
    from goodstanding.cases.drafting.plan import Wish
    from goodstanding.config.clock import now
    from goodstanding.law.terms import MeasureKind

    case = queries.case(reference)
    wish = Wish(MeasureKind.WARNING, "Fourteen of twenty clients got nothing.")
    operations.decide(case=case, wish=wish, by=case.assignment.staff, at=now())


def agree(proposal):
    """Sue agrees to a proposal, and so an account is ended."""
    from goodstanding.accounts import queries as accounts
    from goodstanding.cases import operations
    from goodstanding.cases.drafting import second
    from goodstanding.config.clock import now

    reasons = "I read all of it."
    sue = accounts.staff("Sue")
    operations.agree(proposal=second.proposal(proposal), reasons=reasons, by=sue, at=now())


def work():
    """Do what the worker has been asked for, one job after another, after those who died over it.

    What it does by the clock is left out: it would do the same again, and hide a lost job.
    """
    from procrastinate.contrib.django import app

    from goodstanding.config import worker

    worker.AT_ONCE = 1
    app.periodic_registry.periodic_tasks.clear()
    app.configure_task("revive").defer(dead_after=0.0)
    worker.work(until_idle=True)


def in_a_fork(fatal, task, *arguments):
    pid = os.fork()
    if pid == 0:
        steps = Steps(fatal)
        steps.watch_everything()
        {"agree": agree, "decide": decide, "work": work}[task](*arguments)
        print("lived", steps.taken, flush=True)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        print("died", flush=True)
    elif os.WEXITSTATUS(status):
        print("failed", flush=True)


if __name__ == "__main__":
    django.setup()
    from goodstanding.config import duties  # noqa: F401 - imported once, for every fork

    gc.freeze()  # a fork then copies less
    print("ready", flush=True)
    for line in sys.stdin:
        fatal, *task = line.split()
        in_a_fork(int(fatal), *task)
