"""File an appeal, or add to the one that waits: for whoever cannot know which it is."""

from datetime import datetime

from django.db import transaction

from goodstanding.appeals.models import Appeal
from goodstanding.appeals.operations import turns
from goodstanding.appeals.operations.dialogue import add
from goodstanding.appeals.operations.filing import file
from goodstanding.cases.models import Decision
from goodstanding.law.appeal import Door


@transaction.atomic
def submit(*, decision: Decision, text: str, at: datetime, door: Door) -> Appeal:
    """File an appeal for a member, or add to the one that waits; the same words change nothing.

    Args:
        decision: what is appealed against.
        text: why, in the member's own words.
        at: now.
        door: the way it came.

    Raises:
        UnlawfulError: as for `file`; or what was filed has been answered.
    """
    decision = turns.of_decision(decision)
    by = decision.case.account.name
    filed = Appeal.objects.filter(decision=decision).first()
    if filed is None:
        return file(decision=decision, text=text, by=by, at=at, door=door)
    if filed.text != text and not filed.remarks.filter(text=text, reviewer=None).exists():
        add(appeal=filed, text=text, by=by, at=at, door=door)
    return filed
