"""The command `goodstanding` and its parts. What a command needs is imported when it runs."""

import os
import signal
import sys
import traceback
from types import FrameType

import typer

from goodstanding.interfaces.cli import (
    ask,
    audit,
    backup,
    bring,
    demo,
    detecting,
    endpoints,
    enter,
    exports,
    findings,
    keys,
    listen,
    prepare,
    protecting,
    restore,
    retention,
    review,
    rulebook,
    run,
    statements,
    team,
)
from goodstanding.interfaces.cli.console import complain

app = typer.Typer(
    name="goodstanding",
    help="Account enforcement with due process for online work marketplaces.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(demo.demo)
app.command()(run.serve)
app.command()(run.worker)
app.command()(prepare.migrate)
app.command(name="import")(bring.bring)
app.command()(review.review)
app.command()(detecting.detect)
app.command()(detecting.train)
app.command()(detecting.evaluate)
app.add_typer(findings.app, name="findings")
app.add_typer(rulebook.app, name="rulebook")
app.command()(ask.may)
app.command()(audit.audit)
app.command()(enter.employ)
app.command()(enter.sign_in_link)
app.command()(enter.sign_out)
app.command()(enter.forget_second_factor)
app.add_typer(keys.app, name="key")
app.add_typer(protecting.app, name="protect")
app.add_typer(team.app, name="team")
app.add_typer(endpoints.app, name="endpoint")
app.command()(listen.listen)
app.add_typer(statements.app, name="statements")
app.add_typer(exports.app, name="export")

app.add_typer(retention.app, name="retention")
app.command()(backup.backup)
app.command()(restore.restore)

BAD_INPUT = 2


def main() -> None:
    """Run the command; a mistake in what was given is one line, and exit code 2.

    With `GOODSTANDING_LOG=DEBUG` it is the whole traceback. Told to end, it first puts away what it
    has begun, an embedded database of its own above all.
    """
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        app(prog_name="goodstanding")
    except (ValueError, LookupError, OSError) as mistake:
        if os.environ.get("GOODSTANDING_LOG", "").upper() == "DEBUG":
            traceback.print_exc()
        complain(_line(mistake))
        sys.exit(BAD_INPUT)


def _line(mistake: Exception) -> str:
    if isinstance(mistake, OSError) and mistake.filename:
        return f"{mistake.filename}: {mistake.strerror}"
    return str(mistake) or type(mistake).__name__


def _leave(told: int, _frame: FrameType | None) -> None:
    sys.exit(128 + told)
