"""Ask what an account may do."""

import sys
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened


def may(
    account: Annotated[str, typer.Argument(help="The marketplace's own id of the account.")],
    capability: Annotated[str, typer.Argument(help="E.g. apply, work, withdraw.")],
    contract: Annotated[str, typer.Option(help="Only for this contract.")] = "",
    subject: Annotated[str, typer.Option(help="Only for this job post or message.")] = "",
    member: Annotated[str, typer.Option(help="Only for this member of an agency.")] = "",
) -> None:
    """Say whether an account may do a thing now; exit code 1 if not, with the measures."""
    with opened():
        from goodstanding.cases import queries as cases
        from goodstanding.law.terms import Capability

        if capability not in list(Capability):
            msg = f"capability: got {capability!r}, expected one of {', '.join(Capability)}"
            raise ValueError(msg)
        asked = Capability(capability)
        answer = cases.may(
            account, asked, contract=contract, subject=subject, member=member, at=now()
        )
        say("yes" if answer.allowed else "no")
        for one in answer.measures:
            until = one.ends_at.isoformat() if one.ends_at else "further notice"
            about = f" for contract {one.contract}" if one.contract else ""
            say(f"{one.kind} {one.id}{about}, from {one.starts_at.isoformat()} until {until}")
    sys.exit(0 if answer.allowed else 1)
