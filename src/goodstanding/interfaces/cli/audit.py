"""Check our own record against the promises and the clocks."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened

PROMPTLY = timedelta(hours=1)
"""How long a notice, or the end of a hold, may wait for the worker."""


def audit() -> None:
    """Print every breach of a promise or a clock, a line each; exit code 1 if there is one."""
    with opened():
        at = now()
        found = [*promises(at=at), *clocks(at=at)]
    for line in found:
        say(line)
    if not found:
        say("No breach: the ledger balances, and every clock is kept.")
    sys.exit(1 if found else 0)


def promises(*, at: datetime) -> Iterator[str]:
    """What breaks a promise of the database at a time, in words.

    Args:
        at: the time to ask about.
    """
    from goodstanding.events import queries as events
    from goodstanding.funds import queries as funds

    yield from (f"P8: {line}" for line in events.damage())
    yield from (f"P6: {line}" for line in funds.check_ledger())
    for part in funds.unreleased().filter(hold__ends_at__lt=at - PROMPTLY):
        yield f"P4: hold {part.hold_id} on contract {part.contract} is past its end"


def clocks(*, at: datetime) -> Iterator[str]:
    """Which clocks have run out on the platform at a time, in words.

    Args:
        at: the time to ask about.
    """
    from goodstanding.appeals import queries as appeals
    from goodstanding.cases import queries as cases
    from goodstanding.notices import queries as notices
    from goodstanding.webhooks import queries as webhooks

    for one in cases.queue(at=at):
        if one.due and one.due.owner == "platform" and one.due.at < at:
            yield f"{one.case.reference}: {one.due.what} was due {_moment(one.due.at)}"
    for appeal in appeals.waiting().filter(reply_due_at__lt=at):
        case = appeal.decision.case
        yield f"{case.reference}: answer to the appeal was due {_moment(appeal.reply_due_at)}"
    for delivery in notices.waiting().filter(queued_at__lt=at - PROMPTLY):
        yield f"Notice {delivery.notice_id} by {delivery.channel} waits since " + _moment(
            delivery.queued_at
        )
    for dispatch in webhooks.given_up(at=at):
        yield f"Message {dispatch.message_id} never reached {dispatch.endpoint}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
