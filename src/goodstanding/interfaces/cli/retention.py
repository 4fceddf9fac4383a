"""How long what people wrote is kept, what must be kept longer, and what was erased."""

from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(
    help="How long what people wrote is kept, and what must be kept longer.", no_args_is_help=True
)
By = Annotated[str, typer.Option(help="Who decides it.")]
Ground = Annotated[str, typer.Option(help="Why, in words.")]
Account = Annotated[str, typer.Argument(help="The member, by the marketplace's own id.")]


@app.callback()
def _group() -> None:
    """How long what people wrote is kept, and what must be kept longer."""


@app.command(name="list")
def list_() -> None:
    """Print each class with its period and ground, then the legal holds in force."""
    with opened():
        from goodstanding.chain import queries

        for period in queries.periods(at=now()):
            say(
                f"{period.class_}: {period.days} days ({period.ground}): {', '.join(period.tables)}"
            )
        for hold in queries.legal_holds():
            say(
                f"legal hold on {hold.account} since {hold.at:%Y-%m-%d} by {hold.by}: {hold.ground}"
            )
        say(f"{counted(queries.erasures().count(), 'row')} erased so far.")


@app.command(name="set")
def set_(
    class_: Annotated[str, typer.Argument(metavar="CLASS", help="E.g. correspondence.")],
    days: Annotated[int, typer.Argument(help="For how many days; a year at least.")],
    ground: Ground,
    by: By,
) -> None:
    """Keep what is of a class for so many days from now on."""
    if days < (least := 365):
        raise ValueError(f"days: got {days}, expected {least} or more")
    with opened():
        from goodstanding.chain import operations

        operations.set_period(class_=class_, days=days, ground=ground, by=by, at=now())
        say(f"{class_}: {days} days.")


@app.command()
def hold(account: Account, ground: Ground, by: By) -> None:
    """Keep everything about a member, whatever its period, until it is let go."""
    with opened():
        from goodstanding.accounts import queries as accounts
        from goodstanding.chain import operations

        member = accounts.account(account).name
        operations.hold(account=member, ground=ground, by=by, at=now())
        say(f"Nothing about {member} is erased until `goodstanding retention release`.")


@app.command()
def release(account: Account, ground: Ground, by: By) -> None:
    """End every legal hold on a member."""
    with opened():
        from goodstanding.chain import operations

        ended = operations.end_hold(account=account, ground=ground, by=by, at=now())
        say(f"{counted(ended, 'legal hold')} ended.")


@app.command()
def erase(by: By) -> None:
    """Erase now what the worker would erase at night."""
    with opened():
        from goodstanding.chain import operations

        erased = operations.erase_due(by=by, at=now())
        say(f"{counted(erased, 'row')} erased.")
