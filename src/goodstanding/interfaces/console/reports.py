"""The reports in a case as the team reads them; who made one only for the manager who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.cases.drafting import managing
from goodstanding.cases.queries import reports

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Staff
    from goodstanding.cases.models import Case, Report, ReporterMail


@dataclass(frozen=True)
class ReportRow:
    """A report in words.

    Attributes:
        who: who reported; "" unless this person is the case manager and has asked.
        may_ask: whether they can ask.
    """

    report: Report
    who: str
    may_ask: bool
    mails: Sequence[ReporterMail]
    told_at: datetime | None


def rows(case: Case, *, by: Staff) -> list[ReportRow]:
    """The reports in a case, in order."""
    manages = managing.manager(case) == by
    return [_row(one, by=by, manages=manages) for one in reports.in_case(case)]


def _row(one: Report, *, by: Staff, manages: bool) -> ReportRow:
    asked = manages and one.readings.filter(staff=by).exists()
    told = reports.outcome(one)
    return ReportRow(
        report=one,
        who=_named(one) if asked else "",
        may_ask=manages and not asked,
        mails=list(one.mails.filter(from_reporter=True).order_by("at")),
        told_at=told.at if told else None,
    )


def _named(one: Report) -> str:
    if one.reporter:
        return f"{one.reporter}, account {one.reporter.name}"
    known = ", ".join(filter(None, [one.name, one.email]))
    return f"{known}; no account" if known else "somebody who left no name"
