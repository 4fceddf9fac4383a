"""Write to who reported: what came, and how it ended."""

from datetime import datetime

from goodstanding.cases.drafting import reported
from goodstanding.cases.models import Decision, Report, ReportOutcome
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.notices.models import ReporterLetter


def write(one: Report, key: str, subject: str, text: str, *, at: datetime) -> ReporterLetter:
    """Write to who reported, in the caller's transaction; `key` names the letter in its report."""
    return notices.write_to_reporter(
        key=f"report {one.id} {key}",
        reference=one.reference,
        address=reported.mail_to(one),
        subject=subject,
        text=text,
        reply_to=reported.address(one),
        at=at,
    )


def tell_reporters(decision: Decision, *, at: datetime) -> None:
    """Tell everyone who reported in a case how it was decided, in the decision's transaction.

    DSA-16.5: with the redress, and saying so where no person decided (DSA-16.6). What is placed
    meanwhile decides no case, and they are told nothing of it.
    """
    if decision.measure == MeasureKind.INTERIM_RESTRICTION:
        return
    reports = decision.case.reports.select_related("reporter", "case__policy", "case__account")
    for one in reports.order_by("at", "id"):
        redress = reported.ways(one, decision, at=at)
        text = reported.render(
            "cases/report_ended.md",
            one,
            acted=not reported.is_unacted(decision),
            automated=decision.decided_by_id is None,
            redress=redress,
        )
        letter = write(one, f"decision {decision.id}", "How your report ended", text, at=at)
        ReportOutcome.objects.create(
            report=one, decision=decision, letter=letter, redress=redress, at=at
        )
