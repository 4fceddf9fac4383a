"""Keep searches of the queue that people come back to."""

from datetime import datetime

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.models import SavedSearch, SavedSearchEnd


class SearchError(ValueError):
    """A search cannot be kept so; the message names the field and what was expected."""


def save_search(
    *, name: str, asked: str, shared: bool, by: Staff, at: datetime, of_one: bool = False
) -> SavedSearch:
    """Keep a search of the queue under a name.

    Args:
        name: as people call it.
        asked: the search as it stands in an address.
        shared: whether all of the team see it, or its keeper alone.
        by: its keeper.
        at: now.
        of_one: whether it asks for one member or case. Such a search is not shared: others may not
            be meant to know of them.

    Raises:
        SearchError: it has no name or asks for nothing, one's own of that name is there, or it is
            shared and asks for one member or case.
    """
    name = name.strip()[:60]
    if not name or not asked:
        msg = "name: got nothing, expected what to call the search" if asked else "Nothing asked."
        raise SearchError(msg)
    if shared and of_one:
        msg = "shared: expected a search that names no member and no case"
        raise SearchError(msg)
    if queries.saved_searches(by).filter(staff=by, name=name).exists():
        msg = f"name: you have a search called {name} already"
        raise SearchError(msg)
    return SavedSearch.objects.create(name=name, asked=asked, shared=shared, staff=by, at=at)


def drop_search(*, key: int, by: Staff, at: datetime) -> None:
    """Keep one's own search no longer; nobody's, where there is none of that key.

    Args:
        key: the search's.
        by: its keeper.
        at: now.
    """
    for one in SavedSearch.objects.filter(pk=key, staff=by, end=None):
        SavedSearchEnd.objects.get_or_create(search=one, defaults={"at": at})
