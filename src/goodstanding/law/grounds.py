"""Rules on the ground: what was forbidden, what is shown, what came before."""

from goodstanding.law import clocks, weighing
from goodstanding.law.evidence import RATINGS
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.rule import SINCE, law
from goodstanding.law.terms import Family, MeasureKind
from goodstanding.law.weighing import FINAL
from goodstanding.law.wording import Joined, counting, day, worded


@law("binding", ("P1", "DSA-14.1a", "P2B-3.2", "S03", "S04"), SINCE)
def binding(facts: Facts, step: Step) -> str | None:
    """Only conduct that began while a published policy forbade it can be held against anyone."""
    strong = weighing.strong(facts, step)
    bound = weighing.bound(facts, step, strong)
    if not weighing.is_short(step, strong, bound):
        return None
    policy = facts.policy
    outside = min(one.conduct_from for one in strong if one not in bound)
    of = {"policy": policy.title, "version": policy.version, "conduct": day(outside)}
    if policy.in_force_until:
        return worded(
            "%(policy)s version %(version)s binds from %(since)s until %(until)s; a finding rests "
            "on conduct of %(conduct)s.",
            since=day(policy.in_force_from),
            until=day(policy.in_force_until),
            **of,
        )
    return worded(
        "%(policy)s version %(version)s binds from %(since)s; a finding rests on conduct of "
        "%(conduct)s.",
        since=day(policy.in_force_from),
        **of,
    )


@law("announced", ("G01", "MN-181C", "CO-TNC", "SEA-050a", "P2B-3.2"), SINCE)
def announced(facts: Facts, step: Step) -> str | None:
    """A policy binds nobody before it has been announced for 30 days."""
    bound = weighing.bound(facts, step, weighing.strong(facts, step))
    if not weighing.is_short(step, bound, weighing.announced(facts, step, bound)):
        return None
    return worded(
        "%(policy)s version %(version)s was announced on %(day)s, and binds nobody for %(days)s "
        "days.",
        policy=facts.policy.title,
        version=facts.policy.version,
        day=day(facts.policy.announced_at),
        days=facts.clocks.rule_lead.days,
    )


@law("evidence", ("P1", "DSA-14.4", "SEA-050b", "G04"), SINCE)
def evidence(facts: Facts, step: Step) -> str | None:
    """Each measure needs evidence of its tier, so strong that chance cannot explain the record."""
    count, needed = len(weighing.strong(facts, step)), weighing.needed_findings(step)
    if count >= needed:
        return None
    if not facts.findings:
        return worded("No detector finds anything in this record.")
    if {one.detector for one in facts.findings} == {RATINGS}:
        return worded("Ratings alone are never enough, whatever they say.")
    return worded(
        "Findings of tier %(tier)s or more: this step needs %(needed)s, there are %(count)s.",
        tier=weighing.needed_tier(facts, step),
        needed=needed,
        count=count,
    )


@law("harm", ("SEA-050e", "G07"), SINCE)
def harm(facts: Facts, step: Step) -> str | None:
    """Poor performance leads to suspension only after a finding that it harms the workplace.

    A total of ratings is no such finding.
    """
    if facts.policy.family != Family.PERFORMANCE or weighing.in_substance(step) not in FINAL:
        return None
    if weighing.harmful(facts, step):
        return None
    return worded(
        "No finding that counts here shows that clients left the marketplace because of it."
    )


@law("history", ("SEA-050e", "SEA-050b", "AU-8", "G07"), SINCE)
def history(facts: Facts, step: Step) -> str | None:
    """Poor performance is a history: a bad week leads to no suspension, however bad it was."""
    if facts.policy.family != Family.PERFORMANCE or weighing.in_substance(step) not in FINAL:
        return None
    findings = weighing.binding(facts, step)
    latest = max((one.conduct_until for one in findings), default=facts.at)
    first = min((one.conduct_from for one in findings), default=latest)
    if not findings or latest - first >= clocks.CONSISTENT:
        return None
    return worded(
        "All that is found here happened within %(days)s days; that is a bad stretch, and no "
        "consistent history.",
        days=clocks.CONSISTENT.days,
    )


@law("ladder", ("DSA-23.4", "DSA-14.4", "G13"), SINCE)
def ladder(facts: Facts, step: Step) -> str | None:
    """Nobody is put on a step of the ladder before the steps below it were tried."""
    earlier = weighing.confirmed(facts)
    points = weighing.points(facts, earlier)
    if points >= step.after:
        return None
    comes = counting(
        "This step comes after %(number)s confirmed violation within a year;",
        "This step comes after %(number)s confirmed violations within a year;",
        step.after,
    )
    if points == len(earlier):
        return Joined((comes, worded("there are %(count)s.", count=len(earlier))))
    weigh = {"count": len(earlier), "points": points}
    return Joined((comes, worded("there are %(count)s, which weigh %(points)s.", **weigh)))


@law("last_resort", ("DSA-14.4", "SEA-050b", "P2B-4.2", "G04", "G09"), SINCE)
def last_resort(facts: Facts, step: Step) -> str | None:
    """No account is closed before the policy's own restrictions and suspensions did not help.

    In an emergency nobody needs to have tried.
    """
    if step.measure != MeasureKind.TERMINATION or weighing.emergency(facts, step):
        return None
    has_milder = any(one.measure in weighing.FOR_A_TIME for one in facts.policy.ladder)
    tried = {one.measure for one in weighing.confirmed(facts)} & weighing.FOR_A_TIME
    if tried or not has_milder:
        return None
    return worded("No restriction or suspension under this policy was tried within a year.")


@law("warning", ("DSA-23.1", "AU-8", "G03"), SINCE)
def warning(facts: Facts, step: Step) -> str | None:
    """A warning comes before a suspension or a termination, except in an emergency."""
    if not _needs_warning(facts, step) or weighing.confirmed(facts):
        return None
    return worded("No warning under this policy was given within a year.")


@law("repeated", ("DSA-23.1", "AU-8", "G03"), SINCE)
def repeated(facts: Facts, step: Step) -> str | None:
    """Whoever was warned can do better: a further step needs conduct after the last."""
    earlier = weighing.confirmed(facts)
    needed = max(step.after, int(_needs_warning(facts, step)))
    latest = weighing.latest_conduct(facts, step)
    if latest is None or weighing.points(facts, earlier) < needed:
        return None
    before = [one for one in earlier if one.decided_at < latest]
    if weighing.points(facts, before) >= needed:
        return None
    first = min(one.decided_at for one in earlier if one.decided_at >= latest)
    return worded(
        "Nothing found here happened after the decision of %(day)s; a further step needs new "
        "conduct.",
        day=day(first),
    )


def _needs_warning(facts: Facts, step: Step) -> bool:
    return weighing.in_substance(step) in FINAL and not weighing.emergency(facts, step)
