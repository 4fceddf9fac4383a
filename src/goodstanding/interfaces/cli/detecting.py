"""Ask one detector about a plain file, let it learn, and measure it on public data."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.interfaces.cli.console import progress, say

Name = Annotated[str, typer.Argument(help="Which detector, e.g. outcomes.", show_default=False)]
Inputs = Annotated[
    list[Path], typer.Argument(help="CSV or Parquet files, read as one.", show_default=False)
]
Asked = Annotated[
    list[str], typer.Option("--option", help="Something asked besides, as NAME=VALUE; repeatable.")
]


def detect(
    name: Name,
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="Where the answer goes: .csv or .parquet.")],
    model: Annotated[Path | None, typer.Option(help="What was learned by train.")] = None,
    tolerated: Annotated[
        float | None, typer.Option(help="The tolerated rate, for detectors that have one.")
    ] = None,
    answer: Annotated[str, typer.Option(help="Which of its answers, where it has several.")] = "",
    option: Asked = [],  # noqa: B006 - typer reads it and nobody changes it
) -> None:
    """Run one detector on a plain file; needs no database.

    Writes one row a subject, pair or ring. `docs/reference/detectors` has the columns of each.
    """
    from goodstanding.interfaces.cli import asking_plainly, plain_files

    plain = asking_plainly.detector(name)
    asked = asking_plainly.options(plain, option, tolerated)
    learned = asking_plainly.model(plain, model)
    with progress() as bar:
        task = bar.add_task("Reading", total=2)
        with plain_files.read(plain, inputs) as connection:
            bar.update(task, completed=1, description="Detecting")
            table = asking_plainly.answer(plain, answer)(connection, asked, learned)
        plain_files.write(table, out)
        bar.update(task, completed=2)
    suspected = sum(1 for tier in table.column("tier").to_pylist() if tier)
    say(f"{table.num_rows:,} rows written to {out}; {suspected:,} at tier 1 or above.")


def train(
    name: Name,
    inputs: Inputs,
    label: Annotated[str, typer.Option(help="The column that holds the truth.")],
    out: Annotated[Path, typer.Option(help="Where the model goes, as JSON.")],
    option: Asked = [],  # noqa: B006 - typer reads it and nobody changes it
) -> None:
    """Let a detector learn from a plain file whose truth is known."""
    from goodstanding.interfaces.cli import asking_plainly, plain_files

    plain = asking_plainly.detector(name)
    if plain.train is None:
        raise ValueError(f"The detector {name} learns nothing; it needs no model.")
    asked = asking_plainly.options(plain, option, None)
    with progress() as bar:
        task = bar.add_task("Learning", total=1)
        with plain_files.read(plain, inputs, label) as connection:
            learned: Any = plain.train(connection, label, asked)
        bar.update(task, completed=1)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"detector": name, "model": learned}, indent=1) + "\n")
    say(f"The model of {name} was written to {out}.")


def evaluate(
    name: Name,
    data: Annotated[
        Path,
        typer.Option(
            envvar="GOODSTANDING_DATA",
            help="The folder of the public data sets.",
        ),
    ] = Path("data"),
    out: Annotated[Path | None, typer.Option(help="Write the table as CSV, too.")] = None,
) -> None:
    """Print what a detector reaches on public data, by the rules of the protocol."""
    from goodstanding.interfaces.cli import evaluating

    evaluating.show(name, data, out)
