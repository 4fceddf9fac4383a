"""Look again at a share of what was decided, though nobody asked; reverse what was too harsh."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Draw, Sample, SampleAnswer
from goodstanding.appeals.operations.telling import say, serve
from goodstanding.appeals.queries import samples
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import managing
from goodstanding.cases.models import Reversal
from goodstanding.chain import queries as chain
from goodstanding.law import appeal as law
from goodstanding.law import quality
from goodstanding.law.quality import Opinion
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice
from goodstanding.webhooks import operations as webhooks

WEEK = timedelta(days=7)


@transaction.atomic
def draw_samples(*, at: datetime) -> Draw | None:
    """Draw a share of what was decided in the last whole week, once.

    The seed is the hash of the chain's latest block, which nobody chooses.

    Args:
        at: now.

    Returns:
        The draw; None where the week was drawn already.
    """
    week = samples.monday(at - WEEK)
    if Draw.objects.filter(week=week).exists():
        return None
    decided = {str(one.pk): one for one in samples.decided_in(week, at=at)}
    told = {"seed": chain.head()[1], "share": settings.QUALITY_SHARE, "decided": len(decided)}
    draw = Draw.objects.create(week=week, **told, at=at)
    taken = quality.drawn(draw.seed, list(decided), draw.share)
    Sample.objects.bulk_create(Sample(draw=draw, decision=decided[key]) for key in taken)
    return draw


@transaction.atomic
def answer_sample(
    *, sample: Sample, opinion: Opinion, reasons: str, by: Staff, at: datetime
) -> SampleAnswer:
    """Say what one thinks of a decision that was drawn. What was too harsh is reversed at once.

    Then everything it did is undone as after an appeal that is upheld, the member and the
    marketplace are told, and it is counted as an error of its rule. Where an appeal was filed
    since, that decides, and the opinion is only counted. Nothing is ever changed against the
    member: what was too mild is only counted, and told to who manages the case.

    Args:
        sample: what was drawn.
        opinion: what the reviewer thinks.
        reasons: why, where they do not agree.
        by: a reviewer who had no hand in the case.
        at: now.

    Raises:
        UnlawfulError: the person had a hand in it or is no reviewer (P7), it was answered, or no
            reasons are given.
    """
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    decision = sample.decision
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(decision))
    quality.require_reasons(opinion, reasons)
    if SampleAnswer.objects.filter(sample=sample).exists():
        raise UnlawfulError("This sample has been answered.")
    reversal = None
    if opinion == Opinion.TOO_HARSH and samples.is_reversible(decision):
        cause = f"sample {sample.pk}"
        reversal = cases.reverse(decision=decision, cause=cause, reasons=reasons, by=by, at=at)
    told = {"opinion": opinion, "reasons": reasons.strip(), "by": by, "at": at}
    notice = _tell(reversal, reasons) if reversal else None
    if opinion != Opinion.AGREED:
        _tell_manager(sample, opinion, reasons, at=at)
    return SampleAnswer.objects.create(sample=sample, reversal=reversal, notice=notice, **told)


def _tell(reversal: Reversal, reasons: str) -> Notice:
    """Tell the member, and the marketplace, that what nobody appealed against is undone."""
    decision, at = reversal.decision, reversal.at
    days = cases.days_lost(decision, at=at)

    def subject() -> str:
        return gettext("We looked again: the decision is reversed")

    def text() -> str:
        return say("looked_again", decision, reasons=reasons, reviewer=reversal.by, days=days)

    case = decision.case
    body: dict[str, object] = {
        "case": case.reference,
        "account": case.account.name,
        "decision": str(decision.pk),
        "days": days,
    }
    kind = "decision.reversed"
    webhooks.tell(kind=kind, key=f"{kind} {reversal.pk}", body=body, at=at)
    return serve(decision, "lapse", subject, text, signed_by=reversal.by.name, at=at)


def _tell_manager(sample: Sample, opinion: Opinion, reasons: str, *, at: datetime) -> None:
    """Write to who manages the case; who looked is not named to them."""
    case = sample.decision.case
    manages = managing.manager(case)
    if manages is None:
        return
    thought = opinion.replace("_", " ")
    notices.write_to_staff(
        staff=manages,
        subject=f"[{case.reference}] A reviewer looked again: {thought}",
        text=lambda: say("sample_for_manager", sample.decision, thought=thought, reasons=reasons),
        key=f"sample {sample.pk}",
        at=at,
    )
