"""Have a case open, one person at a time."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.models import Case, Claim, ClaimEnd

A_WHILE = timedelta(minutes=20)
"""How long a claim lasts unless its holder opens the case again."""


def claim(*, case: Case, by: Staff, at: datetime) -> Claim:
    """Claim a case for a while, unless another person has it open.

    Of two who ask at the same moment the database lets one have it. Asking again lengthens one's
    own claim once half of it has passed.

    Returns:
        The claim in force: one's own, or that of whoever was first.
    """
    held = queries.claim_of(case, at=at)
    if held is not None and (held.staff_id != by.pk or held.until - at > A_WHILE / 2):
        return held
    try:
        with transaction.atomic():
            return Claim.objects.create(case=case, staff=by, at=at, until=at + A_WHILE)
    except IntegrityError:
        first = queries.claim_of(case, at=at)
        if first is None:
            raise
        return first


@transaction.atomic
def put_down(*, case: Case, by: Staff, at: datetime) -> int:
    """End one's own claims of a case before they end by themselves.

    Returns:
        How many were ended; none where one had none.
    """
    mine = Claim.objects.select_for_update(of=("self",)).filter(
        case=case, staff=by, until__gt=at, end=None
    )
    return len([ClaimEnd.objects.create(claim=one, at=at) for one in mine])
