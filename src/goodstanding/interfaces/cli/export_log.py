"""Write our own record as a log that anyone can audit."""

from getpass import getuser
from typing import Annotated

import msgspec
import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.audit_log import moment_of
from goodstanding.interfaces.cli.opened import opened


def export(
    at: Annotated[str, typer.Option(help="Only what had happened by then; else by now.")] = "",
) -> None:
    """Write the whole record as a log, a JSON object a line, in order, numbered and chained.

    `goodstanding audit` reads it, and so can anyone: docs/explanation/audit.md says how.
    """
    until = moment_of(at)
    with opened():
        from goodstanding.reports import log, operations

        begun, rows = now(), 0
        try:
            for event in log.events(at=until or begun):
                typer.echo(msgspec.json.encode(event))
                rows += 1
        finally:  # broken off, it was taken away as far as it came
            operations.note_export(
                what="the log",
                address=f"goodstanding export log{f' --at {at}' if at else ''}",
                rows=rows,
                account=None,
                by=getuser(),
                at=now(),
            )
