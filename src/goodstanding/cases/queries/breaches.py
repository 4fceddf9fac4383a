"""What was due from us in a case and was not done, as it was written down."""

from datetime import datetime

from django.db.models import QuerySet

from goodstanding.cases.models import ClockBreach
from goodstanding.law.procedure import OnBreach


def breaches(*, at: datetime) -> QuerySet[ClockBreach]:
    """Every clock of ours that ran out by a time, the earliest due first; also of closed cases."""
    ours = ClockBreach.objects.exclude(consequence=OnBreach.PROCEED)
    found = ours.filter(due_at__lte=at).select_related("case")
    return found.order_by("due_at", "id")
