"""Hear the member before deciding: the preliminary notice, and the answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import proposal, rulings, words
from goodstanding.cases.models import Answer, Case, PreliminaryNotice
from goodstanding.cases.operations.telling import serve, tell
from goodstanding.law import clocks, procedure
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
def answer(*, case: Case, text: str, by: str, at: datetime) -> Answer:
    """Keep what the member says, and confirm it at once.

    Raises:
        UnlawfulError: nothing is said, or nothing is being asked.
    """
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected your answer in your own words.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    procedure.require(queries.state(case, at=at), CaseStep.ANSWER)
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
            start=" ".join(text.split())[:400],
        ),
        at=at,
    )
    return Answer.objects.create(case=case, text=text, at=at, by=by, receipt=receipt)
