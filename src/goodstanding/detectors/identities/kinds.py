"""What the columns of a table about persons are, by their headings and by what they hold."""

import re
import warnings
from collections.abc import Mapping

from duckdb import DuckDBPyConnection

SENSITIVE = re.compile(
    r"gender|(^|_)sex(_|$)|nationality|citizen|birth_?country|country_of_birth"
    r"|ethnic|(^|_)race(_|$)|religio|faith|language"
    r"|(^|_)age(_|$)|marital|disab|orientation"
)
"""Headings of protected attributes: these never speak for or against a pair."""

NOT_FACTS = re.compile(
    r"^(row|id|cluster\w*|label|truth|entity\w*|person|is_\w*match|match|source_dataset|index\w*"
    r"|__index_level_\d+__|unnamed.*|unique_id|rec_id|created\w*|updated\w*)$"
)
"""Headings of numbers of rows and of answers, which say nothing about a person."""

HEADINGS: Mapping[str, str] = {
    "mail": r"e_?mail|(^|_)mail",
    "phone": r"phone|mobile|(^|_)tel(_|$)|cell|whatsapp",
    "born": r"birth_?da|date_?of_?birth|(^|_)dob|born|birthday",
    "postcode": r"post_?code|postal_?code|(^|_)zip|postcode",
    "payout": r"payout|iban|bank|wallet|paypal|account_number|routing",
    "device": r"device|fingerprint|(^|_)ip(_|$)|ip_addr|cookie|mac_addr",
    "document": r"ssn|soc_?sec|passport|document|national_id|tax_?id|licen[cs]e",
    "given": r"^(given|first|fore)_?names?$|^given$|^first$|^forename",
    "surname": r"^(sur|last|family)_?names?$|^surname|^last$",
    "name": r"name",
    "house": r"street_?(number|no)|house_?(number|no)|^house$",
    "state": r"^(state|province|county|region)$",
    "street": r"street|address|road",
    "place": r"city|town|suburb|place|village|municipal|location",
    "work": r"occupation|profession|job|(^|_)title$|trade",
}
"""Each kind of column and the headings it goes by; the first that fits."""

KINDS = (*HEADINGS, "other")

FEWEST, MOSTLY = 3, 0.8
"""Different values at least, and the share of them that must look alike, to know a column by what
it holds."""


def _heading(name: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")


def _by_content(connection: DuckDBPyConnection, column: str) -> str | None:
    quoted = '"' + column.replace('"', '""') + '"'
    found = connection.execute(
        f"""SELECT count(*), count(DISTINCT v),
            avg(CAST(v LIKE '%_@_%._%' AS INT)),
            avg(CAST(regexp_matches(v, '^(1[89]|20)\\d\\d[-/.]?\\d\\d[-/.]?\\d\\d$') AS INT)),
            avg(CAST(regexp_matches(v, '^\\+?[0-9 ()./-]{{8,}}$') AS INT)),
            avg(CAST(TRY_CAST(v AS DOUBLE) IS NOT NULL AS INT))
        FROM (SELECT trim(CAST({quoted} AS VARCHAR)) v FROM input) WHERE v <> ''"""
    ).fetchone()
    count, distinct, mail, date, phone, number = found or (0, 0, 0, 0, 0, 0)
    if not count or distinct < FEWEST:
        return None
    for kind, share in (("mail", mail), ("born", date), ("phone", phone)):
        if share > MOSTLY:
            return kind
    return None if number > 1 - MOSTLY else "other"


def recognise(connection: DuckDBPyConnection, leave_out: str = "") -> dict[str, str]:
    """Say what each column of the view `input` is.

    Args:
        connection: holds the view.
        leave_out: a further column that is no fact (a label).

    Returns:
        The heading of each slot: a kind (see `KINDS`), with a number from 2 on for further
        columns of that kind. Given name and surname, where there, make a whole name a reading
        aid only; of several whole names the one with most letters is taken.
    """
    slots: dict[str, str] = {}
    names: list[str] = []
    for heading in connection.table("input").columns:
        plain = _heading(heading)
        if heading == leave_out or NOT_FACTS.match(plain) or NOT_FACTS.match(heading.lower()):
            continue
        if SENSITIVE.search(plain):
            warnings.warn(
                f"The column {heading} is left out: a protected attribute is never evidence.",
                stacklevel=2,
            )
            continue
        kind = next((k for k, p in HEADINGS.items() if re.search(p, plain)), None)
        kind = kind or _by_content(connection, heading)
        if kind == "name":
            names.append(heading)
        elif kind:
            number = sum(1 for slot in slots if re.fullmatch(rf"{kind}\d*", slot)) + 1
            slots[kind if number == 1 else f"{kind}{number}"] = heading
    if names:
        slots["name"] = max(names, key=lambda heading: _letters(connection, heading))
    return slots


def kind_of(slot: str) -> str:
    """The kind of a slot: its name without its number."""
    return slot.rstrip("0123456789")


def _letters(connection: DuckDBPyConnection, heading: str) -> int:
    quoted = '"' + heading.replace('"', '""') + '"'
    found = connection.execute(
        f"SELECT coalesce(sum(length(CAST({quoted} AS VARCHAR))), 0) FROM input"
    ).fetchone()
    return int(found[0]) if found else 0
