"""What the command line prints: lines, progress, complaints."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def say(line: str = "") -> None:
    """Print a line of the answer."""
    out.print(line, markup=False)


def counted(number: int, thing: str) -> str:
    """So many of a thing, e.g. `1 case`, `2 cases`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def complain(line: str) -> None:
    """Print what was wrong, as one line."""
    err.print(" ".join(line.split()), markup=False)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar for anything that may take more than two seconds; it goes to stderr."""
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as bar:
        yield bar
