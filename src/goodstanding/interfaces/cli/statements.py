"""Statements of reasons for the Commission's transparency database: checked, exported."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import complain, say
from goodstanding.interfaces.cli.opened import opened
from goodstanding.law.european import checking
from goodstanding.law.european.checking import Profile
from goodstanding.law.european.conditions import Problem
from goodstanding.law.european.values import EEA, EU

if TYPE_CHECKING:
    from goodstanding.reports.statements import Made

app = typer.Typer(help="Statements of reasons for the European database.", no_args_is_help=True)
TOLD = 10
"""How many broken rules of a file are told; the rest are counted."""
ENDLESS = "lists or objects in one another without end"
UNOPENED = 2
"""The exit code where a file is missing, a folder, or not ours to read."""


class Format(StrEnum):
    """What an export is written for."""

    DSA = "dsa"


@app.callback()
def _group() -> None:
    """Statements of reasons for the European database."""


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="JSON: a statement, or a batch of them.")],
    export: Annotated[
        bool, typer.Option("--export", help="Ask as much as of our own export.")
    ] = False,
    together: Annotated[
        bool, typer.Option("--together", help="No id may stand in two of the files.")
    ] = False,
) -> None:
    """Say of each file, on a line, whether it is valid, or which fields break which rules.

    Exit code 1 if any is not; 2 if one is missing or cannot be opened, the others judged all the
    same.
    """
    profile = Profile.EXPORT if export else Profile.STATEMENT
    seen: dict[str, Path] = {}
    code = 0
    for file in files:
        try:
            text = file.read_bytes()
        except OSError as mistake:
            code = UNOPENED
            say(_one_line(f"{file}: cannot be opened: {mistake.strerror}"))
            continue
        found = judged(text, profile)
        if together:
            found += _again(file, text, seen)
        say(_one_line(f"{file}: {told(found)}"))
        code = max(code, bool(found))
    sys.exit(code)


def judged(text: bytes, profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """Everything the text of a file breaks.

    Args:
        text: a statement or a batch as JSON, or one of the database's examples, which say beside
            the `payload` by which `schema` it is judged.
        profile: how strictly to judge.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as mistake:
        says = ENDLESS if isinstance(mistake, RecursionError) else mistake
        return [Problem("", "JSON", f"cannot be read: {says}")]
    if not (isinstance(given, Mapping) and {"payload", "schema"} <= set(given)):
        return checking.judge(given, profile)
    payload, schema = given["payload"], given["schema"]
    if schema == "batch":
        return checking.batch(payload, profile)
    if schema == "sequence" and isinstance(payload, list):
        return checking.many(payload, profile)
    return checking.judge(payload, Profile.EXPORT if schema == Profile.EXPORT else profile)


def _again(file: Path, text: bytes, seen: dict[str, Path]) -> list[Problem]:
    """Ids that stood in a file before this one."""
    found = []
    for puid in _ids(text):
        if seen.setdefault(puid, file) != file:
            says = f"{puid!r} is in {seen[puid]} too"
            found.append(Problem("puid", "R1 unique for ever", says))
    return found


def _ids(text: bytes) -> list[str]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return []
    inner = given.get("statements") if isinstance(given, dict) else given
    rows = inner if isinstance(inner, list) else [given]
    ids = (row.get("puid") for row in rows if isinstance(row, dict))
    return [one for one in ids if isinstance(one, str)]


def told(found: Sequence[Problem]) -> str:
    """What a file breaks, on one line."""
    if not found:
        return "valid"
    more = f"; and {len(found) - TOLD} more" if len(found) > TOLD else ""
    return _one_line("; ".join(map(str, found[:TOLD])) + more)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def export(
    format_: Annotated[Format, typer.Option("--format", help="For which database.")] = Format.DSA,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only decisions of that day (UTC) or later."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A folder for one file a batch; without it, a line each.")
    ] = None,
    territory: Annotated[
        str, typer.Option(help="Where decisions have effect: EU, EEA, or countries: BE,DE.")
    ] = "EU",
) -> None:
    """Write the statement of every decision that restricts anyone, in batches of at most 100.

    What is written is remembered with its id and the day; written again, it keeps both. Exit code 1
    if a statement breaks a rule: it is left out, and told.
    """
    places = read_places(territory)
    with opened():
        from goodstanding.reports import operations, statements

        start = since.replace(tzinfo=UTC) if since else None
        found = [*statements.made(since=start, places=places)]
        bodies = [json.dumps(one) for one in statements.batches(found)]
        if out is None:
            for body in bodies:
                typer.echo(body)  # word for word, however long
        else:
            write(bodies, out)
        operations.record_exports(made=found, by=getuser(), at=now())
        _note(found, since)
    sys.exit(1 if _summed_up(found, format_) else 0)


def _note(found: "Sequence[Made]", since: datetime | None) -> None:
    """Keep that the statements were taken away, this time."""
    from goodstanding.reports import operations

    asked = f" --since {since:%Y-%m-%d}" if since else ""
    operations.note_export(
        what="statements of reasons",
        address=f"goodstanding export statements{asked}",
        rows=sum(one.fit for one in found),
        account=None,
        by=getuser(),
        at=now(),
    )


def read_places(territory: str) -> tuple[str, ...]:
    """The countries a territory stands for.

    Raises:
        ValueError: one of them is not in the EEA.
    """
    known = {"EU": EU, "EEA": EEA}
    asked = known.get(territory.upper()) or tuple(territory.upper().replace(" ", "").split(","))
    if wrong := [one for one in asked if one not in EEA]:
        msg = (
            f"--territory: got {', '.join(wrong)!r}, expected EU, EEA, or some of {', '.join(EEA)}"
        )
        raise ValueError(msg)
    return asked


def write(bodies: Sequence[str], out: Path) -> None:
    """Write a file for each batch into a folder that has none yet.

    Raises:
        ValueError: there are statements in the folder already.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.glob("statements-*.json")):
        msg = f"--out: got {out}, expected a folder without statements of an earlier export"
        raise ValueError(msg)
    for number, body in enumerate(bodies, start=1):
        (out / f"statements-{number:04}.json").write_text(body + "\n", encoding="utf-8")


def _summed_up(found: "Sequence[Made]", format_: Format) -> int:
    """Tell what became of the decisions, on standard error; how many may not be sent."""
    refused = [one for one in found if one.problems]
    for one in refused:
        complain(f"{one.case}: {one.puid}: {told(one.problems)}")
    fit = sum(one.fit for one in found)
    mild = sum(one.statement is None for one in found)
    complain(
        f"{len(found)} adverse decisions: {fit} statements for {format_}, {len(refused)} left out, "
        f"{mild} restrict nothing."
    )
    return len(refused)
