"""Looking again at a share of what was decided, though nobody asked. PWD-10.1 (G06, G29)."""

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from math import ceil

from goodstanding.law.terms import UnlawfulError


class Opinion(StrEnum):
    """What somebody who had no hand in a case thinks of its decision.

    What was too harsh is reversed at once. What was too mild stays as the member was told it;
    `flawed` is what should have been done otherwise and would have led to the same.
    """

    AGREED = "agreed"
    TOO_HARSH = "too_harsh"
    TOO_MILD = "too_mild"
    FLAWED = "flawed"


def lot(seed: str, key: str) -> str:
    """The lot of one decision: who knows the seed can draw it again.

    Keeps PWD-10.1, G06, G29.

    Args:
        seed: of the draw; nobody chose it.
        key: the decision's id.
    """
    return sha256(f"{seed} {key}".encode()).hexdigest()


def drawn(seed: str, keys: Sequence[str], share: float) -> list[str]:
    """Which of a week's decisions are looked at again: those with the smallest lots.

    Keeps PWD-10.1, G06, G29.

    Args:
        seed: of the draw.
        keys: the decisions' ids.
        share: of them, above 0 and at most 1; of a few, one at least.

    Raises:
        UnlawfulError: the share is none.
    """
    if not 0 < share <= 1:
        raise UnlawfulError(f"share: got {share}, expected above 0 and at most 1.")
    number = ceil(round(share * len(keys), 9))
    return sorted(keys, key=lambda one: lot(seed, one))[:number]


def require_reasons(opinion: Opinion, reasons: str) -> None:
    """Refuse an opinion other than agreement that says nothing.

    Keeps PWD-10.1, G29.

    Raises:
        UnlawfulError: no reasons are given.
    """
    if opinion != Opinion.AGREED and not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected what should have been otherwise.")
