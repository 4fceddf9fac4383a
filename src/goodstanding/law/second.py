"""Four eyes: some acts need the agreement of a second person, who looks with eyes of their own."""

from enum import StrEnum

from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole, UnlawfulError


class Act(StrEnum):
    """What nobody does alone: end an account, give money to a client, keep facts from a member.

    P3; S07, G10, G12 and the conflict of reasons with tipping-off (PWD-11, DSA-17).
    """

    TERMINATION = "termination"
    REVERSAL = "reversal"
    WITHHOLDING = "withholding"


QUALIFIED = frozenset({StaffRole.CASE_MANAGER, StaffRole.REVIEWER})
"""Roles that make someone fit to agree, or not. G06, SCP-A."""

SUPPOSED = Decider("a second person", frozenset({StaffRole.REVIEWER}))
"""Someone who agrees, while it is asked what they could agree to."""


def why_not(act: Act, first: Decider, second: Decider) -> str | None:
    """Why somebody cannot be the second person of an act; None where they can. P3, S07, G06.

    Another named person than the first, who is a case manager or a reviewer on that day.
    """
    if not second.is_person or second.is_named(first.name):
        return f"A {act} needs the agreement of a second person."
    if not second.roles & QUALIFIED:
        return f"{second.name} is neither a case manager nor a reviewer."
    return None


def require(act: Act, first: Decider, second: Decider) -> None:
    """Refuse somebody as the second person of an act. P3, S07, G06.

    Raises:
        UnlawfulError: they are the first person themselves, or not qualified.
    """
    if reason := why_not(act, first, second):
        raise UnlawfulError(reason)
