"""How far a decision reaches: what it stops, where and for whom, and what goes on."""

from django.utils.translation import gettext

from goodstanding.cases.drafting.naming import doing, listed
from goodstanding.cases.drafting.plan import Plan
from goodstanding.law.terms import Capability


def scope(plan: Plan) -> str:
    """What it covers, and what stays open."""
    if not plan.capabilities:
        return gettext(
            "Everything stays open to you: you can work, apply, be paid and be hired as before."
        )
    where = _where(plan)
    says = {"doing": doing(plan.capabilities), "where": where}
    if plan.wish.member:
        return gettext(
            "This stops %(doing)s, %(where)s. The rest of your team goes on as before."
        ) % (says | {"where": _of_the_team(plan, where)})
    rest = doing(one for one in Capability if one not in plan.capabilities)
    if plan.wish.contracts and not plan.wish.subject:
        return gettext(
            "This stops %(doing)s, %(where)s. Your other contracts go on as before, and you can be "
            "paid for them. What stays open: %(rest)s."
        ) % (says | {"rest": rest})
    return gettext("This stops %(doing)s, %(where)s. What stays open: %(rest)s.") % (
        says | {"rest": rest}
    )


def _where(plan: Plan) -> str:
    if plan.wish.subject:
        return gettext("for %(what)s only") % {"what": plan.wish.subject}
    if plan.wish.contracts:
        return gettext("on contract %(contracts)s only") % {
            "contracts": listed(plan.wish.contracts)
        }
    return gettext("on your whole account")


def _of_the_team(plan: Plan, where: str) -> str:
    who = gettext("for %(member)s of your team only") % {"member": plan.wish.member}
    return f"{where}, {who}" if plan.wish.subject or plan.wish.contracts else who
