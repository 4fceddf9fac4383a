"""Put a milder decision in the place of one that is reversed on appeal."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import modified
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case, Decision
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.cases.operations.ending import reverse, set_aside
from goodstanding.law.terms import UnlawfulError


@transaction.atomic
def modify(*, decision: Decision, wish: Wish, cause: str, by: Staff, at: datetime) -> Decision:
    """Reverse a decision with everything it caused, and make a milder one in its place.

    The milder one has its own measures, statement of reasons and appeal. The caller keeps which
    appeal asked for it, in the same transaction.

    Args:
        decision: what is reversed.
        wish: what takes its place.
        cause: what asked for it, as for `reverse`.
        by: the reviewer, who decides in the place of the first decider.
        at: now.

    Raises:
        UnlawfulError: the law does not allow it, it is not milder, or the decision was reversed
            already.
    """
    if not wish.reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected in your own words why this, not less.")
    Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    was = modified.extent(decision)
    why = wish.reasons
    reversal = reverse(
        decision=decision, cause=cause, reasons=why, by=by, at=at, findings_stand=True
    )
    made = carry_out(modified.plan(was, decision, wish, by=by, at=at), staff=by)
    set_aside(reversal, at=at)
    return made
