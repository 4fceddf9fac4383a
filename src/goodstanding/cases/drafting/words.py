"""The words of a decision, built from the record's own values and the policy's words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from goodstanding.cases.drafting import binding
from goodstanding.cases.drafting.plan import Plan
from goodstanding.cases.models import Case, Measure, Withholding
from goodstanding.findings.models import Finding
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import Capability, MeasureKind, Money
from goodstanding.law.withholding import Code
from goodstanding.policies import queries as policies

TEAM = "The trust team"

DOING = {
    Capability.APPLY: "applying for jobs",
    Capability.POST_JOB: "posting jobs",
    Capability.HIRE: "hiring",
    Capability.WORK: "working on contracts",
    Capability.MESSAGE: "sending messages",
    Capability.GIVE_FEEDBACK: "giving feedback",
    Capability.WITHDRAW: "withdrawing money",
}

HEADLINES = {
    MeasureKind.NO_ACTION: "Nothing changes for your account",
    MeasureKind.COACHING_NOTE: "A note to help you stay in good standing",
    MeasureKind.WARNING: "A warning about your account",
    MeasureKind.INTERIM_RESTRICTION: "Held back until a person has looked",
    MeasureKind.RESTRICTION: "A restriction on your account",
    MeasureKind.SUSPENSION: "Your account will be suspended",
    MeasureKind.TERMINATION: "Your account will be closed",
}

HELD = "Contested money is held until it is settled"

FULL = "cases/statement_of_reasons.md"
MILD = {
    MeasureKind.NO_ACTION: "cases/no_action.md",
    MeasureKind.COACHING_NOTE: "cases/coaching_note.md",
}
"""Notices of decisions that take nothing."""


def day(moment: datetime) -> str:
    """A day as people write it."""
    return f"{moment.day} {moment:%B %Y}"


def address(case: Case) -> str:
    """The case's own mail address."""
    return f"case+{case.token}@{settings.MAIL_DOMAIN}"


def appeal_address(case: Case, number: int) -> str:
    """Where a mail is an appeal against a decision, the n-th of its case."""
    return f"appeal+{case.token}-{number}@{settings.MAIL_DOMAIN}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    *most, final = [*words] or [""]
    return f"{', '.join(most)} and {final}" if most else final


def facts(findings: Sequence[Finding]) -> str:
    """What was found, in the detectors' sentences."""
    said = [one.sentence for one in findings]
    return "\n\n".join(said) or "No detector finds anything in this record."


def kept_back(withheld: Iterable[Withholding]) -> str:
    """That something is withheld, under which code, and until when; "" where nothing is."""
    return "\n\n".join(kept(Code(one.code), one.review_at) for one in withheld)


def kept(code: Code, review_at: datetime) -> str:
    """What a member reads in the place of a record that is withheld."""
    return (
        f"One more record is kept from you for now, under the code {code.upper()}: "
        f"{code.spoken}. It is told to you on {day(review_at)}, unless two people find then that "
        "it must wait a little longer."
    )


def measure(plan: Plan) -> str:
    """What is decided, in a word or two."""
    kind = plan.measure.replace("_", " ").capitalize()
    if plan.wish.hold:
        return HELD if plan.measure in MILD else f"{kind}, and a hold on contested money"
    return kind


def scope(plan: Plan) -> str:
    """What it covers, and what stays open."""
    if not plan.capabilities:
        return "Everything stays open to you: you can work, apply, be paid and be hired as before."
    doing = listed(DOING[one] for one in plan.capabilities)
    where = "on your whole account"
    if plan.wish.contracts:
        where = f"on contract {listed(plan.wish.contracts)} only"
    if plan.wish.subject:
        where = f"for {plan.wish.subject} only"
    rest = listed(DOING[one] for one in Capability if one not in plan.capabilities)
    if plan.wish.member:
        who = f"for {plan.wish.member} of your team only"
        where = who if where == "on your whole account" else f"{where}, {who}"
        return f"This stops {doing}, {where}. The rest of your team goes on as before."
    return f"This stops {doing}, {where}. What stays open: {rest}."


def place(one: Measure) -> str:
    """What a measure is about: a contract, a thing, one of a team; "" for the whole account."""
    named = [f"contract {one.contract}"] if one.contract else []
    named += [one.subject] if one.subject else []
    named += [f"{one.member} of the team"] if one.member else []
    return " and ".join(named)


def duration(plan: Plan) -> str:
    """From when until when."""
    if plan.measure == MeasureKind.TERMINATION:
        return f"From {day(plan.allowed.effect_at)}, without an end."
    if plan.measure == MeasureKind.WARNING:
        until = day(plan.at + plan.binding.clocks.cure)
        return f"Nothing is taken from you. You have until {until} to put right what can be."
    if plan.ends_at is None:
        return "Nothing is taken from you, so there is nothing to end."
    return (
        f"From {day(plan.allowed.effect_at)} until {day(plan.ends_at)} "
        f"{plan.ends_at:%H:%M} UTC. It ends then by itself."
    )


def money(plan: Plan) -> str:
    """Where the person's money is; empty where none is touched."""
    if not plan.wish.hold or plan.hold_ends_at is None:
        return ""
    parts = [f"{sum_} of contract {pot.contract}" for pot, sum_ in plan.wish.hold.items()]
    left = listed(str(one) for one in plan.payable_after if one.minor)
    return (
        f"Held: {listed(parts)}. That is the contested sum and no more. It is released on "
        f"{day(plan.hold_ends_at)} at the latest. Payable to you as always: {left or 'nothing'}."
    )


def proportion(plan: Plan) -> str:
    """What was weighed, why not less, and why not more."""
    factors = plan.allowed.factors
    if factors is None:
        return f"Why not less: {plan.wish.reasons} Why not more: nothing else is decided."
    return (
        f"Why not less: {plan.wish.reasons} {factors.why_not_less}\n\n"
        f"Why not more: {factors.why_not_more}\n\nWhat was weighed. {factors.weighed}"
    )


def remedy(plan: Plan) -> str:
    """What the person can do now: the steps that end the measure, then advice."""
    known = policies.remedy(plan.case.policy)
    steps = known.plan(plan.measure)
    if not steps:
        return "\n".join(f"- {one}" for one in known.words)
    page = f"{settings.SITE_ADDRESS}/portal/cases/{plan.case.reference}/remedy/"
    kind = plan.measure.replace("_", " ")
    asked = "\n".join(f"{place}. {one.words}" for place, one in enumerate(steps, start=1))
    rest = "\n".join(f"- {one}" for one in known.advice)
    opening = (
        f"Once all of this is done, the {kind} ends at once by itself. Your page shows how far"
    )
    helps = f"\n\nThis helps, too:\n\n{rest}" if rest else ""
    return f"{opening} you are: {page}\n\n{asked}{helps}"


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
        policy=f"{policy.title}, version {policy.version}, in force from "
        f"{day(policy.in_force_from)}",
        explanation=policy.settings["notice"]["what_happened"],
        proportion=proportion(plan),
        remedy=remedy(plan),
        contact=f"{plan.manager}, {address(plan.case)}",
        redress=redress(plan),
        appeal_until=plan.appeal_until,
        language="en",
    )


OWN = "from what happened on the marketplace"


def source(case: Case) -> str:
    """What it came from, somebody's report or our own detection; never whose. DSA-17.3b (G12)."""
    opened = list(case.reports.values_list("opened_case", flat=True))
    if any(opened):
        return (
            f"A report by somebody else, which found nothing by itself; our own detection, {OWN}."
        )
    also = " Somebody reported it, too." if opened else ""
    return f"Our own detection, {OWN}.{also}"


def evidence(plan: Plan) -> str:
    """What was relied on, and where to see it."""
    rows = sum(len(one.rows) for one in plan.told)
    site = settings.SITE_ADDRESS
    return f"{rows} records, each shown on your page: {site}/portal/cases/{plan.case.reference}/."


def redress(plan: Plan) -> str:
    """How to have another person look."""
    return (
        f"You can appeal, free, until {day(plan.appeal_until)}, on your page: "
        f"{settings.SITE_ADDRESS}/portal/cases/{plan.case.reference}/, or by mail to "
        f"<{appeal_address(plan.case, plan.number)}>. Another person, who had no part in this, "
        f"decides within {plan.binding.clocks.appeal_reply.days} days and gives reasons. "
        f"{binding.outside(plan.binding, since=plan.at)}"
    )


def subject(plan: Plan) -> str:
    """The first line of the notice."""
    headline = measure(plan) if plan.wish.hold else HEADLINES[plan.measure]
    if plan.wish.confirms:
        headline = "A person has looked: still held back"
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
