"""Searches of the queue that people come back to."""

from django.db.models import Q, QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import SavedSearch


def saved_searches(staff: Staff) -> QuerySet[SavedSearch]:
    """A person's own searches and those that others share, by name."""
    found = SavedSearch.objects.filter(Q(staff=staff) | Q(shared=True), end=None)
    return found.select_related("staff").order_by("name", "pk")
