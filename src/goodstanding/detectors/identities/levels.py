"""How alike two persons are in each fact, in steps; the highest step that holds counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from duckdb import DuckDBPyConnection

from goodstanding.detectors.identities.kinds import kind_of


@dataclass(frozen=True)
class Step:
    """One step of likeness: its words in a sentence, and its condition on `{a}` and `{b}`."""

    words: str
    condition: str


_SAME = Step("same", "{a} = {b}")
_TYPO = Step("differs by one letter", "damerau_levenshtein({a}, {b}) = 1")
_JW92 = Step("very like", "jaro_winkler_similarity({a}, {b}) > .92")
_JW80 = Step("somewhat like", "jaro_winkler_similarity({a}, {b}) > .8")
_SPLIT = Step("one is part of the other", "contains({a}, {b}) OR contains({b}, {a})")
# One of the two must be quite the same: a given name that is somebody's surname is no evidence.
_SWAPPED = (
    "(l.given = r.surname AND jaro_winkler_similarity(l.surname, r.given) > .85)"
    " OR (l.surname = r.given AND jaro_winkler_similarity(l.given, r.surname) > .85)"
)
_NUMBERS = (
    Step("two characters differ", "damerau_levenshtein({a}, {b}) = 2"),
    Step("one character differs", "damerau_levenshtein({a}, {b}) = 1"),
    _SAME,
)
_TEXT = (_JW80, _JW92, _SAME)
STEPS: Mapping[str, tuple[Step, ...]] = {
    "given": (
        _JW80,
        Step("an initial or part of the other", "starts_with({a}, {b}) OR starts_with({b}, {a})"),
        Step("changes places with the surname", _SWAPPED),
        _JW92,
        Step("a nickname of the other", "list_contains(l.also, {b})"),
        _TYPO,
        _SAME,
    ),
    "surname": (
        _JW80,
        _SPLIT,
        Step("changes places with the given name", _SWAPPED),
        _JW92,
        _TYPO,
        _SAME,
    ),
    "name": (_JW80, _JW92, _SAME),
    "born": (
        Step("same year", "{a}[:4] = {b}[:4]"),
        Step("same day of another year", "{a}[5:] = {b}[5:]"),
        Step("two digits differ", "damerau_levenshtein({a}, {b}) = 2"),
        Step("one digit differs", "damerau_levenshtein({a}, {b}) = 1"),
        Step("day and month change places", "{a}[:4] || {a}[7:] || {a}[5:6] = {b}"),
        _SAME,
    ),
    "postcode": (
        Step("same area", "{a}[:2] = {b}[:2]"),
        Step("same district", "length({a}) > 4 AND {a}[:-3] = {b}[:-3]"),
        Step("two characters differ", "damerau_levenshtein({a}, {b}) = 2"),
        Step("one character differs", "damerau_levenshtein({a}, {b}) = 1"),
        _SAME,
    ),
    "place": (_JW80, _SPLIT, _JW92, _SAME),
    "street": (_JW80, _JW92, _SAME),
    "mail": (
        Step("very like", "jaro_winkler_similarity({a}, {b}) > .9"),
        Step("same before the @", "split_part({a}, '@', 1) = split_part({b}, '@', 1)"),
        Step("two letters differ", "length({a}) > 14 AND damerau_levenshtein({a}, {b}) <= 2"),
        _SAME,
    ),
    "phone": _NUMBERS,
    "document": _NUMBERS,
    "house": (Step("one character differs", "damerau_levenshtein({a}, {b}) = 1"), _SAME),
    "state": (_TYPO, _SAME),
    "device": (_SAME,),
    "payout": (_NUMBERS[1], _SAME),
    "work": (_JW92, _SAME),
    "other": _TEXT,
}
"""From the least to the most alike; 0 is none of them, and -1 means that one does not say."""

Levels = dict[str, npt.NDArray[np.int8]]


def compared(slots: Collection[str]) -> list[str]:
    """The facts that are compared: a whole name only where its parts are not known."""
    return [s for s in slots if s != "name" or not {"given", "surname"} & set(slots)]


def expression(slot: str, slots: Collection[str]) -> str:
    """The level of a fact, in SQL, from the persons `l` and `r`."""
    a, b = f'l."{slot}"', f'r."{slot}"'
    steps = STEPS[kind_of(slot)]
    cases = [
        f"WHEN {step.condition.format(a=a, b=b)} THEN {number}"
        for number, step in reversed(list(enumerate(steps, 1)))
        if step.condition != _SWAPPED or {"given", "surname"} <= set(slots)
    ]
    said = f"{a} IS NULL OR {b} IS NULL THEN -1"
    return f"CAST(CASE WHEN {said} {' '.join(cases)} ELSE 0 END AS TINYINT)"


def compare(connection: DuckDBPyConnection, slots: Collection[str], pairs: str) -> Levels:
    """Compare the pairs (`l`, `r`) of a relation, in the order of `l` and `r`.

    Returns:
        For each fact compared, the level of each pair.
    """
    facts = compared(slots)
    chosen = [f'{expression(slot, slots)} AS "{slot}"' for slot in facts]
    found = connection.execute(
        f"""SELECT {", ".join(chosen)} FROM ({pairs}) p JOIN person l ON l.i = p.l
        JOIN person r ON r.i = p.r ORDER BY p.l, p.r"""
    ).fetchnumpy()
    return {slot: np.asarray(found[slot], dtype=np.int8) for slot in facts}


def shares(connection: DuckDBPyConnection, slot: str, pairs: str) -> npt.NDArray[np.float64]:
    """How common the value is that both have, as a share of all said; 1 where they differ.

    In the order of `l` and `r`, as `compare` goes.
    """
    found = connection.execute(
        f"""SELECT coalesce(n, total) / total AS share FROM ({pairs}) p
        JOIN person l ON l.i = p.l JOIN person r ON r.i = p.r
        LEFT JOIN (SELECT "{slot}" AS v, count(*)::DOUBLE AS n FROM person GROUP BY 1) t
            ON t.v = l."{slot}" AND l."{slot}" = r."{slot}"
        CROSS JOIN (SELECT greatest(count("{slot}"), 1)::DOUBLE AS total FROM person)
        ORDER BY p.l, p.r"""
    ).fetchnumpy()
    return np.asarray(found["share"], dtype=np.float64)
