"""The worker: does the duties, as they are asked for and by the clock."""

import asyncio

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.periodic import PeriodicDeferrer
from procrastinate.psycopg_connector import PsycopgConnector

from goodstanding.config.clock import now
from goodstanding.config.duties import DEAD_AFTER

AT_ONCE = 2
HEARTBEAT = 2.0  # seconds


class WorkerConnector(PsycopgConnector):
    """Fetches jobs over its own connections, but lets a duty defer in Django's transaction.

    Without this a notice written by a duty could be looked for before it is committed.
    """

    def get_sync_connector(self) -> BaseConnector:
        """The connection a duty defers with."""
        return DjangoConnector()


def work(*, until_idle: bool = False) -> None:
    """Work until told to stop by SIGINT or SIGTERM; jobs that have begun are finished first.

    Args:
        until_idle: do what is asked for and what the clock asks for now, and stop.
    """
    asyncio.run(_work(until_idle=until_idle))


async def _work(*, until_idle: bool) -> None:
    connector = WorkerConnector(kwargs=connector_params(), min_size=1, max_size=AT_ONCE + 2)
    with app.replace_connector(connector):
        async with app.open_async():
            if until_idle:
                await _ask_for_what_is_due()
            # One at a time until idle: else a job that the last one asks for would be left behind.
            await app.run_worker_async(
                concurrency=1 if until_idle else AT_ONCE,
                wait=not until_idle,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
            )


async def _ask_for_what_is_due() -> None:
    """Have the duties by the clock done that are due; a running worker sees to that itself."""
    duties = PeriodicDeferrer(app.periodic_registry, **app.periodic_defaults)
    await duties.defer_jobs(duties.get_previous_tasks(at=now().timestamp()))
