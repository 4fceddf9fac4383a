"""What is known of what was taken away."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from goodstanding.reports.models import Export


def exports(*, before: int = 0, hidden: Collection[int] = ()) -> QuerySet[Export]:
    """What was taken away as a file, the latest first.

    Args:
        before: only those noted before the one of this number; 0 for all.
        hidden: keys of accounts that whoever asks may not read.
    """
    found = Export.objects.select_related("account").order_by("-id")
    if before:
        found = found.filter(pk__lt=before)
    if hidden:
        found = found.filter(Q(account=None) | ~Q(account__in=hidden))
    return found
