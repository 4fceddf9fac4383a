"""Bring in what other systems know."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import counted, progress, say
from goodstanding.interfaces.cli.opened import opened

if TYPE_CHECKING:
    from goodstanding.events.importing import Imported

REPORT = Path("damaged-rows.csv")


def bring(
    files: Annotated[list[Path], typer.Argument(help="CSV, Parquet or JSONL files.")],
    mapping: Annotated[Path, typer.Option("--map", help="How their columns become events.")],
    report: Annotated[Path, typer.Option(help="Where rows not taken are listed.")] = REPORT,
) -> None:
    """Import events from files; damaged rows go to a report, and running again changes nothing.

    Exit code 1 if there are damaged rows.
    """
    with opened():
        done = bring_in(files, mapping, report=report)
    say(told(done))
    if done.rejected:
        say(f"{report} says which rows were not taken, and why.")
    sys.exit(1 if done.rejected else 0)


def bring_in(
    files: Sequence[Path], mapping: Path, *, report: Path | None = None, examine: bool = True
) -> "Imported":
    """Import files with a progress bar.

    Args:
        files: the files.
        mapping: how their columns become events.
        report: where rows not taken are listed.
        examine: whether the worker examines the accounts; False where a review follows.
    """
    from goodstanding.events import importing

    with progress() as bar:
        task = bar.add_task(f"Importing {files[0].name}", total=None)
        return importing.import_files(
            files=files,
            mapping=mapping,
            at=now(),
            report=report,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            examine=examine,
        )


def told(done: "Imported") -> str:
    """What became of the rows, in words."""
    new, known = counted(done.recorded, "new event"), f"{done.known} known"
    return f"{new}, {known}; {counted(done.rejected, 'row')} not taken."
