"""What the law says of a case, and a wish as the decision it would be."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Max

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.drafting import binding, managing, sight, words
from goodstanding.cases.drafting.plan import Plan, Wish, narrow
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Case, Decision, PreliminaryNotice, Strike, Withholding
from goodstanding.findings import queries as findings
from goodstanding.findings.models import Finding
from goodstanding.funds import queries as funds
from goodstanding.law import hold
from goodstanding.law import ruling as law
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Emergency, Facts, Hearing
from goodstanding.law.hold import Pot
from goodstanding.law.ruling import Ruling, rule
from goodstanding.law.terms import (
    Family,
    MeasureKind,
    Money,
    StaffRole,
    UnlawfulError,
)
from goodstanding.policies import queries as policies


def taken(one: Case) -> list[Finding]:
    """The findings in a case, in order."""
    return list(Finding.objects.filter(taken__case=one).order_by("conduct_from", "found_at"))


def counting(one: Case) -> list[Finding]:
    """Of the findings in a case, those that were not set aside by a reversal."""
    return list(
        Finding.objects.filter(taken__case=one, set_aside=None).order_by("conduct_from", "found_at")
    )


def facts(
    one: Case,
    *,
    decider: Decider,
    at: datetime,
    emergency: Emergency | None = None,
    confirms: Decision | None = None,
) -> Facts:
    """The facts of a case as the law needs them."""
    return Facts(
        policy=policies.terms(one.policy),
        findings=tuple(findings.facts(finding) for finding in counting(one)),
        decider=decider,
        at=at,
        earlier=earlier(one.account, one.policy.slug),
        hearing=_hearing(one),
        clocks=binding.clocks(one),
        emergency=emergency,
        talk_until=reading.decidable_from(one, at=at),
        confirming=first_effect(confirms) if confirms else None,
    )


def first_effect(one: Decision) -> datetime:
    """When the first of a chain of confirmed interim decisions took effect."""
    while one.confirms is not None:
        one = one.confirms
    return one.effect_at


def _hearing(one: Case) -> Hearing | None:
    again = one.decisions.aggregate(at=Max("reopening__at"))["at"]  # heard anew since then
    told = one.preliminary_notices.all()
    told = told.filter(served_at__gt=again) if again else told
    served: PreliminaryNotice | None = told.order_by("-served_at").first()
    if served is None:
        return None
    answer = one.answers.filter(at__gt=served.served_at).order_by("at").first()
    return Hearing(
        served_at=served.served_at,
        respond_by=served.respond_by,
        answered_at=answer.at if answer else None,
        proposed=MeasureKind(served.proposed),
        clocks=binding.clocks(one),
    )


def earlier(account: Account, slug: str, *, without: Decision | None = None) -> tuple[Earlier, ...]:
    """Decisions against a member under a policy that were not reversed; one can be left out."""
    standing_ones = Decision.objects.filter(case__account=account, policy__slug=slug, reversal=None)
    if without is not None:
        standing_ones = standing_ones.exclude(pk=without.pk)
    found = standing_ones.select_related("strike").order_by("at")
    return tuple(_earlier(one, getattr(one, "strike", None)) for one in found)


def _earlier(one: Decision, strike: Strike | None) -> Earlier:
    """A decision with the strike it made; without one it weighs nothing."""
    measure = MeasureKind(one.measure)
    if strike is None:
        return Earlier(measure, one.at, weight=0)
    every = strike.falls_every_days
    return Earlier(
        measure,
        one.at,
        weight=strike.weight,
        expires_at=strike.expires_at,
        falls_every=timedelta(days=every) if every else None,
    )


def ruling(one: Case, *, by: Staff, at: datetime, emergency: Emergency | None = None) -> Ruling:
    """What the law says a person may do in a case now."""
    decider = accounts.decider(by, at=at)
    return rule(facts(one, decider=decider, at=at, emergency=emergency))


def if_agreed(one: Case, *, by: Staff, at: datetime, emergency: Emergency | None = None) -> Ruling:
    """What the law says a person may do in a case now, a second person agreeing where needed."""
    decider = accounts.decider(by, at=at)
    return law.if_agreed(facts(one, decider=decider, at=at, emergency=emergency))


def supposed(one: Case, *, by: Staff, at: datetime) -> Ruling:
    """What the law would say once the member has been heard: what a notice may propose."""
    return law.after_hearing(facts(one, decider=accounts.decider(by, at=at), at=at))


def automatic(one: Case, *, at: datetime) -> Ruling:
    """What the law says automation may do in a case now."""
    return rule(facts(one, decider=AUTOMATION, at=at))


def after_hearing(one: Case, *, at: datetime) -> Ruling:
    """What the law would let a case manager do once the member has been heard."""
    manager_ = Decider("a case manager", frozenset({StaffRole.CASE_MANAGER}))
    return law.after_hearing(facts(one, decider=manager_, at=at))


def plan(
    one: Case,
    wish: Wish,
    *,
    by: Staff | Decider | None,
    at: datetime,
    rule_name: str = "",
    second: Decider = AUTOMATION,
) -> Plan:
    """A wish as the decision it would be.

    `by` is None for automation, `rule_name` then the detector that asked; `second` agrees to it. A
    `Decider` is somebody with the roles they decide in, where those are not their own.

    Raises:
        UnlawfulError: the law does not allow it; the message says why.
    """
    decider = by if isinstance(by, Decider) else _decider(by, at=at)
    says = _says(one, wish, decider, second, at=at)
    allowed = says.require(wish.measure)
    capabilities, ends_at = narrow(allowed, wish)
    _require_member(one, wish, at=at)
    relied = [f for f in taken(one) if findings.facts(f) in allowed.relied]
    return Plan(
        case=one,
        findings=relied,
        wish=wish,
        allowed=allowed,
        ruling=says,
        capabilities=capabilities,
        ends_at=ends_at,
        decider=decider,
        manager=manager(one),
        rule=rule_name,
        at=at,
        hold_ends_at=_hold_ends_at(one, wish, at=at),
        payable_after=payable_after(one, wish),
        second=second,
        withheld=_withheld(one, relied, at=at),
    )


def _decider(by: Staff | None, *, at: datetime) -> Decider:
    return accounts.decider(by, at=at) if by else AUTOMATION


def _says(one: Case, wish: Wish, decider: Decider, second: Decider, *, at: datetime) -> Ruling:
    known = facts(one, decider=decider, at=at, emergency=wish.emergency, confirms=wish.confirms)
    stated = replace(known, intention=wish.intention, exemption=wish.exemption)
    return rule(replace(stated, second=second))


def _require_member(one: Case, wish: Wish, *, at: datetime) -> None:
    """Nobody is named who is not of the team now.

    Raises:
        UnlawfulError: the member named does not work through the account.
    """
    if not wish.member:
        return
    if not accounts.members(one.account, at=at).filter(name=wish.member).exists():
        raise UnlawfulError(
            f"member: got {wish.member!r}, expected who works through {one.account.name} now."
        )


def _hold_ends_at(one: Case, wish: Wish, *, at: datetime) -> datetime | None:
    if not wish.hold:
        return None
    hold.require_within(wish.hold, hold_ceiling(one))
    ground = hold.ground_of(Family(one.policy.family))
    return funds.latest_end(one.account, wish.hold, ground, at=at, clocks=binding.clocks(one))


def _withheld(one: Case, relied: list[Finding], *, at: datetime) -> tuple[Withholding, ...]:
    return tuple(each for each in sight.withheld(one, at=at) if each.finding in relied)


def manager(one: Case) -> str:
    """The name of the case manager, or the team's while nobody is assigned."""
    found = managing.manager(one)
    return found.name if found else words.TEAM


def hold_ceiling(one: Case) -> dict[Pot, Money]:
    """The most that may be held in a case, pot by pot, beside what is held already."""
    return funds.holdable(one.account, Family(one.policy.family))


def payable_after(one: Case, wish: Wish) -> tuple[Money, ...]:
    """What stays payable once the wished hold is placed, one amount a currency."""
    none = Money(0, "")
    left = [
        Money(balance.payable.minor - wish.hold.get(pot, none).minor, pot.currency)
        for pot, balance in funds.balances(one.account).items()
    ]
    return words.total(left)


def draft(one: Case, wish: Wish, *, by: Staff, at: datetime, second: Decider = AUTOMATION) -> str:
    """The notice of a wished decision, as the member would read it, in Markdown.

    Raises:
        UnlawfulError: the law does not allow the decision.
    """
    if not wish.reasons.strip():
        raise UnlawfulError("A decision says in the decider's own words why this and not less.")
    return words.text(plan(one, wish, by=by, at=at, second=second))
