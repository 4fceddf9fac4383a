"""In which case somebody is who writes to us without naming one."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.cases.models import Case, Measure
from goodstanding.cases.queries.cases import all_cases, state, undecided
from goodstanding.law.procedure import State
from goodstanding.notices import queries as notices

REFERENCE = re.compile(r"\bGS-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def of_sender(
    sender: str, *, subject: str, answers: Collection[UUID] = (), at: datetime
) -> Case | None:
    """The case of a member, or of who speaks for them, that a mail or form belongs to.

    It is the one that they name: by its reference in the subject, or by answering a notice of it.
    Else one that is undecided or whose measure is in force: first where their answer is awaited,
    then the latest. Nobody is led into a case of somebody else.

    Args:
        sender: their mail address; whether it is really theirs is not asked here.
        subject: of the mail.
        answers: the notices that the mail answers.
        at: now.

    Returns:
        The case; None where they have none of the kind.
    """
    if not sender:
        return None
    theirs = _of_address(sender)
    named = set(REFERENCE.findall(subject.upper())) | notices.references(answers)
    if named and (found := theirs.filter(reference__in=named).order_by("-opened_at").first()):
        return found
    running = list(_running(theirs, at=at).order_by("-opened_at", "-id"))
    waited = (one for one in running if state(one, at=at) == State.AWAITING_ANSWER)
    return next(waited, running[0] if running else None)


def _of_address(sender: str) -> QuerySet[Case]:
    speaks = Q(representatives__email__iexact=sender, representatives__end=None)
    return all_cases().filter(Q(account__email__iexact=sender) | speaks).distinct()


def _running(theirs: QuerySet[Case], *, at: datetime) -> QuerySet[Case]:
    """Those undecided, and those with a measure in force."""
    placed = Measure.objects.filter(decision__case=OuterRef("pk"), starts_at__lte=at)
    in_force = placed.filter(Q(ends_at=None) | Q(ends_at__gt=at), lift=None)
    return theirs.filter(Q(pk__in=undecided().values("pk")) | Exists(in_force))
