"""The dialogue of an appeal: appellant and reviewer write to each other until it is answered."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, AppealAssignment, AppealOutcome, Remark
from goodstanding.appeals.operations import turns
from goodstanding.appeals.operations.telling import say, serve
from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.quoting import quoted
from goodstanding.cases.hearings import reading
from goodstanding.cases.hearings.files import Checked
from goodstanding.cases.operations.attaching import attach, naming
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Door
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice


@transaction.atomic
def ask(*, appeal: Appeal, text: str, by: Staff, at: datetime) -> Remark:
    """Write to the appellant as a reviewer, who takes the appeal with it if nobody has.

    Args:
        appeal: the appeal.
        text: a question, or anything else that must be clear before the answer.
        by: the reviewer.
        at: now.

    Raises:
        UnlawfulError: the person had a hand in the case or is no reviewer (P7), nothing is said,
            or the appeal has been answered.
    """
    appeal = _require_open(appeal, text)
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(appeal.decision))
    AppealAssignment.objects.get_or_create(appeal=appeal, defaults={"reviewer": by, "at": at})
    subject = gettext_noop("A question about your appeal")
    notice = _tell(appeal, "asked", subject, lambda: text, signed_by=by.name, at=at)
    return Remark.objects.create(
        appeal=appeal, text=text, by=by.name, reviewer=by, door="console", at=at, notice=notice
    )


@transaction.atomic
def add(
    *,
    appeal: Appeal,
    text: str,
    by: str,
    at: datetime,
    door: Door = Door.PORTAL,
    files: Collection[Checked] = (),
) -> Remark:
    """Write to the reviewer as the appellant: an answer, or anything more. It is confirmed at once.

    Args:
        appeal: the appeal.
        text: in their own words.
        by: the member's account name, or who speaks for them.
        at: now.
        door: the way it came.
        files: what is added to the case with it.

    Raises:
        UnlawfulError: somebody else writes, nothing is said, the appeal has been answered, or it is
            too much for a day.
    """
    appeal = _require_open(appeal, text)
    if not reading.speaks_for(appeal.decision.case, by):
        raise UnlawfulError("Only the person a decision is about writes in the appeal against it.")
    attach(appeal.decision.case, files, by=by, door=door, at=at)
    assigned = AppealAssignment.objects.filter(appeal=appeal).select_related("reviewer").first()
    signed_by = assigned.reviewer.name if assigned else words.TEAM
    subject = gettext_noop("We have what you added to your appeal")
    named = partial(naming, text, files)
    notice = _tell(appeal, "added", subject, named, signed_by=signed_by, at=at)
    remark = Remark.objects.create(appeal=appeal, text=text, by=by, door=door, at=at, notice=notice)
    if assigned:
        _write_to(assigned.reviewer, remark, at=at)
    return remark


def _require_open(appeal: Appeal, text: str) -> Appeal:
    appeal = turns.of_appeal(appeal)
    if AppealOutcome.objects.filter(appeal=appeal).exists():
        raise UnlawfulError("This appeal has been answered, so nothing can be added to it.")
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected what you want to say.")
    return appeal


def _tell(
    appeal: Appeal,
    template: str,
    subject: str,
    text: Callable[[], str],
    *,
    signed_by: str,
    at: datetime,
) -> Notice:
    def said() -> str:
        return say(
            template,
            appeal.decision,
            quoted=quoted(text()),
            signed_by=signed_by,
            due=words.day(appeal.reply_due_at),
            site=settings.SITE_ADDRESS,
        )

    def about() -> str:
        return gettext(subject)

    return serve(appeal.decision, "answer_received", about, said, signed_by=signed_by, at=at)


def _write_to(reviewer: Staff, remark: Remark, *, at: datetime) -> None:
    """Tell the reviewer by mail what was added."""
    appeal = remark.appeal
    case = appeal.decision.case
    notices.write_to_staff(
        staff=reviewer,
        subject=f"[{case.reference}] {case.account} wrote about the appeal",
        text=lambda: say(
            "added_for_reviewer",
            appeal.decision,
            remark=remark,
            quoted=quoted(remark.text),
            to=reviewer,
            due=words.day(appeal.reply_due_at),
            page=f"{settings.SITE_ADDRESS}/console/appeals/{appeal.id}/",
        ),
        key=f"remark {remark.pk}",
        at=at,
    )
