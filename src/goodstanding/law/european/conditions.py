"""Rules of a statement between its fields, and what a careful exporter adds. DSA-24.5; TDB-2."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodstanding.law.european import values as v
from goodstanding.law.european.fields import (
    FIELDS,
    GROUNDS,
    NAME,
    OWN_WORDS,
    PROOF,
    RESTRICTIONS,
)
from goodstanding.law.european.shapes import Fault, Text, shown

Statement = Mapping[str, object]


@dataclass(frozen=True)
class Problem:
    """A rule that a statement breaks.

    Attributes:
        field: the field, or several with commas between; "" for the whole.
        rule: the rule, named.
        says: what was got, and what was expected.
        at: which statement of several, from 0; None for one by itself.
    """

    field: str
    rule: str
    says: str
    at: int | None = None

    def __str__(self) -> str:
        """Name the field and the rule, and say what was expected."""
        where = "" if self.at is None else f"statement {self.at + 1}: "
        return f"{where}{self.field or 'the whole'}: {self.rule}: {self.says}"


def problems(field: str, faults: Iterator[Fault]) -> Iterator[Problem]:
    """The faults of a field's value as problems of the statement."""
    for part, rule, says in faults:
        yield Problem(f"{field}{part}", rule, says)


def chosen(statement: Statement, field: str, word: str) -> bool:
    """Whether a word is what a field says, or among what it says."""
    value = statement.get(field)
    return word in value if isinstance(value, list) else value == word


def between_fields(statement: Statement) -> Iterator[Problem]:
    """What the Commission's own check asks of fields together. TDB-1, TDB-2."""
    yield from _restricts_something(statement)
    yield from _says_what_else(statement)
    yield from _explains_its_ground(statement)


def _restricts_something(statement: Statement) -> Iterator[Problem]:
    if all(statement.get(field) in (None, []) for field in RESTRICTIONS):
        expected = "got none of them, expected at least one restriction"
        yield Problem(", ".join(RESTRICTIONS), "restriction (TDB-1)", expected)


def _says_what_else(statement: Statement) -> Iterator[Problem]:
    """A choice of "other" is told in own words; for a keyword they may be left out."""
    for field, (choice, other) in OWN_WORDS.items():
        if choice != "category_specification" and chosen(statement, choice, other):
            yield from _must_say(statement, field, NAME, f"{choice} says {other}")


def _explains_its_ground(statement: Statement) -> Iterator[Problem]:
    ground = statement.get("decision_ground")
    for one, (name, why) in GROUNDS.items():
        if ground == one:
            yield from _must_say(statement, name, NAME, f"decision_ground is {one}")
            yield from _must_say(statement, why, PROOF, f"decision_ground is {one}")


def _must_say(statement: Statement, field: str, longest: int, because: str) -> Iterator[Problem]:
    value = statement.get(field)
    if value is None:
        yield Problem(field, "needed (TDB-2)", f"got nothing, expected words, as {because}")
    elif isinstance(value, str):  # anything else is told by the field's own shape
        limit = None if FIELDS[field].shape == Text(longest) else longest
        yield from problems(field, Text(limit, blank=False).faults(value))


def of_an_exporter(statement: Statement) -> Iterator[Problem]:
    """What is asked beyond: a place, no repeats, nothing that the database would drop. TDB-6."""
    yield from _names_places(statement)
    yield from _repeats_nothing(statement)
    yield from _web_address(statement)
    for field in statement:
        if field not in FIELDS:
            yield Problem(field, "known field (export)", "no such field")
    for field, because in _dropped(statement):
        if statement.get(field) is not None:
            yield Problem(field, "nothing dropped (export)", f"expected nothing, as {because}")
    if (
        statement.get("decision_ground") == v.ILLEGAL
        and "incompatible_content_illegal" in statement
    ):
        because = f"decision_ground is {v.ILLEGAL}"
        yield Problem(
            "incompatible_content_illegal",
            "nothing dropped (export)",
            f"expected none, as {because}",
        )


def _names_places(statement: Statement) -> Iterator[Problem]:
    if statement.get("territorial_scope") in (None, []):
        expected = "got nothing, expected at least one country"
        yield Problem("territorial_scope", "needed (TDB-6)", expected)


def _repeats_nothing(statement: Statement) -> Iterator[Problem]:
    fields = ("territorial_scope", "content_type", "decision_visibility", "category_addition")
    for field in fields:
        value = statement.get(field)
        if isinstance(value, list) and any(one in value[:n] for n, one in enumerate(value)):
            yield Problem(field, "no repeats (export)", f"got {shown(value)}, expected each once")


def _web_address(statement: Statement) -> Iterator[Problem]:
    field = "decision_ground_reference_url"
    value = statement.get(field)
    if isinstance(value, str) and not re.match(r"https?://", value):
        expected = f"got {shown(value)}, expected an address on the web"
        yield Problem(field, "web address (export)", expected)


def _dropped(statement: Statement) -> Iterator[tuple[str, str]]:
    """Fields that say nothing beside the others, so that the database drops them, and why."""
    for field, (choice, other) in OWN_WORDS.items():
        if not chosen(statement, choice, other):
            yield field, f"{choice} does not say {other}"
    if statement.get("source_type") == v.VOLUNTARY:
        yield "source_identity", f"source_type is {v.VOLUNTARY}"
    for ground, fields in GROUNDS.items():
        if statement.get("decision_ground") in v.GROUND and not chosen(
            statement, "decision_ground", ground
        ):
            yield from ((field, f"decision_ground is not {ground}") for field in fields)
    for restriction, end in RESTRICTIONS.items():
        if statement.get(restriction) in (None, []):
            yield end, f"{restriction} restricts nothing"
