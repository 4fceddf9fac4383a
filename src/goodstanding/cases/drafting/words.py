"""The words of a decision, built from the record's own values and the policy's words."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop, ngettext

from goodstanding.cases.drafting import binding
from goodstanding.cases.drafting.naming import (
    DOING,
    TEAM,
    address,
    appeal_address,
    capitalised,
    day,
    doing,
    facts,
    kept,
    kept_back,
    listed,
    of_contract,
    place,
    total,
)
from goodstanding.cases.drafting.plan import Plan
from goodstanding.cases.drafting.reach import scope
from goodstanding.cases.models import Case
from goodstanding.findings import queries as findings
from goodstanding.languages import spoken, writing
from goodstanding.languages.vocabulary import word
from goodstanding.languages.wording import in_words
from goodstanding.law.proportion import Factors
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import MeasureKind
from goodstanding.policies import queries as policies

__all__ = [
    "DOING",
    "FULL",
    "HEADLINES",
    "HELD",
    "MILD",
    "TEAM",
    "address",
    "appeal_address",
    "capitalised",
    "day",
    "doing",
    "duration",
    "evidence",
    "facts",
    "kept",
    "kept_back",
    "listed",
    "measure",
    "money",
    "of_contract",
    "place",
    "plain",
    "proportion",
    "redress",
    "remedy",
    "render",
    "scope",
    "source",
    "statement",
    "subject",
    "text",
    "total",
]

HEADLINES = {
    MeasureKind.NO_ACTION: gettext_noop("Nothing changes for your account"),
    MeasureKind.COACHING_NOTE: gettext_noop("A note to help you stay in good standing"),
    MeasureKind.WARNING: gettext_noop("A warning about your account"),
    MeasureKind.INTERIM_RESTRICTION: gettext_noop("Held back until a person has looked"),
    MeasureKind.RESTRICTION: gettext_noop("A restriction on your account"),
    MeasureKind.SUSPENSION: gettext_noop("Your account will be suspended"),
    MeasureKind.TERMINATION: gettext_noop("Your account will be closed"),
}

HELD = gettext_noop("Contested money is held until it is settled")

FULL = "cases/statement_of_reasons.md"
MILD = {
    MeasureKind.NO_ACTION: "cases/no_action.md",
    MeasureKind.COACHING_NOTE: "cases/coaching_note.md",
}
"""Notices of decisions that take nothing."""


def measure(plan: Plan) -> str:
    """What is decided, in a word or two."""
    kind = capitalised(word(plan.measure))
    if plan.wish.hold and plan.measure in MILD:
        return gettext(HELD)
    held = gettext("%(measure)s, and a hold on contested money") % {"measure": kind}
    return held if plan.wish.hold else kind


def duration(plan: Plan) -> str:
    """From when until when."""
    since = day(plan.allowed.effect_at)
    if plan.measure == MeasureKind.TERMINATION:
        return gettext("From %(day)s, without an end.") % {"day": since}
    if plan.measure == MeasureKind.WARNING:
        until = day(plan.at + plan.binding.clocks.cure)
        return gettext(
            "Nothing is taken from you. You have until %(day)s to put right what can be."
        ) % {"day": until}
    if plan.ends_at is None:
        return gettext("Nothing is taken from you, so there is nothing to end.")
    return gettext("From %(day)s until %(end)s %(time)s UTC. It ends then by itself.") % {
        "day": since,
        "end": day(plan.ends_at),
        "time": f"{plan.ends_at:%H:%M}",
    }


def money(plan: Plan) -> str:
    """Where the person's money is; empty where none is touched."""
    if not plan.wish.hold or plan.hold_ends_at is None:
        return ""
    parts = [of_contract(sum_, pot.contract) for pot, sum_ in plan.wish.hold.items()]
    left = listed(writing.amount(one) for one in plan.payable_after if one.minor)
    return gettext(
        "Held: %(parts)s. That is the contested sum and no more. It is released on %(day)s at the "
        "latest. Payable to you as always: %(left)s."
    ) % {
        "parts": listed(parts),
        "day": day(plan.hold_ends_at),
        "left": left or gettext("nothing"),
    }


def proportion(plan: Plan) -> str:
    """What was weighed, why not less, and why not more."""
    factors = plan.allowed.factors
    if factors is None:
        return gettext("Why not less: %(reasons)s Why not more: nothing else is decided.") % {
            "reasons": plan.wish.reasons
        }
    return "\n\n".join(
        (
            gettext("Why not less: %(reasons)s %(weighed)s")
            % {"reasons": plan.wish.reasons, "weighed": in_words(factors.why_not_less)},
            gettext("Why not more: %(weighed)s") % {"weighed": in_words(factors.why_not_more)},
            gettext("What was weighed. %(weighed)s") % {"weighed": _weighed(plan, factors)},
        )
    )


def _weighed(plan: Plan, factors: Factors) -> str:
    """What was weighed; of what is withheld, neither how much it is nor when it was."""
    if not plan.withheld:
        return in_words(factors.weighed)
    return in_words(factors.told(findings.facts(one) for one in plan.told).weighed)


def remedy(plan: Plan) -> str:
    """What the person can do now: the steps that end the measure, then advice."""
    known = policies.remedy(plan.case.policy)
    steps = known.plan(plan.measure)
    if not steps:
        return "\n".join(f"- {one}" for one in known.words)
    asked = "\n".join(f"{place}. {one.words}" for place, one in enumerate(steps, start=1))
    opening = gettext(
        "Once all of this is done, the %(kind)s ends at once by itself. Your page shows how far "
        "you are: %(page)s"
    ) % {
        "kind": word(plan.measure),
        "page": f"{settings.SITE_ADDRESS}/portal/cases/{plan.case.reference}/remedy/",
    }
    helps = [gettext("This helps, too:"), "\n".join(f"- {one}" for one in known.advice)]
    return "\n\n".join((opening, asked, *(helps if known.advice else ())))


def statement(plan: Plan) -> StatementOfReasons:
    """The statement of reasons of a plan, every field from the record."""
    policy = plan.case.policy
    return StatementOfReasons(
        measure=measure(plan),
        scope=scope(plan),
        duration=duration(plan),
        facts="\n\n".join(filter(None, [facts(plan.told), kept_back(plan.withheld)])),
        evidence=evidence(plan),
        source=source(plan.case),
        automated_detection=bool(plan.findings),
        automated_decision=not plan.decider.is_person,
        policy=gettext("%(policy)s, version %(version)s, in force from %(day)s")
        % {"policy": policy.title, "version": policy.version, "day": day(policy.in_force_from)},
        explanation=policy.settings["notice"]["what_happened"],
        proportion=proportion(plan),
        remedy=remedy(plan),
        contact=f"{plan.manager}, {address(plan.case)}",
        redress=redress(plan),
        appeal_until=plan.appeal_until,
        language=spoken(),
    )


def source(case: Case) -> str:
    """What it came from, somebody's report or our own detection; never whose. DSA-17.3b (G12)."""
    opened = list(case.reports.values_list("opened_case", flat=True))
    if any(opened):
        return gettext(
            "A report by somebody else, which found nothing by itself; our own detection, from "
            "what happened on the marketplace."
        )
    own = gettext("Our own detection, from what happened on the marketplace.")
    also = gettext("Somebody reported it, too.")
    return f"{own} {also}" if opened else own


def evidence(plan: Plan) -> str:
    """What was relied on, and where to see it."""
    rows = sum(len(one.rows) for one in plan.told)
    return ngettext(
        "%(number)s record, shown on your page: %(page)s.",
        "%(number)s records, each shown on your page: %(page)s.",
        rows,
    ) % {"number": rows, "page": _page(plan.case)}


def redress(plan: Plan) -> str:
    """How to have another person look."""
    days = plan.binding.clocks.appeal_reply.days
    how = ngettext(
        "You can appeal, free, until %(until)s, on your page: %(page)s, or by mail to "
        "<%(address)s>. Another person, who had no part in this, decides within %(days)s day and "
        "gives reasons.",
        "You can appeal, free, until %(until)s, on your page: %(page)s, or by mail to "
        "<%(address)s>. Another person, who had no part in this, decides within %(days)s days and "
        "gives reasons.",
        days,
    ) % {
        "until": day(plan.appeal_until),
        "page": _page(plan.case),
        "address": appeal_address(plan.case, plan.number),
        "days": days,
    }
    return f"{how} {binding.outside(plan.binding, since=plan.at)}"


def _page(case: Case) -> str:
    return f"{settings.SITE_ADDRESS}/portal/cases/{case.reference}/"


def subject(plan: Plan) -> str:
    """The first line of the notice."""
    headline = measure(plan) if plan.wish.hold else gettext(HEADLINES[plan.measure])
    if plan.wish.confirms:
        headline = gettext("A person has looked: still held back")
    return f"{headline}: {plan.case.policy.title.lower()}"


def text(plan: Plan) -> str:
    """The whole notice of a decision, in Markdown."""
    template = FULL if plan.wish.hold else MILD.get(plan.measure, FULL)
    return render(template, plan.case, plan=plan, says=statement(plan), money=money(plan))


def render(template: str, case: Case, **values: object) -> str:
    """Fill a notice's template; blank lines are kept to one."""
    about: dict[str, object] = {
        "quotes_english": spoken() != "en",
        "case": case,
        "policy": case.policy,
        "account": case.account,
        "address": address(case),
    }
    return plain(template, **(about | values))


def plain(template: str, **values: object) -> str:
    """Fill a letter's template that is about no case; blank lines are kept to one."""
    filled = render_to_string(template, {"site": settings.SITE_ADDRESS} | values)
    lines = filled.strip().splitlines()
    return "\n".join(line for n, line in enumerate(lines) if line.strip() or lines[n - 1].strip())
