"""Mail that comes to a report's own address."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from goodstanding.cases.drafting import reported
from goodstanding.cases.models import Report, ReporterMail
from goodstanding.cases.operations.correspondence import Mail
from goodstanding.cases.operations.informing import write
from goodstanding.notices.models import ReporterLetter

Reader = Callable[[Report], ReporterLetter | None]
"""Takes the word of who reported for what it is now: its receipt, or None."""


@transaction.atomic
def receive_from_reporter(
    *, report: Report, mail: Mail, at: datetime, first: Reader
) -> ReporterMail:
    """Keep a mail to a report's address; what comes from who reported is confirmed at once.

    Args:
        report: whose address it came to.
        mail: the mail; the same one is kept once.
        at: now.
        first: who may take it before it is kept as something added to the report.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    known = ReporterMail.objects.filter(message_id=mail.message_id).first()
    if known is not None:
        return known
    theirs = bool(mail.sender) and mail.sender.lower() == reported.mail_to(report).lower()
    receipt = None
    if theirs and not mail.automatic and mail.text.strip():
        receipt = first(report) or _confirm(report, mail, at=at)
    return ReporterMail.objects.create(
        report=report,
        message_id=mail.message_id,
        sender=mail.sender,
        from_reporter=theirs,
        text=mail.text,
        at=at,
        receipt=receipt,
    )


def _confirm(report: Report, mail: Mail, *, at: datetime) -> ReporterLetter:
    text = reported.render("cases/report_added.md", report, start=" ".join(mail.text.split())[:400])
    return write(report, f"mail {mail.message_id}"[:140], "We have your mail", text, at=at)
