"""Take a case over from its manager, so that the member knows whose it is."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import managing
from goodstanding.cases.models import Case, Handover
from goodstanding.cases.operations.dialogue import write
from goodstanding.law.terms import UnlawfulError


@transaction.atomic
def take_over(*, case: Case, text: str, by: Staff, at: datetime) -> Handover:
    """Take a case over as who stands in for its manager, and say so to the member.

    From now on it is theirs: their name stands where the member reads who the case manager is.

    Args:
        case: the case.
        text: what the member is told, in the person's own words.
        by: who takes it over.
        at: now.

    Raises:
        UnlawfulError: nothing is said, or the person neither stands in for the manager nor is the
            manager one who manages cases no longer.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    former = managing.manager(case)
    if former is None or not managing.may_take_over(case, by, at=at):
        msg = f"manager: got {by.name}, expected who stands in for {former or 'a case manager'}."
        raise UnlawfulError(msg)
    message = write(case=case, text=text, by=by, at=at)
    return Handover.objects.create(case=case, former=former, staff=by, message=message, at=at)
