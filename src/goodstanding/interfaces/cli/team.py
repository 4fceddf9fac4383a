"""Who of the team is away, who stands in for them, and what each is able to."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="Who of the team is away, and what each is able to.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A person of the team.")]
By = Annotated[str, typer.Option(help="The person of the team who says so.")]
FORMS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M"]


@app.callback()
def _group() -> None:
    """Who of the team is away, and what each is able to."""


@app.command()
def away(
    name: Name,
    until: Annotated[datetime, typer.Option(formats=FORMS, help="When they are back, UTC.")],
    by: By,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=FORMS, help="From when; else from now.")
    ] = None,
    stand_in: Annotated[str, typer.Option(help="The case manager who stands in.")] = "",
) -> None:
    """Say that somebody is away: no new case goes to them, and theirs go to the stand-in, too."""
    with opened():
        from goodstanding.accounts import operations, queries

        at = now()
        absence = operations.go_away(
            staff=queries.staff(name),
            starts_at=since.replace(tzinfo=UTC) if since else at,
            ends_at=until.replace(tzinfo=UTC),
            stand_in=queries.staff(stand_in) if stand_in else None,
            by=queries.staff(by),
            at=at,
        )
        instead = f"{stand_in} stands in." if stand_in else "Nobody stands in."
        say(f"{name} is away until {absence.ends_at:%Y-%m-%d %H:%M} UTC. {instead}")


@app.command()
def back(name: Name, by: By) -> None:
    """Say that somebody is back, or does not go after all."""
    with opened():
        from goodstanding.accounts import operations, queries

        ended = operations.come_back(staff=queries.staff(name), by=queries.staff(by), at=now())
        say(f"{name} is here." if ended else f"{name} was not away.")


@app.command()
def able(
    name: Name,
    language: Annotated[list[str] | None, typer.Option(help="A language they speak: uk.")] = None,
    skill: Annotated[
        list[str] | None,
        typer.Option(help="A policy they know, by its slug, or violation, performance, fraud."),
    ] = None,
) -> None:
    """Say what somebody is able to: exactly these languages and skills from now on."""
    with opened():
        from goodstanding.accounts import operations, queries
        from goodstanding.law.terms import Family
        from goodstanding.policies import queries as policies

        at = now()
        known = {*Family, *(one.slug for one in policies.all_in_force(at=at))}
        if wrong := set(skill or []) - known:
            msg = f"--skill: got {', '.join(sorted(wrong))}, expected {', '.join(sorted(known))}"
            raise ValueError(msg)
        staff = queries.staff(name)
        operations.enable(staff=staff, languages=language or [], skills=skill or [], at=at)
        told = ", ".join([*(language or []), *(skill or [])]) or "nothing in particular"
        say(f"{name}: {told}.")
