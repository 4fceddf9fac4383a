"""What a member may do now and where they stand, from the measures that cases placed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account
from goodstanding.cases.models import Case, Decision, Measure, Strike
from goodstanding.cases.queries.cases import of, state
from goodstanding.law import standing as law_standing
from goodstanding.law.lost import LostDays
from goodstanding.law.procedure import State
from goodstanding.law.standing import Answer, MeasureFacts
from goodstanding.law.terms import Capability, MeasureKind


def measures(account: Account) -> list[MeasureFacts]:
    """Every measure a member ever had, as the law needs them."""
    rows = Measure.objects.filter(account=account).order_by("starts_at")
    rows = rows.select_related("lift", "decision__appeal__outcome")
    return [measure_facts(one) for one in rows]


def measures_in(one: Case) -> QuerySet[Measure]:
    """Every measure a case's decisions placed, in order."""
    placed = Measure.objects.filter(decision__case=one).select_related("lift")
    return placed.order_by("starts_at", "contract", "id")


def measure_facts(one: Measure) -> MeasureFacts:
    """A measure as the law needs it."""
    lift = getattr(one, "lift", None)
    return MeasureFacts(
        id=str(one.id),
        kind=MeasureKind(one.kind),
        capabilities=frozenset(Capability(c) for c in one.capabilities),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        contract=one.contract,
        subject=one.subject,
        member=one.member,
        lifted_at=lift.at if lift else None,
        lapses_at=_unanswered_since(one.decision),
    )


def _unanswered_since(one: Decision) -> datetime | None:
    """When an appeal against a decision should have been answered, where it was not by then."""
    appeal: Any = getattr(one, "appeal", None)
    if appeal is None:
        return None
    outcome = getattr(appeal, "outcome", None)
    due: datetime = appeal.reply_due_at
    return due if outcome is None or outcome.at > due else None


def may(
    account_name: str,
    capability: Capability,
    *,
    at: datetime,
    contract: str = "",
    subject: str = "",
    member: str = "",
) -> Answer:
    """Whether an account may do a thing now, and under which measures it may not.

    Raises:
        UnknownAccountError: there is no such account.
    """
    account = accounts.account(account_name)
    return law_standing.may(
        measures(account),
        capability,
        contract=contract,
        subject=subject,
        member=member,
        at=at,
    )


@dataclass(frozen=True)
class Standing:
    """Where a member stands: derived from the record, never stored."""

    account: Account
    in_force: list[Measure]
    strikes: list[Strike]
    cases: list[Case]


def standing(account: Account, *, at: datetime) -> Standing:
    """Where a member stands now."""
    rows = Measure.objects.filter(account=account).select_related("lift", "decision__case__policy")
    strikes = Strike.objects.filter(account=account, removal=None, at__lte=at, expires_at__gt=at)
    return Standing(
        account=account,
        in_force=[one for one in rows if measure_facts(one).in_force(at)],
        strikes=list(strikes.select_related("decision__case")),
        cases=[one for one in of(account) if state(one, at=at) != State.CLOSED],
    )


def lost_days(account: Account) -> tuple[LostDays, ...]:
    """The days that measures took from a member before their decisions were reversed."""
    reversed_ = Measure.objects.filter(account=account, decision__reversal__isnull=False)
    ends = reversed_.select_related("lift", "decision__reversal").order_by("starts_at", "id")
    return tuple(
        LostDays(one.starts_at, min(filter(None, (_lifted_at(one), one.ends_at)))) for one in ends
    )


def _lifted_at(one: Measure) -> datetime:
    """When a measure whose decision was reversed was lifted: with the reversal at the latest."""
    lift = getattr(one, "lift", None)
    ended: datetime = lift.at if lift else one.decision.reversal.at
    return ended
