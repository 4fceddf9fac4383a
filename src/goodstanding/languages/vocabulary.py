"""Words of the law that stand alone on pages: kinds, states, roles, what is due."""

from collections.abc import Iterator

from django.utils.translation import gettext

from goodstanding.law.appeal import Outcome
from goodstanding.law.procedure import State
from goodstanding.law.redress import BY_PROFILE, COURTS
from goodstanding.law.terms import MeasureKind, Role
from goodstanding.law.terms import spoken as with_article
from goodstanding.law.withholding import Code

OTHERS = (
    "bad",
    "good",
    "not counted",
    "over",
    "received",
    "acted",
    "closed without action",
    "open again",
)
"""Words of pages: how a record counts, how a consultation or a report stands."""

DUE = (
    "first look",
    "answer",
    "decision",
    "end of the inquiry",
    "confirmation",
    "talk",
    "appeal",
    "answer to the appeal",
)
"""What may be due in a case; see `law.procedure.next_due`."""


def word(value: object) -> str:
    """A word of the law in the language now spoken; a word that is none of them stays as it is.

    Args:
        value: as it is stored, e.g. `awaiting_answer` or `contract.ended`.
    """
    said = str(value)
    said = said if " " in said else said.replace("_", " ").replace(".", " ")
    return gettext(said) if said else ""


def words() -> Iterator[str]:
    """Every word that `word` may be asked for, in English."""
    for kinds in (MeasureKind, Role, State, Outcome):
        yield from (str(one).replace("_", " ") for one in kinds)
    yield from (with_article(one) for one in MeasureKind)
    yield from (one.spoken for one in Code)
    yield from (way.to for ways in BY_PROFILE.values() for way in ways)
    yield COURTS.to
    yield from OTHERS
    yield from DUE
