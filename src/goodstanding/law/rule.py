"""What a rule of the law is, and how one is entered into the book."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step

SINCE = date(2026, 1, 1)
"""The day the book came into force."""

DAY = "%-d %B %Y"
"""How a day is written in a reason."""

Test = Callable[[Facts, Step], str | None]
"""Gives the reason why a step of the ladder is not open, or None."""


@dataclass(frozen=True)
class Refusal:
    """Why a step is not open: the rule's id, the reason for this person, and the rule's sources."""

    rule: str
    reason: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One rule of the law.

    Attributes:
        id: its name, stable for ever.
        says: the rule in plain words.
        sources: ids in the table of duties, or the promise or design sentence it carries out.
        since: the day it came into force here.
        test: gives the reason why a step is not open, or None.
    """

    id: str
    says: str
    sources: tuple[str, ...]
    since: date
    test: Test


def law(id: str, sources: tuple[str, ...], since: date) -> Callable[[Test], Rule]:
    """Make a function a rule that says what its docstring says.

    Keeps no duty: it is a way of writing.

    `law.rules.RULES` is the book it is then entered into.
    """

    def enter(test: Test) -> Rule:
        return Rule(id, " ".join((test.__doc__ or "").split()), sources, since, test)

    return enter
