"""Remember what was told to the world, each statement once, and what was taken away, each time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from goodstanding.accounts.models import Account, Staff
from goodstanding.law.european import checking
from goodstanding.reports.models import AccountReading, Export, StatementExport
from goodstanding.reports.statements import Made

LONGEST = 2000
"""Characters of an address that are kept."""


@transaction.atomic
def record_exports(*, made: Iterable[Made], by: str, at: datetime) -> int:
    """Remember the statements that were written for the European database. DSA-24.5 (G28).

    One written again, as a lost file may be, keeps the day and the batch of its first time.

    Args:
        made: what became of the decisions; only what is fit was written.
        by: who had them written.
        at: now.

    Returns:
        How many had never been written before.
    """
    with connection.cursor() as cursor:  # two exports at once take turns
        cursor.execute("LOCK TABLE reports_statementexport IN SHARE ROW EXCLUSIVE MODE")
    fit = [one for one in made if one.fit]
    known = StatementExport.objects.filter(puid__in=[one.puid for one in fit])
    before = set(known.values_list("puid", flat=True))
    new = [one for one in fit if one.puid not in before]
    first = (StatementExport.objects.aggregate(latest=Max("batch"))["latest"] or 0) + 1
    StatementExport.objects.bulk_create(
        StatementExport(
            decision_id=one.decision,
            puid=one.puid,
            batch=first + place // checking.BATCH,
            by=by,
            at=at,
        )
        for place, one in enumerate(new)
    )
    return len(new)


def note_reading(*, account: Account, as_file: bool, by: Staff, at: datetime) -> AccountReading:
    """Note that a person of the team reads a member's statement of account.

    Args:
        account: whose.
        as_file: whether it is taken away as a file.
        by: who reads it.
        at: now.
    """
    return AccountReading.objects.create(account=account, staff=by, as_file=as_file, at=at)


def note_export(
    *,
    what: str,
    address: str,
    rows: int,
    account: Account | None,
    by: Staff | str,
    at: datetime,
) -> Export:
    """Note that something of the record is taken away as a file.

    Args:
        what: the file, e.g. "workload.csv".
        address: what was asked for: a path with its query, or a command.
        rows: how many rows, statements, events or entries it holds.
        account: whose record it is; None where it is not of one member.
        by: the person of the team; else in words who it is.
        at: now.
    """
    staff = by if isinstance(by, Staff) else None
    told = {"staff": staff, "by": str(by), "address": address[:LONGEST]}
    return Export.objects.create(what=what, rows=rows, account=account, **told, at=at)
