"""Tables: made, and brought up to date."""

from typing import TYPE_CHECKING

from goodstanding.interfaces.cli.console import counted, progress, say
from goodstanding.interfaces.cli.opened import opened

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor


def migrate() -> None:
    """Make the tables, or bring them up to date."""
    with opened(migrating=True):
        steps = bring_up_to_date()
    say(f"The tables are up to date; it took {counted(steps, 'step')}.")


def behind() -> bool:
    """Whether the tables are not yet those that this version needs."""
    executor = _executor()
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> int:
    """Make what is missing; how many steps that took."""
    from django.core.management.sql import emit_post_migrate_signal

    executor = _executor()
    plan = executor.migration_plan(targets := executor.loader.graph.leaf_nodes())
    if not plan:
        return 0
    with progress() as bar:
        task = bar.add_task("Making the tables", total=len(plan))

        def done(action: str, *_: object) -> None:
            bar.advance(task, 1 if action == "apply_success" else 0)

        executor.progress_callback = done
        executor.migrate(targets, plan=plan)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    return len(plan)


def _executor() -> "MigrationExecutor":
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)
