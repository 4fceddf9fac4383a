"""Write a member's own file, for the member who cannot come to the portal."""

from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.opened import opened


def export(
    account: Annotated[str, typer.Argument(help="The member, by the marketplace's own id.")],
    to: Annotated[Path, typer.Option(help="Where to write the archive.")] = Path("file.zip"),
) -> None:
    """Write everything the record holds of a member, as they see it themselves, into an archive."""
    with opened():
        from goodstanding.accounts import queries as accounts
        from goodstanding.cases import operations as cases
        from goodstanding.interfaces import exporting
        from goodstanding.reports import file, operations

        try:
            member = accounts.account(account)
        except accounts.UnknownAccountError as unknown:
            typer.echo(str(unknown), err=True)
            raise typer.Exit(1) from unknown
        at = now()
        asked = {"address": f"goodstanding export file {account}", "by": "the command line"}
        cases.note_reading(account=member, case=None, **asked, at=at)
        gathered = file.gather(member, at=at)
        operations.note_export(
            what="file.zip",
            address=asked["address"],
            rows=exporting.entries(gathered),
            account=member,
            by=getuser(),
            at=at,
        )
        to.write_bytes(file.as_zip(gathered))
    typer.echo(f"{to}: the file of {account}, to read (file.html) and for machines (file.json)")
