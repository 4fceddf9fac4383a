"""The table of an evaluation, as people read it."""

import csv
import operator
import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rich.table import Table

import goodstanding.evaluations
from goodstanding.evaluations.figures import Evaluate, Figure
from goodstanding.interfaces.cli.console import out as console
from goodstanding.interfaces.cli.console import progress

_SIGNS = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


def show(name: str, data: Path, out: Path | None) -> None:
    """Measure, print, and write where asked.

    Raises:
        LookupError: no such evaluation, or its data are not there.
    """
    evaluate = evaluation(name)
    figures = []
    with progress() as bar:
        task = bar.add_task(f"Evaluating {name}", total=None)
        for figure in evaluate(data):
            figures.append(figure)
            bar.update(task, completed=len(figures), description=figure.measure[:28])
        bar.update(task, total=len(figures))
    console.print(_table(figures))
    if out is not None:
        with out.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(asdict(figures[0])) if figures else [])
            writer.writeheader()
            writer.writerows(map(asdict, figures))


def names() -> list[str]:
    """What can be evaluated, as the command line names it."""
    modules = (one.name for one in iter_modules(goodstanding.evaluations.__path__))
    found = (name.replace("_", "-") for name in modules if _evaluate(name))
    return sorted(found)


def evaluation(name: str) -> Evaluate:
    """The evaluation of that name.

    Raises:
        LookupError: there is none.
    """
    modules = {one.name for one in iter_modules(goodstanding.evaluations.__path__)}
    own = name.replace("-", "_")
    found = _evaluate(own) if own in modules else None
    if found is None:
        raise LookupError(f"There is no evaluation {name!r}; there are {', '.join(names())}.")
    return found


def met(figure: Figure) -> bool | None:
    """Whether a figure is what it ought to be; None where nothing was said."""
    read = re.fullmatch(r"\s*(<=|>=|=)\s*([-+.\de]+)\s*", figure.target)
    return _SIGNS[read[1]](figure.reached, float(read[2])) if read else None


def _evaluate(module: str) -> Evaluate | None:
    found: Evaluate | None = getattr(
        import_module(f"{goodstanding.evaluations.__name__}.{module}"), "evaluate", None
    )
    return found


def _table(figures: Sequence[Figure]) -> Table:
    table = Table("data", "measure", "reached", "target", "met", "note")
    for one in figures:
        ok = {True: "yes", False: "no", None: ""}[met(one)]
        table.add_row(one.data, one.measure, f"{one.reached:.4g}", one.target, ok, one.note)
    return table
