"""Tables: made, and brought up to date."""

from typing import TYPE_CHECKING

from goodstanding.interfaces.cli.console import complain, counted, progress, say
from goodstanding.interfaces.cli.opened import opened

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor


OWNER = "owner"

ONE_ROLE = (
    "The application owns its tables, so it could switch off what keeps its promises. Set "
    "DATABASE_OWNER_URL to a role of its own for them; the page on production says how."
)


def migrate() -> None:
    """Make the tables, or bring them up to date, as the role in DATABASE_OWNER_URL."""
    with opened(migrating=True):
        steps = bring_up_to_date()
        apart = _grant()
    say(f"The tables are up to date; it took {counted(steps, 'step')}.")
    if not apart:
        complain(ONE_ROLE)


def behind() -> bool:
    """Whether the tables are not yet those that this version needs, or not yet open to it."""
    from django.db import ProgrammingError

    try:
        executor = _executor("default")
    except ProgrammingError:  # made before the application had a role of its own
        return True
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> int:
    """Make what is missing; how many steps that took."""
    from django.core.management.sql import emit_post_migrate_signal

    executor = _executor(_owner())
    plan = executor.migration_plan(targets := executor.loader.graph.leaf_nodes())
    if not plan:
        _grant()
        return 0
    with progress() as bar:
        task = bar.add_task("Making the tables", total=len(plan))

        def done(action: str, *_: object) -> None:
            bar.advance(task, 1 if action == "apply_success" else 0)

        executor.progress_callback = done
        executor.migrate(targets, plan=plan)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=_owner(), plan=plan)
    _grant()
    return len(plan)


def _owner() -> str:
    """The alias of a connection as the role that owns the tables."""
    from django.db import connections

    from goodstanding.config import roles, settings

    if OWNER not in connections.databases:
        mine = settings.database(roles.owner_url())
        connections.databases[OWNER] = connections.databases["default"] | mine
    return OWNER


def _grant() -> bool:
    from django.db import connection, connections

    from goodstanding.config import roles

    return roles.grant(connections[_owner()], role=connection.settings_dict["USER"])


def _executor(alias: str) -> "MigrationExecutor":
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connections[alias])
