"""Let someone in: people of the team, links for people."""

from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened


def employ(
    name: Annotated[str, typer.Argument(help="The person's name, as notices sign it.")],
    email: Annotated[str, typer.Argument(help="Their address.")],
    role: Annotated[
        list[str],
        typer.Option(help="case_manager, reviewer, analyst, finance_officer, policy_owner."),
    ],
) -> None:
    """Take a person into the team with exactly these roles from now on."""
    with opened():
        from goodstanding.accounts import operations as accounts
        from goodstanding.law.terms import StaffRole

        if wrong := set(role) - set(StaffRole):
            msg = f"--role: got {', '.join(sorted(wrong))}, expected {', '.join(StaffRole)}"
            raise ValueError(msg)
        roles = [StaffRole(one) for one in role]
        accounts.employ(name=name, email=email, roles=roles, at=now())
        say(f"{name} is {', '.join(role)}. `goodstanding sign-in-link {name!r}` lets them in.")


def sign_in_link(
    name: Annotated[str, typer.Argument(help="A person of the team, or with --member an account.")],
    member: Annotated[bool, typer.Option("--member", help="It is a member's account.")] = False,
) -> None:
    """Print a link by which one person signs in, for a day."""
    with opened():
        from goodstanding.accounts import queries as accounts
        from goodstanding.interfaces import links

        if member:
            say(links.to_portal(accounts.account(name).name))
        else:
            say(links.to_console(accounts.staff(name).name))


def sign_out(
    name: Annotated[str, typer.Argument(help="A person of the team.")],
) -> None:
    """Sign somebody of the team out, wherever they are signed in."""
    with opened():
        from allauth.usersessions.models import UserSession

        from goodstanding.accounts import queries as accounts

        sessions = list(UserSession.objects.filter(user=accounts.staff(name).user))
        for one in sessions:
            one.end()
        say(f"{name} is signed out ({len(sessions)} session{'s' if len(sessions) != 1 else ''}).")


def forget_second_factor(
    name: Annotated[
        str, typer.Argument(help="A person of the team who lost phone, key and codes.")
    ],
) -> None:
    """Take somebody's second factors away and sign them out; they set up new ones at their next."""
    with opened():
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession

        from goodstanding.accounts import queries as accounts

        user = accounts.staff(name).user
        gone, _ = Authenticator.objects.filter(user=user).delete()
        for session in UserSession.objects.filter(user=user):
            session.end()
        say(f"{name} has no second factor now ({gone} taken away) and is signed out everywhere.")
