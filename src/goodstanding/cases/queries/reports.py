"""Reports by others: which, whose, how each stands."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goodstanding.accounts.models import Account
from goodstanding.cases.drafting import reported
from goodstanding.cases.models import Case, Report, ReportOutcome
from goodstanding.law import report as law
from goodstanding.notices.models import ReporterLetter


class UnknownReportError(LookupError):
    """There is no such report."""


def _all() -> QuerySet[Report]:
    return Report.objects.select_related("case__account", "case__policy", "reporter", "receipt")


def report(id_: UUID | str) -> Report:
    """A report by its id.

    Raises:
        UnknownReportError: there is none.
    """
    return _found(_all().filter(pk=id_), f"There is no report {id_}.")


def by_token(token: str) -> Report:
    """The report whose own page or mail address holds the token.

    Raises:
        UnknownReportError: there is none.
    """
    return _found(_all().filter(token=token), "No report has this address.")


def made_by(account: Account) -> QuerySet[Report]:
    """What a member reported, latest first."""
    return _all().filter(reporter=account).order_by("-at", "-id")


def in_case(case: Case) -> QuerySet[Report]:
    """The reports in a case, in order. Whoever asks shows none of it to the case's member."""
    return _all().filter(case=case).order_by("at", "id")


def outcome(one: Report) -> ReportOutcome | None:
    """The latest that who reported was told of a decision; None before the first."""
    told = one.outcomes.select_related("decision__reopening", "letter")
    return told.order_by("-at", "-id").first()


def told_at(one: ReportOutcome) -> datetime:
    """When it reached who reported: their page at once, or the mail server's word for it."""
    letter: ReporterLetter = one.letter
    if one.report.reporter_id or not letter.address:
        return letter.created_at
    sent = getattr(letter, "sent", None)
    return sent.at if sent else letter.created_at


def appeal_until(told: ReportOutcome) -> datetime | None:
    """The last moment to appeal against what was told; None where there is nothing to."""
    if not reported.is_unacted(told.decision) or hasattr(told.decision, "reopening"):
        return None
    return law.open_until(told_at(told), reported.clocks(told.report))


def letters(one: Report) -> QuerySet[ReporterLetter]:
    """Everything who reported was told, in order."""
    return ReporterLetter.objects.filter(reference=one.reference).order_by("created_at", "id")


def _found(some: QuerySet[Report], otherwise: str) -> Report:
    found = some.first()
    if found is None:
        raise UnknownReportError(otherwise)
    return found
