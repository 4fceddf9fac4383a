"""Appeals: until when, answered by when, and who may not look again."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from goodstanding.law.clocks import GOLD, Clocks, appeal_until
from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole, UnlawfulError


class Outcome(StrEnum):
    """How an appeal ends, said of the decision appealed against.

    None of them makes it worse for who appealed (G20).
    """

    REVERSED = "reversed"
    CONFIRMED = "confirmed"
    INADMISSIBLE = "inadmissible"


class Door(StrEnum):
    """The way an appeal came; all are free, and none asks for a form. DSA-20.3 (G14)."""

    PORTAL = "portal"
    MAIL = "mail"
    API = "api"


def require_in_time(*, delivered_at: datetime, at: datetime, clocks: Clocks = GOLD) -> None:
    """Refuse an appeal filed after its window. DSA-20.1 (G14).

    Raises:
        UnlawfulError: naming the day the window closed.
    """
    until = appeal_until(delivered_at, clocks)
    if at > until:
        raise UnlawfulError(
            f"Appeals against this decision were open until {until:%d %B %Y %H:%M} UTC."
        )


def reply_due(filed_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """When the reasoned answer is due. PWD-11.2, PWD-MT (G16)."""
    return filed_at + clocks.appeal_reply


def require_fresh_eyes(reviewer: Decider, deciders: Collection[str]) -> None:
    """Refuse a reviewer who is not one, or who had a hand in the case. P7; SCP-A (G15).

    Args:
        reviewer: who would decide the appeal.
        deciders: names of everyone who decided anything in the case, agreed to a termination, or
            decided an earlier appeal in it; "" where automation did.

    Raises:
        UnlawfulError: saying who must look instead.
    """
    if not reviewer.is_person:
        raise UnlawfulError("Automation is not a reviewer; a person must look again (P7).")
    if any(reviewer.is_named(name) for name in deciders):
        raise UnlawfulError(
            f"{reviewer.name} had a hand in this case; another reviewer must look again (P7)."
        )
    if StaffRole.REVIEWER not in reviewer.roles:
        raise UnlawfulError(f"{reviewer.name} is not a reviewer (P7).")
