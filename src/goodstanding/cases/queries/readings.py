"""Who read a case."""

from django.db.models import Q, QuerySet

from goodstanding.cases.models import Case, CaseReading


def readings(case: Case) -> QuerySet[CaseReading]:
    """Who read a case, or a page of its member and so of all their cases; latest first."""
    own = Q(case=case) | Q(case=None)
    return CaseReading.objects.filter(own, account=case.account_id).order_by("-at", "-id")
