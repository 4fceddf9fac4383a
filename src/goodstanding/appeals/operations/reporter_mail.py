"""Mail to a report's own address: an appeal where one is open, or something added."""

from datetime import datetime

from goodstanding.appeals.operations.reporters import file_for_reporter
from goodstanding.appeals.queries.reporters import open_to_appeal
from goodstanding.cases import operations as cases
from goodstanding.cases.models import Report, ReporterMail
from goodstanding.cases.operations import Mail
from goodstanding.cases.queries import reports
from goodstanding.notices.models import ReporterLetter


def receive_from_reporter(*, token: str, mail: Mail, at: datetime) -> ReporterMail:
    """Keep a mail to a report's address, and take it for what it is.

    From who reported it is an appeal, where the case was closed without action and they have not
    appealed; else something added to the report. From anybody else it changes nothing.

    Args:
        token: what makes the report's address its own.
        mail: the mail.
        at: now.

    Raises:
        UnknownReportError: no report has this address.
    """

    def first(report: Report) -> ReporterLetter | None:
        if open_to_appeal(report) is None:
            return None
        filed = file_for_reporter(report=report, text=mail.text, door="mail", at=at)
        return filed.receipt

    report = reports.by_token(token)
    return cases.receive_from_reporter(report=report, mail=mail, at=at, first=first)
