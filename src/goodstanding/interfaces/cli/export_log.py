"""Write our own record as a log that anyone can audit."""

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
        from goodstanding.reports import log

        for event in log.events(at=until or now()):
            typer.echo(msgspec.json.encode(event))
