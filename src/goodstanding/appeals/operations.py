"""Appeals: file, take, uphold, reject; and what the clock does when nobody answers."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, AppealAssignment, AppealOutcome, Overdue
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import binding, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Decision
from goodstanding.funds import operations as funds
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Outcome
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money, UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice
from goodstanding.webhooks import operations as webhooks

CLOCK = "the clock"
NOTHING: Mapping[Any, Any] = MappingProxyType({})


@transaction.atomic
def file(*, decision: Decision, text: str, by: str, at: datetime) -> Appeal:
    """File an appeal, confirm it at once, and give it to a reviewer with fresh eyes.

    Args:
        decision: what is appealed against.
        text: why, in the member's own words; no form is asked.
        by: the member's account name, or who speaks for them; only the person the decision is
            about can appeal.
        at: now.

    Raises:
        UnlawfulError: too late, nothing said, already filed, or nothing to appeal against.
    """
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    _require_open(decision, text=text, by=by, at=at)
    due = law.reply_due(at, binding.clocks(decision.case))
    reviewer = next(iter(queries.fresh_reviewers(decision, at=at)), None)
    receipt = _serve(
        decision,
        "appeal_received",
        "We have your appeal",
        _say("received", decision, due=words.day(due), reviewer=reviewer, start=text.strip()[:400]),
        signed_by=reviewer.name if reviewer else words.TEAM,
        at=at,
    )
    appeal = Appeal.objects.create(
        decision=decision,
        account=decision.case.account,
        text=text,
        filed_at=at,
        reply_due_at=due,
        receipt=receipt,
    )
    if reviewer is not None:
        AppealAssignment.objects.create(appeal=appeal, reviewer=reviewer, at=at)
    _tell(appeal, "appeal.filed", {"reply_due_at": due.isoformat()}, at=at)
    return appeal


def _require_open(decision: Decision, *, text: str, by: str, at: datetime) -> None:
    delivered = queries.delivered_at(decision)
    if not reading.speaks_for(decision.case, by):
        raise UnlawfulError("Only the person a decision is about can appeal against it.")
    if decision.statement is None or delivered is None:
        raise UnlawfulError("This decision takes nothing from you, so there is nothing to appeal.")
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected why you think this is wrong.")
    if Appeal.objects.filter(decision=decision).exists():
        raise UnlawfulError("You have already appealed against this decision; we answer you once.")
    lengths = binding.clocks(decision.case)
    law.require_in_time(delivered_at=delivered, at=at, clocks=lengths)


@transaction.atomic
def take(*, appeal: Appeal, by: Staff, at: datetime) -> AppealAssignment:
    """Take an appeal nobody has taken.

    Raises:
        UnlawfulError: the person had a hand in the case, is no reviewer, or came second.
    """
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(appeal.decision))
    taken, new = AppealAssignment.objects.get_or_create(
        appeal=appeal, defaults={"reviewer": by, "at": at}
    )
    if not new and taken.reviewer != by:
        raise UnlawfulError(f"{taken.reviewer} has taken this appeal.")
    return taken


@transaction.atomic
def uphold(
    *,
    appeal: Appeal,
    reasons: str,
    by: Staff,
    at: datetime,
    compensation: Mapping[Pot, Money] = NOTHING,
) -> AppealOutcome:
    """Uphold an appeal: the decision is reversed with everything it caused, and the member told.

    Args:
        appeal: the appeal.
        reasons: an answer to each point.
        by: who decides it.
        at: now.
        compensation: what the marketplace gives the member for what was lost by the mistake, pot
            by pot (PWD-11.3, AU-21).

    Raises:
        UnlawfulError: the person decided in the case or is no reviewer (P7), no reasons are given,
            or the appeal has been answered.
    """
    decision = _require_answerable(appeal, reasons=reasons, by=by, at=at)
    cause = f"appeal {appeal.id}"
    reversal = cases.reverse(decision=decision, cause=cause, reasons=reasons, by=by, at=at)
    for pot, money in compensation.items():
        funds.compensate(
            account=decision.case.account,
            money=money,
            contract=pot.contract,
            cause=f"reversal {reversal.pk}",
            by=by.name,
            at=at,
        )
    paid = [f"{money} for contract {pot.contract}" for pot, money in compensation.items()]
    lost = cases.days_lost(decision, at=at)
    given = {"paid": words.listed(paid), "days": lost}
    return _end(appeal, Outcome.REVERSED, reasons=reasons, by=by, at=at, given=given)


@transaction.atomic
def reject(*, appeal: Appeal, reasons: str, by: Staff, at: datetime) -> AppealOutcome:
    """Confirm the decision appealed against, with reasons and the next redress.

    Raises:
        UnlawfulError: as for `uphold`.
    """
    _require_answerable(appeal, reasons=reasons, by=by, at=at)
    return _end(appeal, Outcome.CONFIRMED, reasons=reasons, by=by, at=at)


def _require_answerable(appeal: Appeal, *, reasons: str, by: Staff, at: datetime) -> Decision:
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    law.require_fresh_eyes(accounts.decider(by, at=at), queries.hands(appeal.decision))
    if AppealOutcome.objects.filter(appeal=appeal).exists():
        raise UnlawfulError("This appeal has been answered.")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected an answer to each point (P7).")
    return appeal.decision


def _end(
    appeal: Appeal,
    outcome: Outcome,
    *,
    reasons: str,
    by: Staff,
    at: datetime,
    given: Mapping[str, object] = NOTHING,
) -> AppealOutcome:
    decision = appeal.decision
    subject = {
        Outcome.REVERSED: "You were right: the decision is reversed",
        Outcome.CONFIRMED: "Your appeal: the decision stays",
    }[outcome]
    notice = _serve(
        decision,
        "appeal_outcome",
        subject,
        _say(outcome, decision, reasons=reasons, reviewer=by, **given),
        signed_by=by.name,
        at=at,
    )
    ended = AppealOutcome.objects.create(
        appeal=appeal, outcome=outcome, reasons=reasons, decided_by=by, at=at, notice=notice
    )
    _tell(appeal, "appeal.decided", {"outcome": outcome, **given}, at=at)
    return ended


def overdue(*, at: datetime) -> list[Appeal]:
    """Do what the profile says about appeals nobody answered in time: lift the measures (S10).

    The appeal stays open and is still answered; what was overdue is kept and reported.
    """
    late = queries.waiting().filter(reply_due_at__lte=at, overdue=None)
    lapsed = []
    for appeal in late:
        with transaction.atomic():
            _, new = Overdue.objects.get_or_create(appeal=appeal, defaults={"at": at})
            if new:
                for measure in appeal.decision.measures.filter(lift=None):
                    cause = "your appeal was not answered in time"
                    cases.lift_measure(measure=measure, cause=cause, by=CLOCK, at=at)
                lapsed.append(appeal)
    return lapsed


def _say(template: str, decision: Decision, **values: object) -> str:
    case = decision.case
    known: dict[str, object] = {
        "case": case,
        "policy": case.policy,
        "account": case.account,
        "decision": decision,
    }
    known["address"] = words.address(case)
    known["outside"] = binding.outside(binding.in_case(case), since=decision.at)
    return render_to_string(f"appeals/{template}.md", known | values).strip()


def _serve(
    decision: Decision, kind: str, subject: str, text: str, *, signed_by: str, at: datetime
) -> Notice:
    case = decision.case
    return notices.serve(
        account=case.account,
        kind=kind,
        subject=subject,
        text=text,
        reference=case.reference,
        cause=f"decision {decision.id}",
        signed_by=signed_by,
        reply_to=words.address(case),
        at=at,
    )


def _tell(appeal: Appeal, kind: str, body: dict[str, object], *, at: datetime) -> None:
    case = appeal.decision.case
    about = {"case": case.reference, "account": case.account.name, "appeal": str(appeal.id)}
    webhooks.tell(kind=kind, key=f"{kind} {appeal.id}", body=about | body, at=at)
