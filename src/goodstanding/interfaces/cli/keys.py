"""Keys of the marketplace's servers: issued, listed, rotated, revoked."""

from datetime import timedelta
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="Keys of the marketplace's servers.", no_args_is_help=True)

Prefix = Annotated[str, typer.Argument(help="How the key begins, as `key list` says it.")]


@app.callback()
def _group() -> None:
    """Keys of the marketplace's servers."""


@app.command()
def issue(
    label: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[
        list[str],
        typer.Option(
            help="What it may do: events:write, standing:read, may:read, portal:link, "
            "appeals:write, reports:write, reports:read, money:read."
        ),
    ],
) -> None:
    """Issue a key; it is shown this once."""
    with opened():
        from goodstanding.accounts import operations as accounts

        _, clear = accounts.issue_key(label=label, scopes=scope, at=now())
        say(clear)


@app.command(name="list")
def list_() -> None:
    """Say which keys there are: how each begins, what for, with which scopes, from and until."""
    with opened():
        from goodstanding.accounts import queries as accounts

        for one in accounts.issued_keys():
            end = f", until {one.revoked_at:%Y-%m-%d %H:%M} UTC" if one.revoked_at else ""
            since = f"{one.created_at:%Y-%m-%d}"
            say(f"gs_{one.prefix}_… {one.label}: {', '.join(one.scopes)}; since {since}{end}")


@app.command()
def rotate(
    prefix: Prefix,
    days: Annotated[int, typer.Option(help="How many days the old key still opens, 0 to 30.")] = 7,
) -> None:
    """Issue a key in the place of another; both open for some days, the new is shown this once."""
    with opened():
        from goodstanding.accounts import operations, queries

        old = queries.key_beginning(prefix)
        _, clear = operations.rotate_key(key=old, overlap=timedelta(days=days), at=now())
        say(clear)


@app.command()
def revoke(prefix: Prefix) -> None:
    """End a key at once, e.g. one that was seen by somebody else."""
    with opened():
        from goodstanding.accounts import operations, queries

        key = queries.key_beginning(prefix)
        operations.revoke_key(key=key, at=now())
        say(f"gs_{key.prefix}_… opens nothing any more.")
