"""Appeals: until when, answered by when, who may not look again, and what the answer can be."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from goodstanding.law.clocks import GOLD, Clocks, appeal_until
from goodstanding.law.facts import Decider
from goodstanding.law.rule import DAY
from goodstanding.law.terms import StaffRole, UnlawfulError


class Outcome(StrEnum):
    """How an appeal ends, said of the decision appealed against.

    None of them makes it worse for who appealed (G20). `modified`: it is reversed, and a milder one
    takes its place. `inadmissible`: not looked into, for a reason of the closed list.
    """

    REVERSED = "reversed"
    MODIFIED = "modified"
    CONFIRMED = "confirmed"
    INADMISSIBLE = "inadmissible"


class Door(StrEnum):
    """The way an appeal came; all are free, and none asks for a form. DSA-20.3 (G14)."""

    PORTAL = "portal"
    MAIL = "mail"
    API = "api"


class Inadmissible(StrEnum):
    """The closed list of reasons for not looking into an appeal. DSA-20.3 (G15).

    No reason is its form: what somebody wrote, how, or through which door.
    """

    OUT_OF_TIME = "out_of_time"
    NOT_CONCERNED = "not_concerned"
    ANSWERED_BEFORE = "answered_before"
    NOTHING_DECIDED = "nothing_decided"

    @property
    def spoken(self) -> str:
        """The reason in words the person reads."""
        return {
            Inadmissible.OUT_OF_TIME: "it came after the last day for it",
            Inadmissible.NOT_CONCERNED: "it came from somebody who does not speak for you",
            Inadmissible.ANSWERED_BEFORE: "an earlier appeal in this case answered the same",
            Inadmissible.NOTHING_DECIDED: "what it is about was not decided here",
        }[self]


@dataclass(frozen=True)
class Filed:
    """What the record shows of an appeal that might not be looked into.

    Attributes:
        at: when it was filed.
        until: the last moment to file it.
        by_other: whether anybody but the person themself filed it: a representative, or the
            marketplace on their behalf.
        answered_before: whether an earlier appeal in the case was answered.
    """

    at: datetime
    until: datetime
    by_other: bool
    answered_before: bool


def require_inadmissible(reason: Inadmissible, filed: Filed) -> None:
    """Refuse to set an appeal aside for a reason that its own record gainsays. DSA-20.3 (G15).

    Only a person sets it aside; nothing is turned away at the door (DSA-20.6).

    Raises:
        UnlawfulError: saying what the record shows instead.
    """
    if reason == Inadmissible.OUT_OF_TIME and filed.at <= filed.until:
        raise UnlawfulError(
            f"It came in time: filed {filed.at:{DAY} %H:%M} UTC, open until "
            f"{filed.until:{DAY} %H:%M} UTC."
        )
    if reason == Inadmissible.NOT_CONCERNED and not filed.by_other:
        raise UnlawfulError("The person it concerns filed it themself.")
    if reason == Inadmissible.ANSWERED_BEFORE and not filed.answered_before:
        raise UnlawfulError("No earlier appeal in this case was answered.")


def in_place(reviewer: Decider) -> Decider:
    """A reviewer, as who decides anew in the place of the first decider. DSA-20.4, G16."""
    return replace(reviewer, roles=reviewer.roles | {StaffRole.CASE_MANAGER})


def require_in_time(*, delivered_at: datetime, at: datetime, clocks: Clocks = GOLD) -> None:
    """Refuse an appeal filed after its window. DSA-20.1 (G14).

    Raises:
        UnlawfulError: naming the day the window closed.
    """
    until = appeal_until(delivered_at, clocks)
    if at > until:
        raise UnlawfulError(
            f"Appeals against this decision were open until {until:%-d %B %Y %H:%M} UTC."
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
