"""Every duty of the worker on one page: what it is asked to do, and what it does by the clock.

A duty reads the clock once and makes one call. Each may run twice: whoever does something that
people notice makes sure itself that it happens once. Legal deadlines are rows of the rooms; the
worker only wakes them, and they hold whether or not it does.
"""
# ruff: noqa: ARG001 - a duty by the clock is given the time it was planned for, and asks the clock

from contextlib import suppress
from datetime import timedelta

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.chain import operations as chain
from goodstanding.config.clock import now
from goodstanding.consultations import operations as consultations
from goodstanding.events import operations as events
from goodstanding.findings import operations as findings
from goodstanding.funds import operations as funds
from goodstanding.notices import operations as notices
from goodstanding.webhooks import operations as webhooks

AGAIN = RetryStrategy(max_attempts=12, exponential_wait=2)
"""After an error: again after 2, 4, 8 … seconds, for about two hours."""

EVERY_FIVE_SECONDS = "* * * * * */5"
EVERY_TEN_SECONDS = "* * * * * */10"
EVERY_MINUTE = "* * * * *"
AT_NIGHT = "10 3 * * *"
LATER_AT_NIGHT = "40 3 * * *"
LAST_AT_NIGHT = "10 4 * * *"

SEALED_AFTER = timedelta(days=1)
"""How long events stay in PostgreSQL before they move to the lake; late ones still find theirs."""

DEAD_AFTER = 10.0
"""Seconds after which a worker whose heart does not beat is dead; others take up its work."""


# What other rooms ask for, in their own transaction


@app.task(name="examine", retry=AGAIN)
def examine(accounts: list[str]) -> None:
    """Look at the members of whom something new was reported."""
    findings.examine(accounts=accounts, at=now())
    _ask_for_cases()


def _ask_for_cases() -> None:
    with suppress(AlreadyEnqueued):
        open_cases.configure(queueing_lock="open_cases").defer()


@app.periodic(cron=EVERY_MINUTE, queueing_lock="deliver")
@app.task(name="deliver", retry=AGAIN)
def deliver(timestamp: int = 0) -> None:
    """Deliver the notices that wait; those that failed, again later."""
    notices.deliver_due(at=now())
    notices.send_to_staff_due(at=now())
    notices.send_to_reporters_due(at=now())


@app.periodic(cron=EVERY_FIVE_SECONDS, queueing_lock="dispatch")
@app.task(name="dispatch", retry=AGAIN)
def dispatch(timestamp: int = 0) -> None:
    """Tell the marketplace's servers what changed; where that failed, again later."""
    while webhooks.dispatch_due(at=now()):
        pass


# What is due by the clock


@app.periodic(cron=EVERY_TEN_SECONDS, queueing_lock="place_cases")
@app.task(name="place_cases", retry=AGAIN)
def place_cases(timestamp: int = 0) -> None:
    """Bring each undecided case to its place in the queue."""
    while cases.place_moved(at=now()):
        pass


@app.periodic(cron=EVERY_MINUTE, queueing_lock="post_money")
@app.task(name="post_money", retry=AGAIN)
def post_money(timestamp: int = 0) -> None:
    """Post what was earned, refunded, paid out and contested to the ledger."""
    funds.post_events(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="open_cases")
@app.task(name="open_cases", retry=AGAIN)
def open_cases(timestamp: int = 0) -> None:
    """Open or join cases for findings that have none; coach where a rule may."""
    cases.open_from_findings(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="lapse_measures")
@app.task(name="lapse_measures", retry=AGAIN)
def lapse_measures(timestamp: int = 0) -> None:
    """Write down that measures have reached their end, and tell the member."""
    cases.lapse_due(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="prove_remedies")
@app.task(name="prove_remedies", retry=AGAIN)
def prove_remedies(timestamp: int = 0) -> None:
    """See which steps of remedies events and the clock have proved; the last one lifts."""
    cases.prove_due(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="tell_withheld")
@app.task(name="tell_withheld", retry=AGAIN)
def tell_withheld(timestamp: int = 0) -> None:
    """Tell members what was withheld from them, where its date of review has come."""
    cases.tell_withheld_due(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="watch_clocks")
@app.task(name="watch_clocks", retry=AGAIN)
def watch_clocks(timestamp: int = 0) -> None:
    """Warn before a clock of a case runs out; write down those that have, and who has it now."""
    cases.watch_clocks(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="release_holds")
@app.task(name="release_holds", retry=AGAIN)
def release_holds(timestamp: int = 0) -> None:
    """Release money whose hold has reached its end or whose contest is over."""
    cases.release_due(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="mind_appeals")
@app.task(name="mind_appeals", retry=AGAIN)
def mind_appeals(timestamp: int = 0) -> None:
    """Do what is due where nobody has answered an appeal in time."""
    appeals.overdue(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="mind_reporters")
@app.task(name="mind_reporters", retry=AGAIN)
def mind_reporters(timestamp: int = 0) -> None:
    """Warn of appeals by who reported, and give what is late to another reviewer, too."""
    appeals.mind_reporters(at=now())


@app.periodic(cron=EVERY_MINUTE, queueing_lock="announce")
@app.task(name="announce", retry=AGAIN)
def announce(timestamp: int = 0) -> None:
    """Tell members of policies that were adopted and will bind them."""
    consultations.announce_due(at=now())


@app.periodic(cron=AT_NIGHT, queueing_lock="announce_to_everyone")
@app.task(name="announce_to_everyone", retry=AGAIN)
def announce_to_everyone(timestamp: int = 0) -> None:
    """See that nobody was passed over who registered while others were told."""
    consultations.announce_due(at=now(), everyone=True)


@app.periodic(cron=AT_NIGHT, queueing_lock="review")
@app.task(name="review", retry=AGAIN)
def review(timestamp: int = 0) -> None:
    """Look at everyone: policies come into force, and windows move on, without any event."""
    findings.examine(accounts=None, at=now())
    _ask_for_cases()


@app.periodic(cron=AT_NIGHT, queueing_lock="draw_samples")
@app.task(name="draw_samples", retry=AGAIN)
def draw_samples(timestamp: int = 0) -> None:
    """Draw a share of what was decided in the last week, to be looked at again."""
    appeals.draw_samples(at=now())


@app.periodic(cron=LATER_AT_NIGHT, queueing_lock="seal")
@app.task(name="seal", retry=AGAIN)
def seal(timestamp: int = 0) -> None:
    """Move older events from PostgreSQL to the lake."""
    at = now()
    events.seal(before=at - SEALED_AFTER, at=at)


@app.periodic(cron=LAST_AT_NIGHT, queueing_lock="erase")
@app.task(name="erase", retry=AGAIN)
def erase(timestamp: int = 0) -> None:
    """Erase what people wrote and whose time is over, unless a legal hold keeps it."""
    chain.erase_due(at=now())


@app.periodic(cron=LAST_AT_NIGHT, queueing_lock="forget_drafts")
@app.task(name="forget_drafts", retry=AGAIN)
def forget_drafts(timestamp: int = 0) -> None:
    """Delete drafts of the team that nobody came back to for a month."""
    cases.forget_drafts(at=now())


@app.periodic(cron=EVERY_TEN_SECONDS, queueing_lock="revive")
@app.task(name="revive", pass_context=True)
async def revive(
    context: JobContext, /, timestamp: int = 0, dead_after: float = DEAD_AFTER
) -> None:
    """Take up the work of workers that died over it."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=dead_after):
        await jobs.retry_job(job)
