"""A milder decision in the place of one that is reversed on appeal."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Plan, Wish
from goodstanding.cases.models import Decision
from goodstanding.law import appeal, milder
from goodstanding.law.hold import Pot
from goodstanding.law.milder import Extent
from goodstanding.law.ruling import Allowed, rule
from goodstanding.law.strikes import Strike
from goodstanding.law.terms import RESTRICTING, Capability, Emergency, MeasureKind, Money


def extent(one: Decision) -> Extent:
    """How far a decision reached when it was made."""
    placed = list(one.measures.order_by("contract"))
    return Extent(
        measure=MeasureKind(one.measure),
        capabilities=frozenset(Capability(name) for each in placed for name in each.capabilities),
        ends_at=one.ends_at,
        contracts=frozenset(each.contract for each in placed if each.contract),
        subject=next((each.subject for each in placed), ""),
        member=next((each.member for each in placed), ""),
        hold=held(one),
    )


def held(one: Decision) -> dict[Pot, Money]:
    """What a decision held, pot by pot."""
    parts = one.hold.parts.order_by("contract") if one.hold else []
    return {Pot(p.contract, p.currency): Money(p.amount, p.currency) for p in parts}


def open_instead(one: Decision, *, by: Staff, at: datetime) -> tuple[Allowed, ...]:
    """What the law lets a reviewer put in the place of a decision now, mildest first."""
    decider, case = appeal.in_place(accounts.decider(by, at=at)), one.case
    emergency = Emergency(one.emergency) if one.emergency else None
    facts = rulings.facts(case, decider=decider, at=at, emergency=emergency)
    others = rulings.earlier(case.account, case.policy.slug, without=one)
    says = rule(replace(facts, earlier=others))
    kinds = milder.kinds(MeasureKind(one.measure))
    return tuple(allowed for kind in kinds if (allowed := says.get(kind)))


def plan(was: Extent, decision: Decision, wish: Wish, *, by: Staff, at: datetime) -> Plan:
    """A wish in the place of a decision that is reversed already: milder, and worse in nothing.

    What the wish leaves open reaches no further than the first did. It ends when that would have
    ended, if not before; so do its hold and its strike.

    Args:
        was: how far the reversed decision reached.
        decision: the reversed decision.
        wish: what the reviewer wishes instead.
        by: the reviewer.
        at: now.

    Raises:
        UnlawfulError: the law does not allow it, or it is not milder.
    """
    decider = appeal.in_place(accounts.decider(by, at=at))
    asked = _within(was, decision, wish)
    made = rulings.plan(decision.case, asked, by=decider, at=at)
    if narrower := _narrower(was, wish, made):
        made = rulings.plan(decision.case, replace(asked, **narrower), by=decider, at=at)
    milder.require_milder(was, _extent(made))
    held_until = decision.hold.ends_at if decision.hold else None
    ends = [one for one in (made.hold_ends_at, held_until) if one]
    strike = _no_heavier(made.allowed.strike, decision)
    return replace(
        made,
        hold_ends_at=min(ends) if wish.hold else None,
        allowed=replace(made.allowed, strike=strike),
    )


def _within(was: Extent, decision: Decision, wish: Wish) -> Wish:
    """A wish that, where it leaves open whom it reaches, reaches no further than the first did."""
    code = Emergency(decision.emergency) if decision.emergency else None
    if wish.measure not in RESTRICTING:
        return replace(wish, emergency=code)
    return replace(
        wish,
        emergency=code,
        contracts=wish.contracts or tuple(sorted(was.contracts)),
        subject=wish.subject or was.subject,
        member=wish.member or was.member,
    )


def _narrower(was: Extent, wish: Wish, made: Plan) -> dict[str, Any]:
    """What was left open, and would go beyond the first decision, as far as that one went."""
    found: dict[str, Any] = {}
    if wish.ends_at is None and was.ends_at and made.ends_at and made.ends_at > was.ends_at:
        found["ends_at"] = was.ends_at
    both = tuple(one for one in made.capabilities if one in was.capabilities)
    if wish.capabilities is None and both and len(both) < len(made.capabilities):
        found["capabilities"] = both
    return found


def _extent(made: Plan) -> Extent:
    return Extent(
        measure=made.measure,
        capabilities=frozenset(made.capabilities),
        ends_at=made.ends_at,
        contracts=frozenset(made.wish.contracts),
        subject=made.wish.subject,
        member=made.wish.member,
        hold=made.wish.hold,
    )


def _no_heavier(made: Strike | None, decision: Decision) -> Strike | None:
    """The strike of the milder decision: it counts no longer and no more than the first did."""
    first = getattr(decision, "strike", None)
    if made is None or first is None:
        return None
    return replace(
        made,
        weight=min(made.weight, first.weight),
        expires_at=min(made.expires_at, first.expires_at),
    )
