"""Take from a rule the right to decide without a person, and give it back (P12)."""

from datetime import datetime

from django.db import connection, transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import words
from goodstanding.cases.models import Reversal, RuleLoss, RuleReturn
from goodstanding.law import automation
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.webhooks import operations as webhooks

TOLD = (StaffRole.POLICY_OWNER, StaffRole.CASE_MANAGER)
"""Who is told: who can change a rule, and who decides in its place."""


def lose_rules(reversal: Reversal, *, at: datetime) -> list[RuleLoss]:
    """Write down which rules a reversal took past their limit, in the reversal's transaction.

    The team and the marketplace are told of each.
    """
    relied = reversal.decision.relied.values_list("finding__detector", flat=True)
    losses = [_lose(rule, reversal, at=at) for rule in sorted(set(relied))]
    return [one for one in losses if one is not None]


def _lose(rule: str, reversal: Reversal, *, at: datetime) -> RuleLoss | None:
    _one_at_a_time(rule)
    stands = queries.rule_standing(rule, at=at, under=reversal.decision.policy)
    if stands.lost or stands.alone:
        return None
    loss = RuleLoss.objects.create(
        rule=rule,
        made=stands.made,
        overturned=stands.overturned,
        bound=stands.bound,
        limit=stands.limit,
        reversal=reversal,
        at=at,
    )
    body: dict[str, object] = {
        "made": loss.made,
        "overturned": loss.overturned,
        "bound": loss.bound,
    }
    _tell("rule.lost", rule, loss.pk, body | {"limit": loss.limit}, at=at)
    subject = f"{rule} decides nothing without a person any more"
    _write(subject, f"rule loss {loss.pk}", at=at, loss=loss, stands=stands)
    return loss


def _one_at_a_time(rule: str) -> None:
    """Let reversals of one rule wait for each other, so that none counts without the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rule: {rule}"])


@transaction.atomic
def give_back(*, rule: str, change: str, reasons: str, by: Staff, at: datetime) -> RuleReturn:
    """Let a rule that was changed decide without a person again; its counts start anew.

    Args:
        rule: the detector's name.
        change: what was changed about it, by name: its version, or parameters.
        reasons: why it may act alone again.
        by: who gives it back, a policy owner.
        at: now.

    Raises:
        UnlawfulError: it is not lost, no change or no reasons are named, or the person is no policy
            owner.
    """
    automation.require_return(change=change, reasons=reasons, by=accounts.decider(by, at=at))
    _one_at_a_time(rule)
    loss = queries.lost(rule)
    if loss is None:
        raise UnlawfulError(f"rule: got {rule!r}, expected one that lost the right to act alone.")
    back = RuleReturn.objects.create(loss=loss, change=change, reasons=reasons, by=by, at=at)
    _tell("rule.returned", rule, back.pk, {"change": change, "by": by.name}, at=at)
    subject = f"{rule} may decide without a person again"
    _write(subject, f"rule return {back.pk}", at=at, loss=loss, back=back)
    return back


def _tell(kind: str, rule: str, number: int, body: dict[str, object], *, at: datetime) -> None:
    webhooks.tell(kind=kind, key=f"{kind} {number}", body={"rule": rule} | body, at=at)


def _write(subject: str, key: str, *, at: datetime, **values: object) -> None:
    """Write to each policy owner and each case manager."""
    for to in sorted({one for role in TOLD for one in accounts.qualified(role, at=at)}, key=str):
        text = words.plain("cases/rule.md", to=to, subject=subject, **values)
        notices.write_to_staff(staff=to, subject=subject, text=text, key=f"{key} {to.pk}", at=at)
