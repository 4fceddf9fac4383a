"""The fields of a statement: what each holds, whether it is needed, whether null is taken for none.

DSA-24.5; TDB-1 to TDB-5. One line a field; what depends on other fields stands in `conditions`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.law.european import values as v
from goodstanding.law.european.shapes import Day, ListOf, OneOf, ProductCode, Shape, Text

NAME, PROOF, ACCOUNT_OF_FACTS = 500, 2000, 5000
"""The longest ground or other short text, explanation, and facts, in code points. TDB-4."""

PUID = Text(
    NAME,
    re.compile(r"[A-Za-z0-9_-]+"),
    "1 to 500 of A-Z, a-z, 0-9, _ and -",
    rule="puid (TDB-5)",
)
ADDRESS = Text(
    NAME,
    re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]+(?:[/?#]\S*)?"),
    "an absolute address such as https://example.org/terms",
)
EAN = Text(None, re.compile(r"[0-9]{13}"), "13 digits")
PLACE = OneOf(v.EEA, "a country of the EEA in two letters (Greece is GR)")
LANGUAGE = OneOf(v.LANGUAGE, "a language in two capital letters (ISO 639-1)")
CATEGORY = OneOf(v.CATEGORY, "a category in use")
KEYWORD = OneOf(v.KEYWORD, "a keyword in use")


@dataclass(frozen=True)
class Field:
    """A field: its shape, whether it must be there, and whether null stands for none."""

    shape: Shape
    needed: bool = False
    null: bool = True


def _must(shape: Shape) -> Field:
    return Field(shape, needed=True, null=False)


def _never_null(shape: Shape) -> Field:
    return Field(shape, null=False)


FIELDS: Mapping[str, Field] = {
    "puid": _must(PUID),
    "decision_visibility": Field(ListOf(OneOf(v.VISIBILITY))),
    "decision_visibility_other": Field(Text(NAME)),
    "decision_monetary": Field(OneOf(v.MONETARY)),
    "decision_monetary_other": Field(Text()),
    "decision_provision": Field(OneOf(v.PROVISION)),
    "decision_account": Field(OneOf(v.ACCOUNT)),
    "account_type": Field(OneOf(v.ACCOUNT_TYPE)),
    "decision_ground": _must(OneOf(v.GROUND)),
    "decision_ground_reference_url": Field(ADDRESS),
    "illegal_content_legal_ground": Field(Text()),
    "illegal_content_explanation": Field(Text()),
    "incompatible_content_ground": Field(Text()),
    "incompatible_content_explanation": Field(Text()),
    "incompatible_content_illegal": _never_null(OneOf(v.YES_OR_NO)),
    "category": _must(CATEGORY),
    "category_addition": _never_null(ListOf(CATEGORY)),
    "category_specification": Field(ListOf(KEYWORD)),
    "category_specification_other": Field(Text(NAME)),
    "content_type": _must(ListOf(OneOf(v.CONTENT_TYPE), least=1)),
    "content_type_other": Field(Text(NAME)),
    "content_language": Field(LANGUAGE),
    "content_date": _must(Day(date(2000, 1, 1))),
    "content_id": Field(ProductCode(EAN)),
    "content_id_ean": Field(EAN),
    "territorial_scope": Field(ListOf(PLACE)),
    "application_date": _must(Day(date(2020, 1, 1))),
    "end_date_visibility_restriction": Field(Day()),
    "end_date_monetary_restriction": Field(Day()),
    "end_date_service_restriction": Field(Day()),
    "end_date_account_restriction": Field(Day()),
    "decision_facts": _must(Text(ACCOUNT_OF_FACTS, blank=False)),
    "source_type": _must(OneOf(v.SOURCE)),
    "source_identity": Field(Text(NAME)),
    "automated_detection": _must(OneOf(v.YES_OR_NO)),
    "automated_decision": _must(OneOf(v.AUTOMATED_DECISION)),
}

RESTRICTIONS = {
    "decision_visibility": "end_date_visibility_restriction",
    "decision_monetary": "end_date_monetary_restriction",
    "decision_provision": "end_date_service_restriction",
    "decision_account": "end_date_account_restriction",
}
"""The four families of restrictions, each with the field of its end. DSA-17.1a to 17.1d."""

OWN_WORDS = {
    "decision_visibility_other": ("decision_visibility", "DECISION_VISIBILITY_OTHER"),
    "decision_monetary_other": ("decision_monetary", "DECISION_MONETARY_OTHER"),
    "content_type_other": ("content_type", "CONTENT_TYPE_OTHER"),
    "category_specification_other": ("category_specification", "KEYWORD_OTHER"),
}
"""Own words that belong to a choice of "other": the field of the choice, and the choice."""

GROUNDS = {
    v.ILLEGAL: ("illegal_content_legal_ground", "illegal_content_explanation"),
    v.INCOMPATIBLE: ("incompatible_content_ground", "incompatible_content_explanation"),
}
"""What each ground must say: the ground itself, and why the facts break it. DSA-17.3d, 17.3e."""

FREE = (
    "decision_facts",
    "source_identity",
    "illegal_content_explanation",
    "incompatible_content_explanation",
    "illegal_content_legal_ground",
    "incompatible_content_ground",
    *OWN_WORDS,
)
"""Fields of free text, where personal data might slip in. DSA-24.5."""
