"""The dialogue of an appeal by who reported: they and the reviewer write until it is answered."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import (
    ReporterAppeal,
    ReporterAppealOutcome,
    ReporterAppealTaken,
    ReporterRemark,
)
from goodstanding.appeals.operations.minding import ADDED, write_to_reviewer
from goodstanding.appeals.queries import reporters as queries
from goodstanding.cases.drafting import reported, words
from goodstanding.cases.drafting.quoting import quoted
from goodstanding.cases.operations.informing import write
from goodstanding.law import appeal as law
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices.models import ReporterLetter


@transaction.atomic
def ask_reporter(*, appeal: ReporterAppeal, text: str, by: Staff, at: datetime) -> ReporterRemark:
    """Write to who reported as a reviewer, who takes the appeal with it if nobody has.

    Args:
        appeal: the appeal.
        text: a question; the reporter reads it, so nothing private of the member.
        by: the reviewer.
        at: now.

    Raises:
        UnlawfulError: the person had a hand in the case or is no reviewer (P7), nothing is said,
            or the appeal has been answered.
    """
    appeal = _require_open(appeal, text)
    hands = queries.hands_in(appeal.report, appeal.decision)
    law.require_fresh_eyes(accounts.decider(by, at=at), hands)
    ReporterAppealTaken.objects.get_or_create(appeal=appeal, defaults={"reviewer": by, "at": at})
    letter = _write(appeal, "asked", "A question about your appeal", text, str(by), at=at)
    return ReporterRemark.objects.create(
        appeal=appeal, text=text, reviewer=by, door="console", at=at, letter=letter
    )


@transaction.atomic
def add_for_reporter(
    *, appeal: ReporterAppeal, text: str, door: str, at: datetime
) -> ReporterRemark:
    """Write to the reviewer as who reported: an answer, or anything more. Confirmed at once.

    Args:
        appeal: theirs; whoever calls knows that they are who reported.
        text: in their own words.
        door: `portal` or `public`.
        at: now.

    Raises:
        UnlawfulError: nothing is said, or the appeal has been answered.
    """
    appeal = _require_open(appeal, text)
    taken = ReporterAppealTaken.objects.filter(appeal=appeal).select_related("reviewer").first()
    signed = str(taken.reviewer) if taken else words.TEAM
    subject = "We have what you added to your appeal"
    letter = _write(appeal, "added", subject, text, signed, at=at)
    remark = ReporterRemark.objects.create(
        appeal=appeal, text=text, door=door, at=at, letter=letter
    )
    if taken:
        write_to_reviewer(appeal, taken.reviewer, f"{ADDED} {remark.pk}", at=at)
    return remark


def _require_open(appeal: ReporterAppeal, text: str) -> ReporterAppeal:
    appeal = ReporterAppeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if ReporterAppealOutcome.objects.filter(appeal=appeal).exists():
        raise UnlawfulError("This appeal has been answered, so nothing can be added to it.")
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected what you want to say.")
    return appeal


def _write(
    appeal: ReporterAppeal, kind: str, subject: str, text: str, signed: str, *, at: datetime
) -> ReporterLetter:
    said = reported.render(
        f"appeals/reporter_{kind}.md",
        appeal.report,
        quoted=quoted(text),
        signed=signed,
        due=words.day(appeal.reply_due_at),
    )
    number = appeal.remarks.count() + 1
    return write(appeal.report, f"remark {appeal.id} {number}", subject, said, at=at)
