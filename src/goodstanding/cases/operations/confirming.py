"""Confirm in time what was held back before hearing, so that it does not lapse yet."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case, Decision, Measure
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.cases.operations.ending import hand_over
from goodstanding.law import interim as law
from goodstanding.law import procedure
from goodstanding.law.facts import Emergency
from goodstanding.law.procedure import CaseStep
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError


@transaction.atomic
def confirm_interim(*, decision: Decision, reasons: str, by: Staff, at: datetime) -> Decision:
    """Confirm an interim restriction by a decision of one's own, as it stands, while it runs.

    It then lasts to seven business days from the start of the first, never longer (P4). The measure
    confirmed ends in the same transaction, when its successor takes over.

    Args:
        decision: the interim decision to confirm.
        reasons: why it cannot wait for the hearing, in one's own words.
        by: the person confirming.
        at: now.

    Returns:
        The person's own decision, which names the one it confirms.

    Raises:
        UnlawfulError: it has ended, the person may not, or nothing is said.
    """
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why this cannot wait for the hearing.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    procedure.require(queries.state(case, at=at), CaseStep.CONFIRM_INTERIM)
    running = list(decision.measures.filter(lift=None).order_by("contract"))
    law.require_running(
        MeasureKind(decision.measure), ends_at=decision.ends_at, lifted=not running, at=at
    )
    wish = _as_it_stands(decision, running, reasons)
    made = carry_out(rulings.plan(case, wish, by=by, at=at), staff=by)
    hand_over(measures=running, cause=f"confirmed by {by.name}", by=by.name, at=at)
    return made


def _as_it_stands(decision: Decision, running: Sequence[Measure], reasons: str) -> Wish:
    """The wish for the same again: the same capabilities, the same contracts, thing or member."""
    written = decision.emergency_evidence.exclude(ground="").values_list("ground", flat=True)
    return Wish(
        MeasureKind.INTERIM_RESTRICTION,
        reasons,
        capabilities=tuple(Capability(name) for name in running[0].capabilities),
        contracts=tuple(one.contract for one in running if one.contract),
        subject=running[0].subject,
        member=running[0].member,
        emergency=Emergency(decision.emergency) if decision.emergency else None,
        ground="\n".join(written),
        confirms=decision,
    )
