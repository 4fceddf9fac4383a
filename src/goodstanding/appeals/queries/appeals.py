"""A member's appeals, and who may look."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account, Staff
from goodstanding.appeals.models import Appeal, AppealOutcome, Remark, ReporterAppealOutcome
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import binding
from goodstanding.cases.models import Case, Decision, Handover, PreliminaryNotice, Proposal
from goodstanding.law.appeal import Door, Filed
from goodstanding.law.clocks import appeal_until
from goodstanding.law.terms import StaffRole
from goodstanding.notices import queries as notices


class UnknownAppealError(LookupError):
    """There is no such appeal."""


class UnknownDecisionError(LookupError):
    """There is no such decision to appeal against."""


def appeal(id_: UUID | str) -> Appeal:
    """An appeal by its id.

    Raises:
        UnknownAppealError: there is none.
    """
    found = _all().filter(pk=id_).first()
    if found is None:
        msg = f"There is no appeal {id_}."
        raise UnknownAppealError(msg)
    return found


def _all() -> QuerySet[Appeal]:
    return Appeal.objects.select_related(
        "decision__case__account",
        "decision__case__policy",
        "decision__decided_by",
        "assignment__reviewer",
        "outcome__decided_by",
    )


def waiting(*, after: Appeal | None = None) -> QuerySet[Appeal]:
    """Appeals without an outcome, what is due next first; all, or those that come after one."""
    found = _all().filter(outcome=None).order_by("reply_due_at", "id")
    if after is None:
        return found
    later = Q(reply_due_at__gt=after.reply_due_at) | Q(pk__gt=after.pk)
    return found.filter(later, reply_due_at__gte=after.reply_due_at)


def of(account: Account) -> QuerySet[Appeal]:
    """A member's appeals, latest first."""
    return _all().filter(account=account).order_by("-filed_at", "-id")


def hands(decision: Decision) -> set[str]:
    """Names of everyone who had a hand in the decision's case: managed, heard, decided, agreed.

    Whoever answered another appeal in it had one, too, and who answered one by a reporter.
    """
    case = decision.case
    assigned = getattr(case, "assignment", None)
    heard = case.preliminary_notices.values_list("by__name", flat=True)
    decided = case.decisions.values_list("decided_by__name", flat=True)
    proposed = case.proposals.values_list("by__name", "agreement__by__name")
    eyes = [name for pair in proposed for name in pair]
    others = AppealOutcome.objects.filter(appeal__decision__case=case)
    answered = others.exclude(appeal__decision=decision).values_list("decided_by__name", flat=True)
    reported = ReporterAppealOutcome.objects.filter(appeal__decision__case=case)
    answered_too = reported.exclude(appeal__decision=decision).values_list(
        "decided_by__name", flat=True
    )
    managed = case.handovers.values_list("staff__name", flat=True)
    had = (*heard, *decided, *eyes, *answered, *answered_too, *managed)
    return {name for name in had if name} | ({assigned.staff.name} if assigned else set())


def barred(some: Iterable[Appeal], staff: Staff) -> set[UUID]:
    """Keys of those of some appeals whose case a person had a hand in, as `hands` names them."""
    case, against = OuterRef("decision__case"), OuterRef("decision")
    agreed = Q(by=staff) | Q(agreement__by=staff)
    hand = Q(decision__case__assignment__staff=staff)
    hand |= Q(Exists(Handover.objects.filter(case=case, staff=staff)))
    for one in (
        PreliminaryNotice.objects.filter(case=case, by=staff),
        Decision.objects.filter(case=case, decided_by=staff),
        Proposal.objects.filter(agreed, case=case),
        _answered(AppealOutcome, staff, case).exclude(appeal__decision=against),
        _answered(ReporterAppealOutcome, staff, case).exclude(appeal__decision=against),
    ):
        hand |= Q(Exists(one))
    keys = [one.pk for one in some]
    return set(Appeal.objects.filter(hand, pk__in=keys).values_list("pk", flat=True))


def _answered(outcomes: type[Model], staff: Staff, case: OuterRef) -> QuerySet[Any]:
    return outcomes._default_manager.filter(decided_by=staff, appeal__decision__case=case)


def fresh_reviewers(decision: Decision, *, at: datetime) -> list[Staff]:
    """Reviewers who had no hand in the case, those with the fewest open appeals first."""
    had = hands(decision)
    account = decision.case.account
    able = accounts.admitted(accounts.qualified(StaffRole.REVIEWER, at=at), account, at=at)
    fresh = [one for one in able if one.name not in had]
    load = {one.pk: one.appeals.filter(appeal__outcome=None).count() for one in fresh}
    return sorted(fresh, key=lambda one: (load[one.pk], one.name))


def filed(one: Appeal) -> Filed:
    """What the record shows of an appeal that might not be looked into."""
    decision, case = one.decision, one.decision.case
    earlier = AppealOutcome.objects.filter(appeal__decision__case=case, at__lt=one.filed_at)
    return Filed(
        at=one.filed_at,
        until=appeal_until(delivered_at(decision) or decision.at, binding.clocks(case)),
        by_other=one.door == Door.API or one.filed_by not in {"", one.account.name},
        answered_before=earlier.exclude(appeal=one).exists(),
    )


def delivered_at(decision: Decision) -> datetime | None:
    """When the statement of reasons reached the member; None for a decision without one."""
    if decision.notice is None:
        return None
    return notices.delivered_at(decision.notice) or decision.notice.created_at


def dialogue(one: Appeal) -> list[Remark]:
    """What appellant and reviewer wrote to each other, in order."""
    return list(one.remarks.select_related("reviewer").order_by("at", "id"))


def open_in(case: Case) -> Appeal | None:
    """The appeal in a case that waits for its answer, if one does."""
    return waiting().filter(decision__case=case).first()


def latest_in(case: Case) -> Appeal | None:
    """The appeal filed last in a case, answered or not."""
    return _all().filter(decision__case=case).order_by("-filed_at", "-id").first()


def appealable(case: Case) -> Decision | None:
    """What a member can appeal against in a case: what ended it, else what came before hearing.

    Also when it is late: a person says whether it is looked into (DSA-20.6). None where nothing was
    taken from them, or it was appealed against or reversed.
    """
    ended = cases.decision(case)
    found = case.decisions.filter(statement__isnull=False, appeal=None, reversal=None)
    if ended is not None:
        return found.filter(pk=ended.pk).first()
    return found.order_by("-at", "-id").first()


def against(named: str) -> Decision:
    """A decision by its id, or what ended a case by the case's reference.

    Raises:
        UnknownDecisionError: there is none.
    """
    made = Decision.objects.select_related("case__account", "statement", "notice")
    try:
        found = made.filter(pk=UUID(named)).first()
    except ValueError:
        case = Case.objects.filter(reference=named).first()
        found = cases.decision(case) if case else None
    if found is None:
        msg = (
            f"decision: got {named!r}, expected the id of a decision, or the reference of a "
            "decided case"
        )
        raise UnknownDecisionError(msg)
    return found
