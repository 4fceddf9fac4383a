"""Members whose record only some named people of the team read."""

from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="Members whose record only some of the team read.", no_args_is_help=True)

Member = Annotated[str, typer.Argument(help="The account, as the marketplace names it.")]
By = Annotated[str, typer.Option(help="The person of the team who decided that.")]
Why = Annotated[str, typer.Option(help="The reason, in words.")]


@app.callback()
def _group() -> None:
    """Members whose record only some of the team read."""


@app.command()
def add(
    account: Member,
    why: Why,
    by: By,
    reader: Annotated[
        list[str], typer.Option(help="Who reads it: a case manager, and another, a reviewer.")
    ],
) -> None:
    """Let only some people of the team read a member's record from now on."""
    with opened():
        from goodstanding.accounts import operations, queries

        readers = [queries.staff(one) for one in reader]
        member, decided = queries.account(account), queries.staff(by)
        operations.protect(account=member, reason=why, readers=readers, by=decided, at=now())
        say(f"{account} is read only by {', '.join(reader)} now.")


@app.command()
def admit(
    account: Member,
    name: Annotated[str, typer.Argument(help="The person who reads it, too.")],
    why: Why,
    by: By,
) -> None:
    """Let one more person of the team read a protected member's record."""
    with opened():
        from goodstanding.accounts import operations, queries

        staff, decided, at = queries.staff(name), queries.staff(by), now()
        kept = queries.require_protection(queries.account(account), at=at)
        operations.admit(protection=kept, staff=staff, why=why, by=decided, at=at)
        say(f"{name} reads {account}, too.")


@app.command()
def end(account: Member, why: Why, by: By) -> None:
    """Let all of the team read a member's record again."""
    with opened():
        from goodstanding.accounts import operations, queries

        decided, at = queries.staff(by), now()
        kept = queries.require_protection(queries.account(account), at=at)
        operations.end_protection(protection=kept, why=why, by=decided, at=at)
        say(f"{account} is read by all of the team again.")
