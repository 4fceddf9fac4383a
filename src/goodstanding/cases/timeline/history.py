"""What happened in a case, in order, each with who did it."""

from collections.abc import Iterator
from typing import Any

from goodstanding.cases.drafting import words
from goodstanding.cases.models import Case, Decision, Measure
from goodstanding.cases.timeline.line import Line
from goodstanding.cases.timeline.remedies import remedies
from goodstanding.funds.models import Hold
from goodstanding.law.terms import Money
from goodstanding.notices.models import Bounce, Notice

WAYS = {"portal": "", "mail": " by mail", "api": " through the marketplace"}
"""How an appeal came, where it was not the member's own page."""


def timeline(case: Case) -> list[Line]:
    """Everything that happened in a case, from the first finding to the end of an appeal."""
    parts = (
        _beginning(case),
        _clocks(case),
        _findings(case),
        _hearing(case),
        _second(case),
        _decisions(case),
        _undelivered(case),
        remedies(case),
    )
    return sorted((line for part in parts for line in part), key=lambda line: line.at)


def _beginning(case: Case) -> Iterator[Line]:
    why = f": {case.why}" if case.why else ""
    yield Line(case.opened_at, f"Case opened{why}", case.opened_by, "case")
    assigned = getattr(case, "assignment", None)
    if assigned:
        yield Line(assigned.at, f"Assigned to {assigned.staff}", assigned.by, "case")
    for one in case.handovers.select_related("staff", "former"):
        yield Line(one.at, f"Taken over from {one.former}", one.staff.name, "case")


def _clocks(case: Case) -> Iterator[Line]:
    for one in case.clock_warnings.select_related("to"):
        owner = one.to.name if one.to else "the role"
        yield Line(one.at, f"Warned: {one.what} due {words.day(one.due_at)}", owner, "case")
    for late in case.clock_breaches.select_related("escalation__to"):
        yield Line(late.due_at, f"Not done in time: {late.what}", "the clock", "case")
        given = getattr(late, "escalation", None)
        if given:
            yield Line(given.at, f"Escalated: {late.what}, to {given.to}", "the clock", "case")


def _findings(case: Case) -> Iterator[Line]:
    for taken in case.taken.select_related("finding"):
        found = taken.finding
        about = f" about {found.subject}" if found.subject else ""
        rows = "1 record" if len(found.rows) == 1 else f"{len(found.rows)} records"
        what = f"Finding of tier {found.tier}{about}: {rows}"
        yield Line(found.found_at, what, f"detector {_named(found.detector)}", "finding")


def _hearing(case: Case) -> Iterator[Line]:
    for served in case.preliminary_notices.select_related("notice__opening", "by"):
        what = (
            f"Preliminary notice: {_named(served.proposed)} proposed, answer until "
            f"{words.day(served.respond_by)}"
        )
        yield Line(served.served_at, what, served.by.name, "notice")
        yield from _opening(served.notice)
    for answer in case.answers.all():
        yield Line(answer.at, "Answered", answer.by, "member")
    for said in case.messages.exclude(door="mail"):
        what = "Wrote to the member" if said.staff_id else "Wrote to us"
        yield Line(said.at, what, said.by, "notice" if said.staff_id else "member")
    yield from _talks(case)
    for letter in case.letters.select_related("quarantine_end__by"):
        what = "Mail received" if letter.from_member else "Mail from an unknown sender, kept apart"
        yield Line(letter.at, what, letter.sender, "member" if letter.from_member else "notice")
        if ended := getattr(letter, "quarantine_end", None):
            found = "Taken for the member's mail" if ended.admitted else "Not the member's mail"
            yield Line(ended.at, found, f"{ended.by}: {ended.reasons}", "notice")


def _undelivered(case: Case) -> Iterator[Line]:
    came_back = Bounce.objects.filter(delivery__notice__reference=case.reference)
    for one in came_back.select_related("delivery__notice"):
        sent = one.delivery
        what = f"Mail to {sent.address} came back ({one.status}): {sent.notice.subject}"
        yield Line(one.at, what, "their mail server", "notice")


def _second(case: Case) -> Iterator[Line]:
    for one in case.proposals.select_related("by", "agreement__by"):
        yield Line(one.at, f"Second person asked: {one.act}", one.by.name, "decision")
        answer = getattr(one, "agreement", None)
        if answer:
            said = "Agreed" if answer.agrees else "Not agreed"
            yield Line(answer.at, f"{said}: {answer.reasons}", answer.by.name, "decision")
    for kept in case.withholdings.select_related("end"):
        what = f"A record is withheld as {kept.code.upper()} until {words.day(kept.review_at)}"
        yield Line(kept.at, what, "", "finding")
        end = getattr(kept, "end", None)
        if end:
            yield Line(end.at, f"What was withheld is told: {end.cause}", end.by, "finding")


def _talks(case: Case) -> Iterator[Line]:
    for one in case.representatives.select_related("case__account"):
        yield Line(one.at, f"{one.name} speaks for {case.account} from now on", one.by, "member")
        if hasattr(one, "end"):
            yield Line(one.end.at, f"{one.name} speaks for them no longer", one.end.by, "member")
    for request in case.talk_requests.select_related("talk__by"):
        asked = f"Asked to talk with a person, until {words.day(request.due_at)}"
        yield Line(request.at, asked, request.by, "member")
        if hasattr(request, "talk"):
            what = "Talk held" if request.talk.held else "Talk offered"
            said = f"{what}: {request.talk.said[:200]}"
            yield Line(request.talk.at, said, request.talk.by.name, "case")


def _opening(notice: Notice) -> Iterator[Line]:
    opening = getattr(notice, "opening", None)
    if opening:
        yield Line(opening.at, f"Read “{notice.subject}”", notice.account.name, "member")


def _decisions(case: Case) -> Iterator[Line]:
    for one in case.decisions.select_related("decided_by", "notice__account", "hold"):
        by = one.decided_by.name if one.decided_by else one.rule
        yield Line(one.at, f"Decided: {_named(one.measure)}", by, "decision")
        if one.notice:
            yield from _opening(one.notice)
        for measure in one.measures.select_related("lift"):
            yield from _measure(measure)
        if one.hold:
            yield from _hold(one.hold)
        yield from _reversal(one)
        yield from _appeal(getattr(one, "appeal", None))


def _measure(measure: Measure) -> Iterator[Line]:
    where = words.place(measure)
    of = f" for {where}" if where else ""
    until = f" until {words.day(measure.ends_at)}" if measure.ends_at else ", without an end"
    what = f"{_named(measure.kind).capitalize()}{of} takes effect{until}"
    lift = getattr(measure, "lift", None)
    if lift is None or lift.at > measure.starts_at:
        yield Line(measure.starts_at, what, "", "decision")
    if lift:
        named = _named(measure.kind).capitalize()
        yield Line(lift.at, f"{named}{of} ended: {lift.cause}", lift.by, "decision")


def _hold(hold: Hold) -> Iterator[Line]:
    parts = list(hold.parts.select_related("release").order_by("contract"))
    held = [f"{Money(one.amount, one.currency)} of contract {one.contract}" for one in parts]
    what = f"Held until {words.day(hold.ends_at)}: {words.listed(held)}"
    yield Line(hold.placed_at, what, hold.placed_by, "money")
    for part in parts:
        release = getattr(part, "release", None)
        if release:
            sum_ = Money(part.amount, part.currency)
            what = f"Released: {sum_} of contract {part.contract} ({release.reason})"
            yield Line(release.at, what, release.by, "money")


def _reversal(decision: Decision) -> Iterator[Line]:
    reversal = getattr(decision, "reversal", None)
    if reversal:
        what = f"Decision of {words.day(decision.at)} reversed, with all it caused"
        yield Line(reversal.at, what, reversal.by.name, "appeal")


def _appeal(appeal: Any) -> Iterator[Line]:  # noqa: ANN401 - of a floor above, so it has no name here
    if appeal is None:
        return
    due = words.day(appeal.reply_due_at)
    by = appeal.filed_by or appeal.account.name
    yield Line(appeal.filed_at, f"Appealed{WAYS[appeal.door]}; answer due {due}", by, "appeal")
    for remark in appeal.remarks.all():
        what = "Asked about the appeal" if remark.reviewer_id else "Added to the appeal"
        yield Line(remark.at, what, remark.by, "appeal")
    assigned = getattr(appeal, "assignment", None)
    if assigned:
        yield Line(assigned.at, f"Appeal given to {assigned.reviewer}", "", "appeal")
    overdue = getattr(appeal, "overdue", None)
    if overdue:
        yield Line(overdue.at, "Nobody answered the appeal in time", "the clock", "appeal")
    outcome = getattr(appeal, "outcome", None)
    if outcome:
        what = f"Appeal answered: the decision is {outcome.outcome}"
        yield Line(outcome.at, what, outcome.decided_by.name, "appeal")


def _named(kind: str) -> str:
    return kind.replace("_", " ")
