"""Prove that the record is what was written."""

import json
import re
from collections.abc import Iterator

import typer

from goodstanding.interfaces.cli.console import counted, progress, say
from goodstanding.interfaces.cli.opened import opened


def require_only_its_own(*others: object) -> None:
    """Refuse the options that belong to the audit of a log.

    Raises:
        ValueError: one was given.
    """
    if any(others):
        msg = "audit chain: got --profile, --at or --holiday, expected only --head and --json"
        raise ValueError(msg)


def audit_chain(noted: str, *, as_json: bool) -> int:
    """Print every changed, removed, added or reordered row, and then the head of the chain.

    Args:
        noted: a head printed earlier, 64 hexadecimal digits; empty if there is none.
        as_json: whether to print a JSON object a fault, and one for the head.

    Returns:
        How many faults there are.

    Raises:
        ValueError: the noted head is none.
    """
    if noted and not re.fullmatch("[0-9a-fA-F]{64}", noted):
        msg = f"--head: got {noted!r}, expected 64 hexadecimal digits, as `audit chain` prints them"
        raise ValueError(msg)
    with opened():
        from goodstanding.chain import queries as chain

        number, head = chain.head()
        faults = 0
        for relation, key, what in _faults(noted):
            faults += 1
            fault = {"relation": relation, "key": key, "fault": what}
            line = f"P8: {relation} {key}: {what}" if key else f"P8: {relation}: {what}"
            typer.echo(json.dumps(fault) if as_json else line)
    if as_json:
        typer.echo(json.dumps({"blocks": number, "head": head, "faults": faults}))
    else:
        say(f"{counted(number, 'block')}, {counted(faults, 'fault')}. Head: {head}")
    return faults


def _faults(noted: str) -> Iterator[tuple[str, str, str]]:
    """Table, key and what is wrong, of rows and of sealed files, with progress on the way."""
    from goodstanding.chain import queries as chain
    from goodstanding.events import queries as events

    with progress() as bar:
        task = bar.add_task("blocks", total=None)
        for step in chain.prove(noted=noted, moved={"events_event": events.moved()}):
            if isinstance(step, chain.Fault):
                yield step.relation, step.key, step.what
            elif isinstance(step, str):
                bar.update(task, description=step)
            else:
                bar.update(task, completed=step[1], total=chain.head()[0])
    for problem in events.damage():
        yield "events_seal", "", problem
