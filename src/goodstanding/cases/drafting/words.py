"""The words of a decision, built from the record's own values and the policy's words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop, ngettext

from goodstanding.cases.drafting import binding
from goodstanding.cases.drafting.plan import Plan
from goodstanding.cases.models import Case, Measure, Withholding
from goodstanding.findings.models import Finding
from goodstanding.languages import spoken, writing
from goodstanding.languages.vocabulary import word
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import Capability, MeasureKind, Money
from goodstanding.law.withholding import Code
from goodstanding.policies import queries as policies

TEAM = gettext_noop("The trust team")

DOING = {
    Capability.APPLY: gettext_noop("applying for jobs"),
    Capability.POST_JOB: gettext_noop("posting jobs"),
    Capability.HIRE: gettext_noop("hiring"),
    Capability.WORK: gettext_noop("working on contracts"),
    Capability.MESSAGE: gettext_noop("sending messages"),
    Capability.GIVE_FEEDBACK: gettext_noop("giving feedback"),
    Capability.WITHDRAW: gettext_noop("withdrawing money"),
}

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


def day(moment: datetime) -> str:
    """A day as people write it."""
    return writing.day(moment)


def address(case: Case) -> str:
    """The case's own mail address."""
    return f"case+{case.token}@{settings.MAIL_DOMAIN}"


def appeal_address(case: Case, number: int) -> str:
    """Where a mail is an appeal against a decision, the n-th of its case."""
    return f"appeal+{case.token}-{number}@{settings.MAIL_DOMAIN}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    *most, final = [*words] or [""]
    if not most:
        return final
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(most), "last": final}


def doing(capabilities: Iterable[Capability]) -> str:
    """What one does with some capabilities, in a row."""
    return listed(gettext(DOING[Capability(one)]) for one in capabilities)


def facts(findings: Sequence[Finding]) -> str:
    """What was found, in the detectors' sentences."""
    said = [one.sentence for one in findings]
    return "\n\n".join(said) or gettext("No detector finds anything in this record.")


def kept_back(withheld: Iterable[Withholding]) -> str:
    """That something is withheld, under which code, and until when; "" where nothing is."""
    return "\n\n".join(kept(Code(one.code), one.review_at) for one in withheld)


def kept(code: Code, review_at: datetime) -> str:
    """What a member reads in the place of a record that is withheld."""
    return gettext(
        "One more record is kept from you for now, under the code %(code)s: %(why)s. It is told "
        "to you on %(day)s, unless two people find then that it must wait a little longer."
    ) % {"code": code.upper(), "why": word(code.spoken), "day": day(review_at)}


def measure(plan: Plan) -> str:
    """What is decided, in a word or two."""
    kind = capitalised(word(plan.measure))
    if not plan.wish.hold:
        return kind
    if plan.measure in MILD:
        return gettext(HELD)
    return gettext("%(measure)s, and a hold on contested money") % {"measure": kind}


def capitalised(said: str) -> str:
    """Words as they begin a sentence; the rest of them stays as it is."""
    return said[:1].upper() + said[1:]


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


def place(one: Measure) -> str:
    """What a measure is about: a contract, a thing, one of a team; "" for the whole account."""
    named = [gettext("contract %(contract)s") % {"contract": one.contract}] if one.contract else []
    named += [one.subject] if one.subject else []
    named += [gettext("%(member)s of the team") % {"member": one.member}] if one.member else []
    return listed(named)


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
    parts = [
        gettext("%(money)s of contract %(contract)s")
        % {"money": writing.amount(sum_), "contract": pot.contract}
        for pot, sum_ in plan.wish.hold.items()
    ]
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
            % {"reasons": plan.wish.reasons, "weighed": factors.why_not_less},
            gettext("Why not more: %(weighed)s") % {"weighed": factors.why_not_more},
            gettext("What was weighed. %(weighed)s") % {"weighed": factors.weighed},
        )
    )


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
    rest = "\n".join(f"- {one}" for one in known.advice)
    helps = [gettext("This helps, too:"), rest] if rest else []
    return "\n\n".join((opening, asked, *helps))


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


def total(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Amounts added up, one a currency."""
    sums: dict[str, int] = {}
    for one in amounts:
        sums[one.currency] = sums.get(one.currency, 0) + one.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
