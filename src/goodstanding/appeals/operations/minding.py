"""What the clock does with appeals by who reported: it warns; what is late another has, too."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction

from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import ReporterAppeal, ReporterAppealOverdue
from goodstanding.appeals.queries import reporters as queries
from goodstanding.cases.drafting import reported, words
from goodstanding.law.procedure import Due, OnBreach
from goodstanding.notices import operations as notices

YOURS, SOON, LATE = "An appeal is yours", "Soon due: an appeal", "Left undone: an appeal"
ADDED = "Something was added to an appeal:"


def mind_reporters(*, at: datetime) -> list[ReporterAppeal]:
    """Warn whoever has an appeal by who reported; where its time is over, another has it, too.

    Nothing lapses: nothing was taken from anybody. It stays open and is still answered.

    Returns:
        Those whose time ran out now.

    Raises:
        ExceptionGroup: some could not be dealt with, each for its own reason; all others were.
    """
    late: list[ReporterAppeal] = []
    failed: list[Exception] = []
    for appeal in queries.waiting():
        try:
            late += _mind(appeal, at=at)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"reporter's appeal {appeal.pk}")
            failed.append(failure)
    if failed:
        raise ExceptionGroup("reporters' appeals whose clock could not be minded", failed)
    return late


@transaction.atomic
def _mind(appeal: ReporterAppeal, *, at: datetime) -> list[ReporterAppeal]:
    taken = getattr(appeal, "taken", None)
    until, since = appeal.reply_due_at, appeal.filed_at
    due = Due(until, "answer to the appeal", "platform", since, OnBreach.ESCALATE)
    if at < until:
        if at >= due.warn_at and taken is not None:
            write_to_reviewer(appeal, taken.reviewer, SOON, at=at)
        return []
    other = _other(appeal, taken.reviewer if taken else None, at=at)
    _, new = ReporterAppealOverdue.objects.get_or_create(
        appeal=appeal, defaults={"to": other, "at": at}
    )
    if new and other is not None:
        write_to_reviewer(appeal, other, LATE, at=at)
    return [appeal] if new else []


def _other(appeal: ReporterAppeal, has_it: Staff | None, *, at: datetime) -> Staff | None:
    """Another reviewer who had no hand in the case."""
    told = queries.told_of(appeal)
    return next((one for one in queries.fresh_reviewers(told, at=at) if one != has_it), None)


def write_to_reviewer(appeal: ReporterAppeal, to: Staff, what: str, *, at: datetime) -> None:
    """Tell a reviewer by mail that an appeal by who reported is theirs, soon due, or late."""
    reference = appeal.report.reference
    text = reported.render(
        "appeals/reporter_for_reviewer.md",
        appeal.report,
        to=to,
        what=what,
        due=words.day(appeal.reply_due_at),
        page=f"{settings.SITE_ADDRESS}/console/appeals/reporters/{appeal.id}/",
    )
    notices.write_to_staff(
        staff=to,
        subject=f"[{reference}] {what}",
        text=text,
        key=f"reporter's appeal {appeal.pk} {what}"[:200],
        at=at,
    )
