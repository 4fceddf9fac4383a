"""Bring in what other systems know."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import progress, say
from goodstanding.interfaces.cli.opened import opened


def bring(
    files: Annotated[list[Path], typer.Argument(help="CSV, Parquet or JSONL files.")],
    mapping: Annotated[Path, typer.Option("--map", help="How their columns become events.")],
    report: Annotated[Path, typer.Option(help="Where damaged rows are listed.")] = Path(
        "damaged-rows.csv"
    ),
) -> None:
    """Import events from files; damaged rows go to a report, and running again changes nothing."""
    with opened():
        say(bring_in(files, mapping, report))


def bring_in(files: Sequence[Path], mapping: Path, report: Path) -> str:
    """Import files with a progress bar; what became of the rows, in words."""
    return ""
