"""Check a log, or our own record, against the law, the promises and the clocks."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli import audit_chain, audit_log
from goodstanding.interfaces.cli.console import complain, say
from goodstanding.interfaces.cli.opened import opened
from goodstanding.law.duties.breach import Breach
from goodstanding.law.procedure import OnBreach

PROMPTLY = timedelta(hours=1)
"""How long a notice, or the end of a hold, may wait for the worker."""
KEPT = "docs/explanation/promises.md"
"""Where it says what the database itself keeps."""
ANSWER = "answer to the appeal"
CAME_OF = {
    OnBreach.LAPSE: "it lapsed",
    OnBreach.LIFT: "the measures were lifted",
    OnBreach.ESCALATE: "another person got it, too",
}
"""What came of a clock of ours that ran out."""


Log = Annotated[
    str,
    typer.Argument(
        help="A log, one JSON object a line; `-` reads standard input. `chain` proves that our "
        "own record is what was written; a file of that name is `./chain`."
    ),
]
Profiles = Annotated[
    list[str] | None, typer.Option(help="Audit by this profile only, e.g. EU-DSA or GOLD.")
]
Moment = Annotated[str, typer.Option(help="The time to ask about; else the log's latest, or now.")]
Holidays = Annotated[
    list[str] | None, typer.Option(help="No business day, e.g. 2026-12-25; weekends are none.")
]
Relaxed = Annotated[list[str] | None, typer.Option(help="NAME=VALUE, e.g. appeal_reply_max=P21D.")]
PlatformFile = Annotated[
    Path | None, typer.Option(help="A platform.toml: how big it is, and what it relaxed.")
]
Json = Annotated[bool, typer.Option("--json", help="A JSON object a breach.")]
Head = Annotated[str, typer.Option(help="With `chain`: a head noted earlier, to be found in it.")]


def audit(
    log: Log = "",
    profile: Profiles = None,
    at: Moment = "",
    holiday: Holidays = None,
    relaxation: Relaxed = None,
    platform: PlatformFile = None,
    json: Json = False,
    head: Head = "",
) -> None:
    """Print every breach of a duty that a log shows, a line each; exit code 1 if there is one.

    A line says duty, source, case, what was due when, and what happened. Without a log it is our
    own record that is audited, and the promises of its database too.
    """
    if log == "chain":
        audit_chain.require_only_its_own(profile, at, holiday)
        sys.exit(1 if audit_chain.audit_chain(head, as_json=json) else 0)
    if head:
        msg = f"--head: got {head!r} without `chain`, expected `goodstanding audit chain --head`"
        raise ValueError(msg)
    standard = audit_log.standard_of(platform, relaxation or [])
    moment, holidays = audit_log.moment_of(at), audit_log.days(holiday or [])
    if log:
        _say_relaxed(standard)
        found = audit_log.audit_log(
            log, profiles=profile or [], at=moment, holidays=holidays, standard=standard
        )
        sys.exit(1 if _told(found, as_json=json) else 0)
    with opened():
        until = moment or now()
        standard = standard if standard != audit_log.GOLD else _adopted(until)
        _say_relaxed(standard)
        log_of = partial(_breaches, profiles=profile or [], holidays=holidays, standard=standard)
        sys.exit(1 if _own(log_of, at=until, as_json=json) else 0)


def _adopted(at: datetime) -> audit_log.Standard:
    """What the marketplace said of itself, and relaxed, by a time."""
    from goodstanding.policies import queries as policies

    return audit_log.Standard(policies.platform(at=at), policies.relaxations(at=at))


def _say_relaxed(standard: audit_log.Standard) -> None:
    """Say on standard error what of the gold standard is relaxed; no word where nothing is."""
    for one in standard.relaxations:
        complain(f"Relaxed: {one.parameter} = {one.value}, by {one.by}: {one.reason}")


def _breaches(
    *,
    profiles: Sequence[str],
    holidays: frozenset[date],
    standard: audit_log.Standard,
    at: datetime,
) -> Iterator[Breach]:
    from goodstanding.reports import log

    return audit_log.breaches(
        log.events(at=at), profiles=profiles, at=at, holidays=holidays, standard=standard
    )


def _own(log_of: Callable[..., Iterator[Breach]], *, at: datetime, as_json: bool) -> int:
    """Print every breach of our own record at a time; how many there are."""
    broken = _told(log_of(at=at), as_json=as_json)
    for line in (*promises(at=at), *clocks(at=at)):
        one = Breach("record", KEPT, "", None, "promises and clocks are kept", line)
        typer.echo(audit_log.as_json(one) if as_json else line)
        broken += 1
    if not broken and not as_json:
        say("No breach: every duty and clock is kept, and the ledger balances.")
    return broken


def _told(found: Iterator[Breach], *, as_json: bool) -> int:
    """Print breaches as they are found; how many there were."""
    number = 0
    for number, one in enumerate(found, start=1):  # noqa: B007 - the last number is the count
        typer.echo(audit_log.as_json(one) if as_json else audit_log.as_line(one))
    return number


def promises(*, at: datetime) -> Iterator[str]:
    """What breaks a promise of the database at a time, in words.

    Args:
        at: the time to ask about.
    """
    from goodstanding.events import queries as events
    from goodstanding.funds import queries as funds

    yield from (f"P8: {line}" for line in events.damage())
    yield from (f"P6: {line}" for line in funds.check_ledger())
    for part in funds.unreleased().filter(hold__in=funds.lapsed(at=at - PROMPTLY)):
        yield f"P4: hold {part.hold_id} on contract {part.contract} has lapsed; its release is due"


def clocks(*, at: datetime) -> Iterator[str]:
    """Which clocks have run out on the platform at a time, in words.

    Args:
        at: the time to ask about.
    """
    from goodstanding.appeals import queries as appeals
    from goodstanding.cases import queries as cases
    from goodstanding.notices import queries as notices
    from goodstanding.webhooks import queries as webhooks

    known = set()
    for breach in cases.breaches(at=at):
        known.add((breach.case_id, breach.what))
        yield (
            f"{breach.case.reference}: {breach.what} was due {_moment(breach.due_at)} and was not "
            f"done; {CAME_OF[OnBreach(breach.consequence)]}"
        )
    for one in cases.queue(at=at):
        overdue = one.due and one.due.owner == "platform" and one.due.at < at
        if one.due and overdue and (one.case.pk, one.due.what) not in known:
            known.add((one.case.pk, one.due.what))
            yield f"{one.case.reference}: {one.due.what} was due {_moment(one.due.at)}"
    for appeal in appeals.waiting().filter(reply_due_at__lt=at):
        case = appeal.decision.case
        if (case.pk, ANSWER) not in known:
            yield f"{case.reference}: {ANSWER} was due {_moment(appeal.reply_due_at)}"
    for delivery in notices.waiting().filter(queued_at__lt=at - PROMPTLY):
        yield f"Notice {delivery.notice_id} by {delivery.channel} waits since " + _moment(
            delivery.queued_at
        )
    for dispatch in webhooks.given_up(at=at):
        yield f"Message {dispatch.message_id} never reached {dispatch.endpoint}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
