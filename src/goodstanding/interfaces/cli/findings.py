"""Findings, computed again."""

import sys
from typing import Annotated
from uuid import UUID

import typer

from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="What detectors said.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """What detectors said."""


@app.command()
def explain(
    finding: Annotated[str, typer.Argument(help="Its id; the console's page of a case has it.")],
) -> None:
    """Compute a finding again from the stored events; exit code 1 where it comes out otherwise."""
    try:
        known = UUID(finding)
    except ValueError:
        msg = f"finding: got {finding!r}, expected an id, like 1f0c3a52-..."
        raise ValueError(msg) from None
    with opened():
        from goodstanding.findings import queries
        from goodstanding.findings.queries import explaining

        told = explaining.explain(queries.finding(known))
        one = told.finding
        say(one.sentence)
        say(f"{one.detector}, tier {one.tier}, e-value {one.e_value:,.4g}, about {one.account}.")
        for name, value in one.counts.items():
            say(f"  {name}: {value}")
        say(f"It relies on {counted(len(told.evidence), 'event')}:")
        for row in told.evidence:
            say(f"  {row.id}  {row.at:%Y-%m-%d %H:%M}  {row.kind}  {row.source}/{row.source_id}")
        same = told.again is not None
        say("Computed again, it is the same." if same else "Computed again, it is not the same.")
    sys.exit(0 if same else 1)
