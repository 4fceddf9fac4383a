"""Bring the ledger up to date with the marketplace's events."""

from datetime import datetime

from django.db import transaction

from goodstanding.events import queries as events
from goodstanding.funds.models import Progress
from goodstanding.funds.postings import ledger, meaning

BATCH = 1000
"""Events posted in one transaction."""


def post_events(*, at: datetime) -> int:
    """Bring the ledger up to date with the marketplace's events; how many it took account of.

    Each batch is one transaction together with how far it came, so that a worker killed anywhere
    leaves nothing half done. What cannot be posted is kept as a row, told by `check_ledger`, and
    posted as soon as the pot allows. Contests end here; what was held for them is let go by
    `release_settled`, which callers run next, in one transaction with the notices about it.

    Args:
        at: now.
    """
    posted = 0
    while read := _post_batch(at=at):
        posted += read
    return posted + ledger.post_outstanding(at=at)


@transaction.atomic
def _post_batch(*, at: datetime) -> int:
    progress, _ = Progress.objects.select_for_update().get_or_create(pk=1)
    rows = events.since(progress.event, kinds=meaning.KINDS, limit=BATCH)
    if rows:
        ledger.post(rows=rows, at=at)
        progress.event = rows[-1].id
        progress.save()
    return len(rows)
