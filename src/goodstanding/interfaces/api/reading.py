"""What the marketplace's servers read of a member's record is kept, as what people read is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodstanding.cases import operations as cases

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case


def note(request: HttpRequest, account: Account, case: Case | None, *, at: datetime) -> None:
    """Keep that a key read something of a member's.

    Args:
        request: what was asked for; its key opened it.
        account: whose.
        case: of which case; None where it is of the member.
        at: now.
    """
    key = getattr(request, "auth", None)
    cases.note_reading(
        account=account,
        case=case,
        address=request.get_full_path(),
        by=f"the key {key}",
        at=at,
    )
