"""Reports by others: what one must say, which ending can be appealed against, until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodstanding.law.clocks import GOLD, Clocks, appeal_until
from goodstanding.law.terms import MeasureKind, UnlawfulError

UNACTED = frozenset({MeasureKind.NO_ACTION, MeasureKind.COACHING_NOTE})
"""Decisions that act on nobody. A coaching note informs, and is not held against anyone."""


MOST_A_DAY = 20
"""How many reports one mail address may make in a day; nobody has proved that it is theirs."""


class Way(StrEnum):
    """The way a report came; each takes it free and in any words. DSA-16.2."""

    PORTAL = "portal"
    PUBLIC = "public"
    API = "api"


@dataclass(frozen=True)
class Told:
    """What a report says.

    Attributes:
        about: the account it is about.
        reporter: the account of who reports; "" where they have none.
        place: exactly where it happened: a contract, a job post, a message.
        text: what happened, and why it is against the policy.
        good_faith: whether they said that they believe it to be true and whole.
    """

    about: str
    reporter: str
    place: str
    text: str
    good_faith: bool


def require_complete(told: Told) -> None:
    """Refuse a report that does not say why, where, or that it is meant. DSA-16.2.

    Who reports need not say who they are; without an address they are told on their page alone.

    Raises:
        UnlawfulError: naming the field and what was expected.
    """
    if not told.text.strip():
        raise UnlawfulError("text: got nothing, expected what happened, in your own words.")
    if not told.place.strip():
        raise UnlawfulError(
            "place: got nothing, expected where exactly: a contract, a job post, a message."
        )
    if not told.good_faith:
        raise UnlawfulError(
            "good_faith: got no, expected that you believe what you say to be true and whole."
        )
    if told.reporter and told.reporter == told.about:
        raise UnlawfulError("about: got your own account, expected somebody else's.")


def require_room(made: int) -> None:
    """Refuse reports without number under one mail address.

    A member's own reports have no such limit; what a person reads they judge. DSA-16.6 asks for
    care and no arbitrariness; the number is ours.

    Args:
        made: how many came under the address within a day.

    Raises:
        UnlawfulError: there were many.
    """
    if made >= MOST_A_DAY:
        raise UnlawfulError(
            f"email: got {made} reports under this address within a day, expected at most "
            f"{MOST_A_DAY}; come back tomorrow, or report without an address."
        )


def require_appealable(*, measure: MeasureKind, takes_something: bool, reopened: bool) -> None:
    """Refuse an appeal by who reported against anything but an ending without action. DSA-20.1.

    What was decided against a member is the member's to appeal against.

    Args:
        measure: what was decided.
        takes_something: whether the decision has a statement of reasons: it restricts or holds.
        reopened: whether the case has been reopened since.

    Raises:
        UnlawfulError: saying why.
    """
    if measure not in UNACTED or takes_something:
        raise UnlawfulError("Something was done about your report, so there is nothing to appeal.")
    if reopened:
        raise UnlawfulError("This case has been reopened already; you are told how it ends.")


def open_until(told_at: datetime, clocks: Clocks = GOLD) -> datetime:
    """The last moment for who reported to appeal: six months from being told. DSA-20.2 (G14)."""
    return appeal_until(told_at, clocks)
