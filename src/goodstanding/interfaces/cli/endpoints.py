"""Addresses of the marketplace that are told of every change: added, removed, told again."""

from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="Addresses that are told of every change.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Addresses that are told of every change."""


@app.command()
def add(url: Annotated[str, typer.Argument(help="HTTPS, and public.")]) -> None:
    """Tell an address of every change from now on; print the secret that signs what it is sent."""
    with opened():
        from goodstanding.webhooks import operations as webhooks

        say(webhooks.add_endpoint(url=url, at=now()).secret)


@app.command(name="list")
def list_() -> None:
    """Say which addresses are told, and since when."""
    with opened():
        from goodstanding.webhooks import queries as webhooks

        for one in webhooks.endpoints():
            say(f"{one.url} since {one.created_at:%Y-%m-%d}")


@app.command()
def remove(url: Annotated[str, typer.Argument(help="As it was added.")]) -> None:
    """Tell an address no more; what is on its way to it is not sent."""
    with opened():
        from goodstanding.webhooks import operations, queries

        operations.remove_endpoint(endpoint=queries.endpoint(url), at=now())
        say(f"{url} is told no more.")


@app.command()
def replay(
    message: Annotated[str, typer.Argument(help="The message's webhook-id, msg_….")],
    url: Annotated[str, typer.Option(help="Only to this address; else to every one.")] = "",
) -> None:
    """Tell a change again, under the same webhook-id."""
    with opened():
        from goodstanding.webhooks import operations, queries

        to = queries.endpoint(url) if url else None
        count = operations.replay(message=queries.message(message), to=to, at=now())
        say(f"Told again: {counted(count, 'endpoint')}.")
