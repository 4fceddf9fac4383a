"""Wait one's turn: first for the case, then for its decision, then for its appeal.

A mail to a case is kept while the case waits, and may turn out to be a word in its appeal. Who took
them in the other order would wait for the mail while the mail waits for them.
"""

from goodstanding.appeals.models import Appeal
from goodstanding.cases.models import Case, Decision


def of_decision(decision: Decision) -> Decision:
    """A decision as it is now, which nobody else changes until the transaction is over."""
    Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    return Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)


def of_appeal(appeal: Appeal) -> Appeal:
    """An appeal as it is now, which nobody else changes until the transaction is over."""
    of_decision(appeal.decision)
    return Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
