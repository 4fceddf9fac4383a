"""Look at a hold again, every week: why it goes on, or it is released."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.funds import queries
from goodstanding.funds.models import Hold, HoldExtension, HoldReview
from goodstanding.law import hold as law
from goodstanding.law.hold import Ground
from goodstanding.law.terms import StaffRole, UnlawfulError

LOOKERS = frozenset({StaffRole.FINANCE_OFFICER, StaffRole.CASE_MANAGER, StaffRole.REVIEWER})
"""Who may look at a hold."""


@transaction.atomic
def review_hold(*, hold: Hold, reasons: str, by: Staff, at: datetime) -> HoldReview:
    """Say why a hold goes on, for another week at most and never beyond its end (P4; G21).

    Args:
        hold: the hold.
        reasons: why all that is still held must still be held.
        by: a finance officer, a case manager or a reviewer.
        at: now.

    Raises:
        UnlawfulError: it has lapsed or is released, no reasons are given, or the person is not
            qualified.
    """
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why the hold goes on.")
    _require(hold, by, at=at)
    return HoldReview.objects.create(
        hold=hold, by=by, reasons=reasons.strip(), at=at, next_at=law.look_by(at)
    )


@transaction.atomic
def extend_hold(
    *, hold: Hold, escalation: str, ends_at: datetime, by: Staff, at: datetime
) -> HoldExtension:
    """Hold longer for a dispute because it went on to arbitration or a court (G22).

    Args:
        hold: the hold.
        escalation: to whom the dispute went, and the reference there.
        ends_at: the new end, at most 180 days after the money was first held for it.
        by: a finance officer, a case manager or a reviewer.
        at: now.

    Raises:
        UnlawfulError: it is held on another ground, has lapsed, was extended before, or would
            last too long.
    """
    if Ground(hold.ground) != Ground.DISPUTE or not escalation.strip():
        raise UnlawfulError("Only a hold for a dispute goes on longer, for a named escalation.")
    _require(hold, by, at=at)
    latest = queries.latest_extension(hold)
    if hasattr(hold, "extension") or not hold.ends_at < ends_at or (latest and ends_at > latest):
        raise UnlawfulError(
            f"ends_at: got {ends_at}, expected once, after {hold.ends_at} and by {latest} (P4)."
        )
    return HoldExtension.objects.create(
        hold=hold, escalation=escalation.strip(), ends_at=ends_at, by=by, at=at
    )


def require_looker(by: Staff, *, at: datetime) -> None:
    """Refuse whoever may not look at holds.

    Raises:
        UnlawfulError: the person is no finance officer, case manager or reviewer on that day.
    """
    if not accounts.decider(by, at=at).roles & LOOKERS:
        roles = ", ".join(sorted(LOOKERS))
        raise UnlawfulError(f"by: {by} is none of: {roles}.")


def _require(hold: Hold, by: Staff, *, at: datetime) -> None:
    require_looker(by, at=at)
    if not queries.unreleased().filter(hold=hold).exists():
        raise UnlawfulError("Nothing of this hold is held any more.")
    lapses = queries.lapses_at(hold)
    if at >= lapses:
        raise UnlawfulError(f"This hold lapsed on {lapses:%-d %B %Y at %H:%M} UTC (P4).")
