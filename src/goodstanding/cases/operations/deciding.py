"""Decide a case: all of a decision, or none of it."""

from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.drafting.plan import Plan, Wish
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import (
    Agreement,
    Case,
    Decision,
    DecisionFinding,
    DecisionLaw,
    EmergencyEvidence,
    Measure,
    Strike,
)
from goodstanding.cases.operations.informing import tell_reporters
from goodstanding.cases.operations.remedying import make_plan
from goodstanding.cases.operations.telling import tell
from goodstanding.funds import operations as funds
from goodstanding.funds.models import Hold
from goodstanding.law import procedure
from goodstanding.law.procedure import CaseStep
from goodstanding.law.terms import (
    ADVERSE,
    RESTRICTING,
    Family,
    MeasureKind,
    UnlawfulError,
)
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice


@transaction.atomic
def decide(*, case: Case, wish: Wish, by: Staff, at: datetime) -> Decision:
    """Decide a case: record, measures, hold, statement of reasons and outbox, all or nothing.

    Args:
        case: the case.
        wish: what to decide; the law says whether it may be.
        by: the person deciding.
        at: now.

    Raises:
        UnlawfulError: the law does not allow it; the message says why.
    """
    if not wish.reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected in your own words why this, not less.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    interim = wish.measure == MeasureKind.INTERIM_RESTRICTION
    step = CaseStep.PLACE_INTERIM if interim else CaseStep.DECIDE
    procedure.require(queries.state(case, at=at), step)
    return carry_out(rulings.plan(case, wish, by=by, at=at), staff=by)


def carry_out(plan: Plan, *, staff: Staff | None, agreement: Agreement | None = None) -> Decision:
    """Write a plan into the record, in the caller's transaction."""
    case, at, factors = plan.case, plan.at, plan.allowed.factors
    decision = Decision(
        case=case,
        policy=case.policy,
        measure=plan.measure,
        decided_by=staff,
        rule=plan.rule,
        reasons=plan.wish.reasons,
        not_more=factors.why_not_more if factors else "",
        factors=factors.record if factors else {},
        emergency=plan.emergency or "",
        confirms=plan.wish.confirms,
        conduct_from=plan.conduct_from,
        at=at,
        effect_at=plan.allowed.effect_at,
        ends_at=plan.ends_at,
        agreement=agreement,
    )
    decision.hold = _hold(plan, decision)
    adverse = plan.measure in ADVERSE or decision.hold is not None
    decision.notice = _notice(plan, decision, adverse=adverse)
    decision.statement = decision.notice.statement if adverse else None
    decision.save(force_insert=True)
    _evidence(plan, decision)
    _law(plan, decision)
    told = {
        "decision": str(decision.id),
        "measure": plan.measure,
        "effect_at": decision.effect_at,
        "ends_at": decision.ends_at,
    }
    tell(case, "decision.made", str(decision.id), told, at=at)
    if plan.measure in RESTRICTING:
        _place(plan, decision)
        make_plan(decision, at=at)
    _strike(plan, decision)
    tell_reporters(decision, at=at)
    return decision


def _strike(plan: Plan, decision: Decision) -> None:
    """Count it against the next decision, as the law and the policy weigh it."""
    made = plan.allowed.strike
    if made is None:
        return
    Strike.objects.create(
        decision=decision,
        account=plan.case.account,
        slug=plan.case.policy.slug,
        at=plan.at,
        expires_at=made.expires_at,
        weight=made.weight,
        falls_every_days=made.falls_every.days if made.falls_every else None,
    )


def _evidence(plan: Plan, decision: Decision) -> None:
    """Keep what it relies on, and what shows the emergency: findings, and what is in writing."""
    relied = [DecisionFinding(decision=decision, finding=one) for one in plan.findings]
    DecisionFinding.objects.bulk_create(relied)
    if not decision.emergency:
        return
    shown = [EmergencyEvidence(decision=decision, finding=one) for one in plan.findings]
    if plan.wish.ground.strip():
        shown.append(EmergencyEvidence(decision=decision, ground=plan.wish.ground))
    EmergencyEvidence.objects.bulk_create(shown)


def _law(plan: Plan, decision: Decision) -> None:
    """Keep which laws bound it, and with which lengths."""
    lengths = {
        name: value.total_seconds() if isinstance(value, timedelta) else value
        for name, value in vars(plan.binding.clocks).items()
    }
    DecisionLaw.objects.create(
        decision=decision,
        profiles=sorted(plan.binding.profiles),
        clocks=lengths,
        relaxations=[one.parameter for one in plan.binding.relaxations],
    )


def _hold(plan: Plan, decision: Decision) -> Hold | None:
    if not plan.wish.hold or plan.hold_ends_at is None:
        return None
    hold = funds.place_hold(
        account=plan.case.account,
        family=Family(plan.case.policy.family),
        amounts=plan.wish.hold,
        cause=f"decision {decision.id}",
        ends_at=plan.hold_ends_at,
        by=plan.decider.name,
        at=plan.at,
    )
    parts = [
        {"contract": pot.contract, "amount": money.minor, "currency": money.currency}
        for pot, money in sorted(plan.wish.hold.items())
    ]
    amounts: dict[str, str] = {}
    for pot, money in sorted(plan.wish.hold.items()):
        known = amounts.get(pot.contract)
        amounts[pot.contract] = f"{known}, {money}" if known else str(money)
    told = {"hold": str(hold.id), "amounts": amounts, "parts": parts, "ends_at": plan.hold_ends_at}
    tell(plan.case, "hold.placed", str(hold.id), told, at=plan.at)
    return hold


def _notice(plan: Plan, decision: Decision, *, adverse: bool) -> Notice:
    kinds = {MeasureKind.NO_ACTION: "case_closed", MeasureKind.COACHING_NOTE: "coaching_note"}
    notice = notices.serve(
        account=plan.case.account,
        kind="statement_of_reasons" if adverse else kinds[plan.measure],
        subject=lambda: words.subject(plan),
        text=lambda: words.text(plan),
        reference=plan.case.reference,
        cause=f"decision {decision.id}",
        signed_by=plan.decider.name or plan.manager,
        reply_to=words.address(plan.case),
        at=plan.at,
        statement=(lambda: words.statement(plan)) if adverse else None,
    )
    notices.copy(notice=notice, to=reading.copy_to(plan.case), at=plan.at)
    return notice


def _place(plan: Plan, decision: Decision) -> None:
    for contract in plan.wish.contracts or ("",):
        measure = Measure.objects.create(
            decision=decision,
            account=plan.case.account,
            kind=plan.measure,
            capabilities=list(plan.capabilities),
            contract=contract,
            subject=plan.wish.subject,
            member=plan.wish.member,
            starts_at=decision.effect_at,
            ends_at=decision.ends_at,
        )
        tell(plan.case, "measure.placed", str(measure.id), _body(measure), at=plan.at)


def _body(measure: Measure) -> dict[str, object]:
    """A measure as the marketplace is told of it."""
    return {
        "measure": str(measure.id),
        "kind": measure.kind,
        "capabilities": measure.capabilities,
        "contract": measure.contract,
        "subject": measure.subject,
        "member": measure.member,
        "starts_at": measure.starts_at,
        "ends_at": measure.ends_at,
    }
