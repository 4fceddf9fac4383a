"""File an appeal."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, AppealAssignment
from goodstanding.appeals.operations import turns
from goodstanding.appeals.operations.telling import say, serve, tell
from goodstanding.cases.drafting import binding, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.hearings.files import Checked
from goodstanding.cases.models import Decision
from goodstanding.cases.operations.attaching import attach, naming
from goodstanding.languages import writing
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Door
from goodstanding.law.clocks import appeal_until
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice


@transaction.atomic
def file(
    *,
    decision: Decision,
    text: str,
    by: str,
    at: datetime,
    door: Door = Door.PORTAL,
    files: Collection[Checked] = (),
) -> Appeal:
    """File an appeal, confirm it at once, and give it to a reviewer with fresh eyes.

    A late one is taken, too (DSA-20.6): its reviewer says whether it is looked into.

    Args:
        decision: what is appealed against.
        text: why, in the member's own words; no form is asked.
        by: the account name of whom the decision is about, or who speaks for them.
        at: now.
        door: the way it came.
        files: what is added to the case with it.

    Raises:
        UnlawfulError: nothing said, already filed, nothing to appeal against, too many files.
    """
    decision = turns.of_decision(decision)
    _require_open(decision, text=text, by=by)
    attach(decision.case, files, by=by, door=door, at=at)
    due = law.reply_due(at, binding.clocks(decision.case))
    reviewer = next(iter(queries.fresh_reviewers(decision, at=at)), None)
    start = partial(naming, text.strip()[:400], files)
    receipt = _receipt(decision, reviewer, start=start, due=due, by=by, door=door, at=at)
    told = {"text": text, "filed_at": at, "filed_by": by, "door": door, "reply_due_at": due}
    account = decision.case.account
    appeal = Appeal.objects.create(decision=decision, account=account, receipt=receipt, **told)
    if reviewer is not None:
        _give(appeal, reviewer, at=at)
    tell(appeal, "appeal.filed", {"reply_due_at": due.isoformat(), "door": door}, at=at)
    return appeal


def _give(appeal: Appeal, reviewer: Staff, *, at: datetime) -> None:
    """Give an appeal to a reviewer, and tell them by mail."""
    AppealAssignment.objects.create(appeal=appeal, reviewer=reviewer, at=at)
    case = appeal.decision.case
    notices.write_to_staff(
        staff=reviewer,
        subject=f"[{case.reference}] An appeal is yours",
        text=lambda: say(
            "given_to_reviewer",
            appeal.decision,
            to=reviewer,
            due=words.day(appeal.reply_due_at),
            page=f"{settings.SITE_ADDRESS}/console/appeals/{appeal.id}/",
        ),
        key=f"appeal {appeal.pk}",
        at=at,
    )


def _require_open(decision: Decision, *, text: str, by: str) -> None:
    if not reading.speaks_for(decision.case, by):
        raise UnlawfulError("Only the person a decision is about can appeal against it.")
    if decision.statement is None or queries.delivered_at(decision) is None:
        raise UnlawfulError("This decision takes nothing from you, so there is nothing to appeal.")
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected why you think this is wrong.")
    if Appeal.objects.filter(decision=decision).exists():
        raise UnlawfulError("You have already appealed against this decision; we answer you once.")


def _receipt(
    decision: Decision,
    reviewer: Staff | None,
    *,
    start: Callable[[], str],
    due: datetime,
    by: str,
    door: Door,
    at: datetime,
) -> Notice:
    case = decision.case

    def said() -> str:
        return say(
            "received",
            decision,
            due=words.day(due),
            reviewer=reviewer,
            start=start(),
            late=_late(decision, at=at),
            by_marketplace=door == Door.API,
            by="" if by == case.account.name else by,
        )

    def subject() -> str:
        return gettext("We have your appeal")

    signed_by = reviewer.name if reviewer else words.TEAM
    return serve(decision, "appeal_received", subject, said, signed_by=signed_by, at=at)


def _late(decision: Decision, *, at: datetime) -> str:
    """That an appeal came late, with its last day; "" where it did not."""
    delivered = queries.delivered_at(decision) or decision.at
    until = appeal_until(delivered, binding.clocks(decision.case))
    if at <= until:
        return ""
    return gettext("Appeals against this decision were open until %(moment)s.") % {
        "moment": writing.moment(until)
    }
