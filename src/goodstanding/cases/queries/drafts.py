"""What somebody of the team began to write in a case; only they are told."""

from django.db.models import QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Case, Draft


def drafts(case: Case, *, by: Staff) -> QuerySet[Draft]:
    """A person's own drafts in a case, the latest first."""
    return Draft.objects.filter(case=case, staff=by).order_by("-at")
