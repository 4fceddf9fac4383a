"""Appeals by who reported a case that was closed without action, and who may look."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import ReporterAppeal, ReporterAppealOutcome, ReporterRemark
from goodstanding.appeals.queries.appeals import UnknownAppealError, hands
from goodstanding.cases.models import Decision, Report, ReportOutcome
from goodstanding.cases.queries import reports
from goodstanding.law.appeal import Filed
from goodstanding.law.terms import StaffRole


def _all() -> QuerySet[ReporterAppeal]:
    return ReporterAppeal.objects.select_related(
        "report__case__account",
        "report__case__policy",
        "report__reporter",
        "decision__case",
        "decision__decided_by",
        "taken__reviewer",
        "outcome__decided_by",
    )


def appeal(id_: UUID | str) -> ReporterAppeal:
    """An appeal by its id.

    Raises:
        UnknownAppealError: there is none.
    """
    found = _all().filter(pk=id_).first()
    if found is None:
        msg = f"There is no appeal {id_} by who reported."
        raise UnknownAppealError(msg)
    return found


def waiting() -> QuerySet[ReporterAppeal]:
    """Appeals without an outcome, what is due next first."""
    return _all().filter(outcome=None).order_by("reply_due_at", "id")


def of(report: Report) -> QuerySet[ReporterAppeal]:
    """The appeals of one report with what was written in them, in order."""
    remarks = ReporterRemark.objects.select_related("reviewer").order_by("at", "id")
    found = _all().filter(report=report).prefetch_related(Prefetch("remarks", remarks))
    return found.order_by("filed_at", "id")


def hands_in(report: Report, decision: Decision) -> set[str]:
    """Names of everyone who had a hand in the case, also by answering another reporter in it."""
    answered = ReporterAppealOutcome.objects.filter(appeal__decision__case=decision.case)
    others = answered.exclude(appeal__report=report, appeal__decision=decision)
    return hands(decision) | set(others.values_list("decided_by__name", flat=True))


def fresh_reviewers(one: ReportOutcome, *, at: datetime) -> list[Staff]:
    """Reviewers who had no hand in the case, those with the fewest of these appeals first."""
    had = hands_in(one.report, one.decision)
    account = one.report.case.account
    able = accounts.admitted(accounts.qualified(StaffRole.REVIEWER, at=at), account, at=at)
    fresh = [each for each in able if each.name not in had]
    load = {each.pk: each.reporter_appeals.filter(appeal__outcome=None).count() for each in fresh}
    return sorted(fresh, key=lambda each: (load[each.pk], each.name))


def open_to_appeal(report: Report) -> ReportOutcome | None:
    """What the reporter was told last, if they can appeal against it and have not.

    One that comes after its last day is taken, too: a person says whether it is looked into.
    """
    told = reports.outcome(report)
    if told is None or reports.appeal_until(told) is None:
        return None
    filed = ReporterAppeal.objects.filter(report=report, decision=told.decision).exists()
    return None if filed else told


def open_of(report: Report) -> ReporterAppeal | None:
    """The appeal of a report that waits for its answer, if one does."""
    return waiting().filter(report=report).first()


def dialogue(one: ReporterAppeal) -> list[ReporterRemark]:
    """What who reported and the reviewer wrote to each other on their pages, in order."""
    return list(one.remarks.select_related("reviewer").order_by("at", "id"))


def told_of(one: ReporterAppeal) -> ReportOutcome:
    """What the reporter was told of the decision they appeal against."""
    told = ReportOutcome.objects.select_related("letter", "report__reporter")
    return told.get(report=one.report, decision=one.decision)


def filed(one: ReporterAppeal) -> Filed:
    """What the record shows of an appeal that might not be looked into."""
    told = told_of(one)
    until = reports.appeal_until(told) or one.filed_at
    by_other = one.door != "portal"  # a link and an address can be handed on
    return Filed(at=one.filed_at, until=until, by_other=by_other, answered_before=False)
