"""What the clock does when nobody answers an appeal."""

from datetime import datetime

from django.db import DatabaseError, transaction

from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, Overdue
from goodstanding.cases import operations as cases

CLOCK = "the clock"
UNANSWERED = "your appeal was not answered in time"


def overdue(*, at: datetime) -> list[Appeal]:
    """Do what the profile says about appeals nobody answered in time: lift the measures (S10).

    The appeal stays open and is still answered; what was overdue is kept and reported.

    Raises:
        ExceptionGroup: some could not be dealt with, each for its own reason; all others were.
    """
    lapsed: list[Appeal] = []
    failed: list[Exception] = []
    for appeal in queries.waiting().filter(reply_due_at__lte=at, overdue=None):
        try:
            lapsed += _lift(appeal, at=at)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"appeal {appeal.pk}")
            failed.append(failure)
    if failed:
        raise ExceptionGroup("overdue appeals whose measures could not be lifted", failed)
    return lapsed


@transaction.atomic
def _lift(appeal: Appeal, *, at: datetime) -> list[Appeal]:
    _, new = Overdue.objects.get_or_create(appeal=appeal, defaults={"at": at})
    if not new:
        return []
    for measure in appeal.decision.measures.filter(lift=None):
        cases.lift_measure(measure=measure, cause=UNANSWERED, by=CLOCK, at=at)
    return [appeal]
