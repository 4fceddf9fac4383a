"""Appeals by who reported: file, take, answer. The member is told nothing until heard anew."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import (
    ReporterAppeal,
    ReporterAppealOutcome,
    ReporterAppealTaken,
)
from goodstanding.appeals.operations.minding import YOURS, write_to_reviewer
from goodstanding.appeals.queries import reporters as queries
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import reported, words
from goodstanding.cases.models import Report, ReportOutcome
from goodstanding.cases.operations.informing import write
from goodstanding.cases.queries import reports
from goodstanding.law import appeal as law
from goodstanding.law import report as allowed
from goodstanding.law.appeal import Inadmissible, Outcome
from goodstanding.law.terms import MeasureKind, UnlawfulError

SUBJECTS = {
    Outcome.REVERSED: "You were right: the case is open again",
    Outcome.CONFIRMED: "Your appeal: it stays as it is",
    Outcome.INADMISSIBLE: "Your appeal: why it was not looked into",
}
WHY_NOT = {
    Inadmissible.OUT_OF_TIME: "it came after the last day for it",
    Inadmissible.NOT_CONCERNED: "it came from somebody other than who reported",
}


@transaction.atomic
def file_for_reporter(*, report: Report, text: str, door: str, at: datetime) -> ReporterAppeal:
    """File an appeal by who reported, confirm it at once, and give it to a fresh reviewer.

    Args:
        report: theirs; whoever calls knows that they are who reported.
        text: why, in their own words; no form is asked.
        door: the way it came: `portal`, `public`, `mail` or `api`.
        at: now.

    Raises:
        UnlawfulError: nothing said, nothing to appeal against yet, or already filed.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    told = _require_open(report, text)
    due = law.reply_due(at, reported.clocks(report))
    reviewer = next(iter(queries.fresh_reviewers(told, at=at)), None)
    until = reports.appeal_until(told)
    said = reported.render(
        "appeals/reporter_received.md",
        report,
        due=words.day(due),
        reviewer=reviewer,
        start=text.strip()[:400],
        late=until if until and at > until else None,
    )
    filed = ReporterAppeal.objects.create(
        report=report,
        decision=told.decision,
        text=text,
        door=door,
        filed_at=at,
        reply_due_at=due,
        receipt=write(report, f"appeal {told.decision_id}", "We have your appeal", said, at=at),
    )
    if reviewer is not None:
        ReporterAppealTaken.objects.create(appeal=filed, reviewer=reviewer, at=at)
        write_to_reviewer(filed, reviewer, YOURS, at=at)
    return filed


def _require_open(report: Report, text: str) -> ReportOutcome:
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected why you think this is wrong.")
    told = reports.outcome(report)
    if told is None:
        raise UnlawfulError("Your report is still being looked at; nothing is decided yet.")
    if ReporterAppeal.objects.filter(report=report, decision=told.decision).exists():
        raise UnlawfulError("You have already appealed; we answer you once.")
    allowed.require_appealable(
        measure=MeasureKind(told.decision.measure),
        takes_something=told.decision.statement_id is not None,
        reopened=hasattr(told.decision, "reopening"),
    )
    return told


@transaction.atomic
def take_for_reporter(*, appeal: ReporterAppeal, by: Staff, at: datetime) -> ReporterAppealTaken:
    """Take an appeal nobody has taken.

    Raises:
        UnlawfulError: the person had a hand in the case, is no reviewer, or came second.
    """
    law.require_fresh_eyes(
        accounts.decider(by, at=at), queries.hands_in(appeal.report, appeal.decision)
    )
    taken, new = ReporterAppealTaken.objects.get_or_create(
        appeal=appeal, defaults={"reviewer": by, "at": at}
    )
    if not new and taken.reviewer != by:
        raise UnlawfulError(f"{taken.reviewer} has taken this appeal.")
    return taken


@transaction.atomic
def answer_reporter(
    *,
    appeal: ReporterAppeal,
    outcome: Outcome,
    reasons: str,
    by: Staff,
    at: datetime,
    code: Inadmissible | None = None,
) -> ReporterAppealOutcome:
    """Answer an appeal by who reported, who is told with reasons and other redress.

    Reversed: the case goes on, and its member is heard before anything is taken from them.
    Confirmed: it stays closed. Inadmissible: not looked into, for one of two reasons.

    Args:
        appeal: the appeal.
        outcome: one of the three.
        reasons: an answer to each point; the reporter reads them, so nothing private of the member.
        by: the reviewer.
        at: now.
        code: why it was not looked into, where it was not.

    Raises:
        UnlawfulError: the person had a hand in the case or is no reviewer (P7), no reasons are
            given, it has been answered, or the record gainsays the code.
    """
    appeal = ReporterAppeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    _require_answerable(appeal, reasons, by=by, at=at)
    if outcome not in SUBJECTS or (outcome == Outcome.INADMISSIBLE) != (code in WHY_NOT):
        raise UnlawfulError(
            f"outcome: got {outcome} with {code or 'no reason'}, expected reversed, confirmed, or "
            "inadmissible because it is out of time or from somebody else."
        )
    if code is not None:
        law.require_inadmissible(code, queries.filed(appeal))
    if outcome == Outcome.REVERSED and not hasattr(appeal.decision, "reopening"):
        cause = f"reporter's appeal {appeal.id}"
        cases.reopen(decision=appeal.decision, cause=cause, by=by, at=at)
    return _end(appeal, outcome, reasons, code, by=by, at=at)


def _require_answerable(appeal: ReporterAppeal, reasons: str, *, by: Staff, at: datetime) -> None:
    law.require_fresh_eyes(
        accounts.decider(by, at=at), queries.hands_in(appeal.report, appeal.decision)
    )
    if ReporterAppealOutcome.objects.filter(appeal=appeal).exists():
        raise UnlawfulError("This appeal has been answered.")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected an answer to each point (P7).")


def _end(
    appeal: ReporterAppeal,
    outcome: Outcome,
    reasons: str,
    code: Inadmissible | None,
    *,
    by: Staff,
    at: datetime,
) -> ReporterAppealOutcome:
    report = appeal.report
    outside = reported.outside(report, since=at)
    text = reported.render(
        f"appeals/reporter_{outcome}.md",
        report,
        reasons=reasons,
        why=WHY_NOT[code] if code else "",
        outside=outside,
        reviewer=by,
    )
    return ReporterAppealOutcome.objects.create(
        appeal=appeal,
        outcome=outcome,
        inadmissible=code or "",
        reasons=reasons,
        redress=outside,
        decided_by=by,
        at=at,
        letter=write(report, f"answer {appeal.id}", SUBJECTS[outcome], text, at=at),
    )
