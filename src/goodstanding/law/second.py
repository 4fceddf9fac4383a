"""Four eyes: some acts need the agreement of a second person, who looks with eyes of their own."""

from enum import StrEnum

from goodstanding.law import hold
from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.law.wording import worded


class Act(StrEnum):
    """What nobody does alone: end an account, give money to a client, keep facts from a member.

    P3; S07, G10, G12 and the conflict of reasons with tipping-off (PWD-11, DSA-17).
    """

    TERMINATION = "termination"
    REVERSAL = "reversal"
    WITHHOLDING = "withholding"


_ACTS = {
    Act.TERMINATION: worded("termination"),
    Act.REVERSAL: worded("reversal"),
    Act.WITHHOLDING: worded("withholding"),
}

QUALIFIED = frozenset({StaffRole.CASE_MANAGER, StaffRole.REVIEWER})
"""Roles that make someone fit to agree, or not. G06, SCP-A."""

FINANCE = StaffRole.FINANCE_OFFICER
"""Who one of the two is where money is given to a client. P5."""

SUPPOSED = Decider("a second person", frozenset({StaffRole.REVIEWER}))
"""Someone who agrees, while it is asked what they could agree to."""


def why_not(act: Act, first: Decider, second: Decider) -> str | None:
    """Why somebody cannot be the second person of an act; None where they can. P3, S07, G06.

    Another named person than the first, who is a case manager or a reviewer on that day. Where
    money is given to a client, one of the two is a finance officer instead (P5).
    """
    if not second.is_person or second.is_named(first.name):
        return worded("A %(act)s needs the agreement of a second person.", act=_ACTS[act])
    if act == Act.REVERSAL:
        return _why_not_these(first, second)
    if not second.roles & QUALIFIED:
        return worded("%(name)s is neither a case manager nor a reviewer.", name=second.name)
    return None


def _why_not_these(first: Decider, second: Decider) -> str | None:
    try:
        hold.require_four_eyes(first.name, first.roles, second.name, second.roles)
    except UnlawfulError as refusal:
        return str(refusal)
    return None


def supposed(act: Act, first: Decider) -> Decider:
    """Whoever could be the second person of an act, while it is asked what they could agree to.

    Keeps no duty: it names nobody, and who agrees is looked at when they do.
    """
    if act == Act.REVERSAL and first.roles & QUALIFIED:
        return Decider(SUPPOSED.name, frozenset({FINANCE}))
    return SUPPOSED


def require(act: Act, first: Decider, second: Decider) -> None:
    """Refuse somebody as the second person of an act. P3, S07, G06.

    Raises:
        UnlawfulError: they are the first person themselves, or not qualified.
    """
    if reason := why_not(act, first, second):
        raise UnlawfulError(reason)
