"""Watch the clocks: warn before one runs out, and when it has, do what the law says."""

from datetime import datetime
from functools import partial

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import managing, words
from goodstanding.cases.models import Case, ClockBreach, ClockWarning, Escalation
from goodstanding.law import procedure
from goodstanding.law.procedure import Due, OnBreach
from goodstanding.law.terms import StaffRole
from goodstanding.notices import operations as notices


def watch_clocks(*, at: datetime) -> list[ClockBreach]:
    """Warn whoever owns a clock that runs out soon, and write down those that have run out.

    Measures and holds end by themselves whether or not this runs; here it is written down, and what
    was left undone is given to another person, too.

    Returns:
        The clocks newly written down as run out.

    Raises:
        ExceptionGroup: some cases could not be watched, each for its own reason; all others were.
    """
    breaches: list[ClockBreach] = []
    failed: list[Exception] = []
    for pk in _watched().values_list("pk", flat=True):
        try:
            with transaction.atomic():
                case = Case.objects.select_for_update(of=("self",)).get(pk=pk)
                breaches += _watch(case, at=at)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"case {pk}")
            failed.append(failure)
    if failed:
        raise ExceptionGroup("cases whose clocks could not be watched", failed)
    return breaches


def _watched() -> QuerySet[Case]:
    """Cases in which the platform may owe something."""
    appealed = Q(decisions__appeal__isnull=False, decisions__appeal__outcome=None)
    undecided = Q(pk__in=queries.undecided().values("pk"))
    return Case.objects.filter(undecided | appealed).order_by("opened_at", "pk").distinct()


def _watch(case: Case, *, at: datetime) -> list[ClockBreach]:
    owed = procedure.clocks_of(queries.times(case), at=at)
    ours = [one for one in owed if one.owner == "platform"]
    for one in ours:
        if one.warn_at <= at < one.at:
            _warn(case, one, at=at)
    breaches = [_breach(case, one, at=at) for one in ours if one.at <= at]
    return [one for one in breaches if one is not None]


def _warn(case: Case, due: Due, *, at: datetime) -> None:
    owner = queries.clock_owner(case, due)
    warned, new = ClockWarning.objects.get_or_create(
        case=case, what=due.what, due_at=due.at, defaults={"to": owner, "at": at}
    )
    if new and owner is not None:
        _write(case, due, owner, f"Soon due: {due.what}", f"warning {warned.pk}", at=at)


def _breach(case: Case, due: Due, *, at: datetime) -> ClockBreach | None:
    breach, new = ClockBreach.objects.get_or_create(
        case=case,
        what=due.what,
        due_at=due.at,
        defaults={"consequence": due.on_breach, "at": at},
    )
    if not new:
        return None
    if due.on_breach == OnBreach.ESCALATE and (other := _other(case, at=at)):
        Escalation.objects.create(breach=breach, to=other, at=at)
        _write(case, due, other, f"Left undone: {due.what}", f"breach {breach.pk}", at=at)
    return breach


def _other(case: Case, *, at: datetime) -> Staff | None:
    """Who has it besides: another case manager, or else a reviewer; who has least to do first.

    A reviewer who does nothing in the case can still answer its appeal.
    """
    manages = managing.manager(case)
    had = {manages.pk} if manages else set()
    had |= set(Escalation.objects.filter(breach__case=case).values_list("to_id", flat=True))
    for role in (StaffRole.CASE_MANAGER, StaffRole.REVIEWER):
        able = accounts.admitted(accounts.qualified(role, at=at), case.account, at=at)
        others = [one for one in able if one.pk not in had]
        if others:
            away = accounts.absent(at=at)
            return min(others, key=lambda one: (one.pk in away, one.escalations.count(), one.name))
    return None


def _write(case: Case, due: Due, to: Staff, subject: str, key: str, *, at: datetime) -> None:
    say = partial(words.render, "cases/clock.md", case, to=to, due=due, subject=subject)
    notices.write_to_staff(
        staff=to,
        subject=f"[{case.reference}] {subject}",
        text=say(until=f"{words.day(due.at)}, {due.at:%H:%M} UTC", is_late=due.at <= at),
        key=key,
        at=at,
    )
