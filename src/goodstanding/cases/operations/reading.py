"""Note who reads a member's record."""

from datetime import datetime

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models import Case, CaseReading

LONGEST = 2000
"""Characters of an address that are kept."""


def note_reading(
    *, account: Account, case: Case | None, address: str, by: Staff | str, at: datetime
) -> CaseReading:
    """Note that somebody other than the member is shown something of a member's record.

    Args:
        account: whose.
        case: of which case; None where it is of the member, and so of all their cases.
        address: what was asked for.
        by: the person of the team; else in words who it is.
        at: now.
    """
    staff = by if isinstance(by, Staff) else None
    told = {"staff": staff, "by": str(by), "address": address[:LONGEST]}
    return CaseReading.objects.create(account=account, case=case, **told, at=at)
