"""Which cases hold some words."""

from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector

from goodstanding.cases.models import Answer, Decision, Message

LOOKED_AT = 1000
"""Of each kind of text that holds the words, so many are looked at, the latest first."""


def saying(words: str) -> set[UUID]:
    """Keys of the cases in which some words were written.

    In a message of either side, the member's answer, or the reasons of a decision; each kind has
    an index of its words.

    Args:
        words: whole words, in any order; "in quotes" as they stand; -without.
    """
    asked = SearchQuery(words, config="simple", search_type="websearch")
    found: set[UUID] = set()
    for kind, field in ((Message, "text"), (Answer, "text"), (Decision, "reasons")):
        said = kind.objects.annotate(said=SearchVector(field, config="simple")).filter(said=asked)
        found |= set(said.order_by("-at").values_list("case_id", flat=True)[:LOOKED_AT])
    return found
