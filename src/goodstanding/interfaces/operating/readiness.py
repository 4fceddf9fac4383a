"""Whether this process can do its work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateWorker

ALIVE = timedelta(seconds=30)
"""A worker whose heart has not beaten for so long does nothing."""


@dataclass(frozen=True)
class Readiness:
    """What was looked at, and whether it is well."""

    database: bool
    tables: bool
    worker: bool

    @property
    def ready(self) -> bool:
        """Whether requests can be answered."""
        return self.database and self.tables

    def told(self) -> dict[str, str]:
        """Each in a word."""
        said = {True: "ok", False: "missing"}
        parts = {"database": self.database, "tables": self.tables, "worker": self.worker}
        return {name: said[well] for name, well in parts.items()}


def look(*, at: datetime) -> Readiness:
    """Look at everything this process needs.

    Args:
        at: now.
    """
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        works = ProcrastinateWorker.objects.filter(last_heartbeat__gt=at - ALIVE).exists()
    except DatabaseError:
        return Readiness(database=False, tables=False, worker=False)
    return Readiness(database=True, tables=not behind, worker=works)
