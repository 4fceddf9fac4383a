"""Mails that could not be taken for a member's word, and wait for a person to look."""

from django.db.models import QuerySet

from goodstanding.cases.models import Letter


class UnknownLetterError(LookupError):
    """There is no such mail."""


def waiting() -> QuerySet[Letter]:
    """Mails kept apart that nobody has looked at, oldest first."""
    apart = Letter.objects.filter(from_member=False, quarantine_end=None)
    return apart.select_related("case__account", "case__policy").order_by("at", "id")


def letter(id_: int) -> Letter:
    """A mail kept apart, by its key.

    Raises:
        UnknownLetterError: there is none.
    """
    found = Letter.objects.filter(pk=id_, from_member=False)
    one = found.select_related("case__account", "quarantine_end__by").first()
    if one is None:
        msg = f"There is no mail {id_} that was kept apart."
        raise UnknownLetterError(msg)
    return one
