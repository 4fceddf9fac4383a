"""The team's notes, of a case and over all cases."""

from collections.abc import Collection

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from goodstanding.cases.models import Case, Note


def notes_in(case: Case, words: str = "") -> QuerySet[Note]:
    """The notes of a case, latest first; with words only those that hold them.

    Args:
        case: the case.
        words: whole words, in any order; "in quotes" as they stand; -without.
    """
    return _holding(Note.objects.filter(case=case), words)


def notes(words: str, *, hidden: Collection[int] = ()) -> QuerySet[Note]:
    """The notes of all cases that hold some words, latest first; without words none.

    Args:
        words: as for `notes_in`.
        hidden: keys of accounts that whoever asks may not read.
    """
    if not words.strip():
        return Note.objects.none()
    found = Note.objects.exclude(case__account__in=hidden)
    return _holding(found.select_related("case__account", "case__policy"), words)


def _holding(found: QuerySet[Note], words: str) -> QuerySet[Note]:
    if words.strip():
        asked = SearchQuery(words, config="simple", search_type="websearch")
        found = found.annotate(said=SearchVector("text", config="simple")).filter(said=asked)
    return found.select_related("by").order_by("-at", "-id")
