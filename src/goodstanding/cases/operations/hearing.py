"""Hear the member before deciding: the preliminary notice, and the answer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import proposal, rulings, words
from goodstanding.cases.hearings.files import Checked
from goodstanding.cases.models import Answer, Case, PreliminaryNotice
from goodstanding.cases.operations.attaching import attach, naming
from goodstanding.cases.operations.telling import serve, tell
from goodstanding.law import clocks, procedure
from goodstanding.law.appeal import Door
from goodstanding.law.procedure import CaseStep
from goodstanding.law.terms import MeasureKind, UnlawfulError


@transaction.atomic
def serve_preliminary_notice(
    *, case: Case, measure: MeasureKind, by: Staff, at: datetime
) -> PreliminaryNotice:
    """Tell the member what is proposed and why, and until when to answer, before deciding.

    Raises:
        UnlawfulError: the law would not allow the measure even after hearing the member.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    procedure.require(queries.state(case, at=at), CaseStep.SERVE_PRELIMINARY_NOTICE)
    proposed = rulings.supposed(case, by=by, at=at).require(measure)
    respond_by = at + clocks.RESPONSE_WINDOW
    notice = serve(
        case,
        "preliminary_notice",
        lambda: gettext("Your side first: %(policy)s") % {"policy": case.policy.title.lower()},
        lambda: proposal.text(case, proposed, respond_by=respond_by, at=at),
        at=at,
    )
    served = PreliminaryNotice.objects.create(
        case=case,
        proposed=measure,
        notice=notice,
        served_at=at,
        respond_by=respond_by,
        by=by,
    )
    tell(case, "preliminary_notice.served", str(served.pk), {"respond_by": respond_by}, at=at)
    return served


@transaction.atomic
def answer(
    *, case: Case, text: str, by: str, at: datetime, files: Collection[Checked] = ()
) -> Answer:
    """Keep what the member says, and confirm it at once.

    Args:
        case: the case.
        text: in their own words.
        by: the member's account name, or who speaks for them.
        at: now.
        files: what is added to the case with it.

    Raises:
        UnlawfulError: nothing is said, nothing is being asked, or it is too much for a day.
    """
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected your answer in your own words.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    procedure.require(queries.state(case, at=at), CaseStep.ANSWER)
    attach(case, files, by=by, door=Door.PORTAL, at=at)
    due = at + clocks.DECISION
    receipt = serve(
        case,
        "answer_received",
        lambda: gettext("We have your answer"),
        lambda: words.render(
            "cases/answer_received.md",
            case,
            manager=rulings.manager(case),
            due=words.day(due),
            start=naming(" ".join(text.split())[:400], files),
        ),
        at=at,
    )
    return Answer.objects.create(case=case, text=text, at=at, by=by, receipt=receipt)
