"""Take a report by somebody else; let a case go on that was closed without action."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.drafting import managing, reported
from goodstanding.cases.models import Decision, Reopening, Report, ReportReading
from goodstanding.cases.operations import opening
from goodstanding.cases.operations.informing import write
from goodstanding.cases.operations.telling import tell
from goodstanding.law import report as law
from goodstanding.law.report import Told, Way
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.policies.models import PolicyVersion

REPORTED = "a report"
"""Who opened a case that a report opened; never who reported."""


@dataclass(frozen=True)
class Reporter:
    """Who reports: a member by their account, anybody else by name and address, which may be "".

    Attributes:
        account: of a member; None for anybody else.
        name: of somebody without an account.
        email: where they are told; "" where they want to be told on their page alone.
    """

    account: Account | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Said:
    """What a report says.

    Attributes:
        place: exactly where: a contract, a job post, a message.
        text: what happened, in their own words.
        good_faith: whether they said that they believe it to be true and whole.
        door: the way it came.
    """

    place: str
    text: str
    good_faith: bool
    door: Way


@transaction.atomic
def report(
    *, about: Account, policy: PolicyVersion, said: Said, reporter: Reporter, at: datetime
) -> Report:
    """Take a report: it joins the account's open case under the policy, or opens one.

    It is confirmed at once, and its words change nothing for the account: what can be done rests on
    what detectors find, and on the member's answer. The same report sent again is kept once.

    Args:
        about: whom it is about.
        policy: which policy it says was broken.
        said: what it says.
        reporter: who reports.
        at: now.

    Raises:
        UnlawfulError: something that a report must say is missing, or it is about who reports.
    """
    by = reporter.account.name if reporter.account else ""
    law.require_complete(Told(about.name, by, said.place, said.text, said.good_faith))
    _require_address(reporter, at=at)
    case, opened = opening.for_report(account=about, policy=policy, by=REPORTED, at=at)
    who = {"reporter": reporter.account, "name": reporter.name, "email": reporter.email}
    known = Report.objects.filter(case=case, place=said.place, text=said.text, **who).first()
    if known is not None:
        return known
    one = Report(
        reference=f"GR-{opening.letters()}",
        token=secrets.token_hex(16),
        case=case,
        opened_case=opened,
        at=at,
        **vars(said),
        **who,
    )
    return _keep(one, at=at)


def _require_address(reporter: Reporter, *, at: datetime) -> None:
    """Take an address that can be one, and not without number in a day."""
    if not reporter.email:
        return
    try:
        EmailValidator()(reporter.email)
    except ValidationError:
        raise UnlawfulError(
            f"email: got {reporter.email!r}, expected an address, or nothing."
        ) from None
    today = Report.objects.filter(email__iexact=reporter.email, at__gt=at - timedelta(days=1))
    law.require_room(today.count())


def _keep(one: Report, *, at: datetime) -> Report:
    """Keep a report with its receipt."""
    text = reported.render("cases/reported.md", one)
    one.receipt = write(one, "received", "We have your report", text, at=at)
    one.save(force_insert=True)
    return one


@transaction.atomic
def read_reporter(*, report: Report, by: Staff, at: datetime) -> ReportReading:
    """Read who reported; that it was read is kept.

    Raises:
        UnlawfulError: the person is not the case's manager.
    """
    if managing.manager(report.case) != by:
        raise UnlawfulError("Only the case manager reads who reported.")
    return ReportReading.objects.create(report=report, staff=by, at=at)


@transaction.atomic
def reopen(*, decision: Decision, cause: str, by: Staff, at: datetime) -> Reopening:
    """Let a case closed without action go on; the member is heard anew before anything is taken.

    Raises:
        UnlawfulError: something was done, or it goes on already.
    """
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    law.require_appealable(
        measure=MeasureKind(decision.measure),
        takes_something=decision.statement_id is not None,
        reopened=Reopening.objects.filter(decision=decision).exists(),
    )
    reopening = Reopening.objects.create(decision=decision, cause=cause, by=by, at=at)
    tell(decision.case, "case.opened", f"{decision.case_id} again {reopening.pk}", {}, at=at)
    return reopening
