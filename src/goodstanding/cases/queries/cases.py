"""Cases, their state and their ruling; what an account may do now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.drafting import binding, managing
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Case, Decision, Measure
from goodstanding.law import procedure
from goodstanding.law.clocks import Clocks, appeal_until
from goodstanding.law.procedure import CaseTimes, Due, State
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from goodstanding.policies import queries as policies
from goodstanding.policies.models import PlatformVersion, PolicyVersion

APPEAL_ADDRESS = re.compile(r"<(appeal\+[^>]+)>")


class UnknownCaseError(LookupError):
    """There is no such case."""


def all_cases() -> QuerySet[Case]:
    """Every case with what lists show of it."""
    return Case.objects.select_related("account", "policy", "assignment__staff")


def case(reference: str) -> Case:
    """A case by its reference.

    Raises:
        UnknownCaseError: there is none.
    """
    found = all_cases().filter(reference=reference).first()
    if found is None:
        msg = f"There is no case {reference}."
        raise UnknownCaseError(msg)
    return found


def by_token(token: str) -> Case:
    """The case whose own mail address holds the token.

    Raises:
        UnknownCaseError: there is none.
    """
    found = all_cases().filter(token=token).first()
    if found is None:
        msg = "No case has this address."
        raise UnknownCaseError(msg)
    return found


def offered(token: str, number: int) -> Decision | None:
    """The decision whose statement of reasons offers this address to appeal to, if one does.

    Args:
        token: of its case.
        number: the place it has among the decisions of its case, counted from 1.
    """
    found = Decision.objects.filter(case__token=token).select_related("case__account")
    return found.filter(statement__redress__contains=f"<appeal+{token}-{number}@").first()


def offers(decision: Decision) -> str:
    """The mail address at which a decision can be appealed, as its statement says; "" for none."""
    statement = decision.statement
    found = APPEAL_ADDRESS.search(statement.redress) if statement else None
    return found[1] if found else ""


def of(account: Account) -> QuerySet[Case]:
    """A member's cases, latest first."""
    return all_cases().filter(account=account).order_by("-opened_at", "-id")


def undecided() -> QuerySet[Case]:
    """Cases that no decision has ended, oldest first."""
    ended = Decision.objects.filter(case=OuterRef("pk"), reopening=None)
    ended = ended.exclude(measure="interim_restriction")
    return all_cases().filter(~Exists(ended)).order_by("opened_at", "id")


def undecided_of(account: Account, policy: PolicyVersion) -> Case | None:
    """The member's undecided case under a policy, if there is one."""
    return undecided().filter(account=account, policy__slug=policy.slug).first()


@dataclass(frozen=True)
class Queued:
    """A case in the queue, with its clock."""

    case: Case
    state: State
    due: Due | None
    tier: int
    sentence: str
    times: CaseTimes


def queue(*, at: datetime, staff: Staff | None = None) -> list[Queued]:
    """Undecided cases, what breaches next first; all, or one person's."""
    cases = undecided()
    if staff is not None:
        given = managing.managed_by(staff) | Q(clock_breaches__escalation__to=staff)
        cases = cases.filter(given).distinct()
    return sorted(queued(cases, at=at), key=_urgency)


def queued(cases: QuerySet[Case], *, at: datetime) -> list[Queued]:
    """Some cases with their clocks, as many questions to the database however many they are."""
    entries, said = [], policies.platforms()
    told = (
        *("taken__finding", "preliminary_notices", "answers", "talk_requests__talk"),
        *("decisions__measures__lift", "decisions__reversal", "decisions__confirmed_by"),
        "decisions__reopening",
        "handovers__staff",
        "clock_breaches__escalation__to",
    )
    for one in cases.prefetch_related(*told):
        found = max((t.finding for t in one.taken.all()), key=lambda f: f.tier, default=None)
        sentence = found.sentence if found else one.why
        tier = found.tier if found else 0
        known = times(one, known=said)
        now, due = procedure.state(known, at=at), procedure.next_due(known, at=at)
        entries.append(Queued(one, now, due, tier, sentence, known))
    return entries


def _urgency(entry: Queued) -> tuple[bool, datetime, int]:
    """What breaches next first; of those the strongest evidence."""
    due = entry.due.at if entry.due else entry.case.opened_at
    return entry.due is None, due, -entry.tier


def decision(one: Case) -> Decision | None:
    """What ended a case, if anything has: what stands, or else what was reversed last.

    What a reopened case was closed with ends it no longer.
    """
    made = [each for each in one.decisions.all() if each.measure != "interim_restriction"]
    made = [each for each in made if not hasattr(each, "reopening")]
    if len(made) > 1:
        made.sort(key=lambda each: (not hasattr(each, "reversal"), each.at))
    return made[-1] if made else None


def times(one: Case, *, known: Sequence[PlatformVersion] | None = None) -> CaseTimes:
    """When things happened in a case.

    Args:
        one: the case.
        known: all that the marketplace ever said of itself, where it was asked before.
    """
    opened = began(one)  # who was heard before it was reopened is heard anew
    served = max(one.preliminary_notices.all(), key=attrgetter("served_at"), default=None)
    served = served if served and not _before(served.served_at, one, opened) else None
    answer = max(one.answers.all(), key=attrgetter("at"), default=None)
    ended, lengths = decision(one), binding.in_case(one, known=known).clocks
    appeal: Any = getattr(ended, "appeal", None) if ended else None
    outcome = getattr(appeal, "outcome", None)
    placed = [each for each in _before_hearing(one) if each.at >= opened]
    alone = max(filter(_is_alone, placed), key=attrgetter("effect_at"), default=None)
    return CaseTimes(
        opened_at=opened,
        preliminary_at=served.served_at if served else None,
        respond_by=served.respond_by if served else None,
        answered_at=answer.at if answer else None,
        decided_at=ended.at if ended else None,
        appeal_filed_at=appeal.filed_at if appeal else None,
        appeal_decided_at=outcome.at if outcome else None,
        appeal_until=_appeal_until(ended, lengths),
        interim_at=min((each.effect_at for each in placed), default=None),
        alone_at=alone.effect_at if alone else None,
        alone_until=alone.ends_at if alone else None,
        talk_asked_at=owed.at if (owed := reading.owed_talk(one)) else None,
        clocks=lengths,
    )


def began(one: Case) -> datetime:
    """Since when a case is inquired into: its opening, or where it was reopened, the last time."""
    again = (getattr(each, "reopening", None) for each in one.decisions.all())
    return max((each.at for each in again if each is not None), default=one.opened_at)


def _before(served_at: datetime, one: Case, opened: datetime) -> bool:
    """Whether a preliminary notice was served before its case was reopened."""
    return opened != one.opened_at and served_at <= opened


def _before_hearing(one: Case) -> list[Decision]:
    """The interim decisions that were not reversed."""
    placed = (each for each in one.decisions.all() if each.measure == "interim_restriction")
    return [each for each in placed if not hasattr(each, "reversal")]


def _is_alone(one: Decision) -> bool:
    """Whether automation placed it, and no person confirmed or lifted it before its end."""
    if one.decided_by_id or hasattr(one, "confirmed_by"):
        return False
    lifts = (getattr(each, "lift", None) for each in one.measures.all())
    return all(lift is None or lift.at >= one.ends_at for lift in lifts)


def _appeal_until(ended: Decision | None, lengths: Clocks) -> datetime | None:
    if ended is None or ended.notice is None:
        return None
    delivered = notices.delivered_at(ended.notice)
    return appeal_until(delivered or ended.notice.created_at, lengths)


def clock_owner(one: Case, due: Due) -> Staff | None:
    """Who owns a clock of a case by name; None while it is the role's."""
    if due.what == "answer to the appeal":
        appeal: Any = getattr(decision(one), "appeal", None)
        taken = getattr(appeal, "assignment", None)
        return taken.reviewer if taken else None
    return managing.manager(one)


def state(one: Case, *, at: datetime) -> State:
    """Where a case is."""
    return procedure.state(times(one), at=at)


def escalated_to(one: Case) -> list[Staff]:
    """Who has a case besides its manager, because something in it was left undone."""
    given = (getattr(breach, "escalation", None) for breach in one.clock_breaches.all())
    return [each.to for each in given if each is not None]


def running_clocks(one: Case, *, at: datetime) -> tuple[Due, ...]:
    """Every clock that runs in a case, what runs out first first."""
    return procedure.clocks_of(times(one), at=at)


def next_due(one: Case, *, at: datetime) -> Due | None:
    """What is due next in a case, and from whom."""
    return procedure.next_due(times(one), at=at)


def to_confirm(*, at: datetime) -> QuerySet[Decision]:
    """Interim decisions of automation in force, which lapse unless a person confirms them.

    What lapses first comes first.
    """
    running = Measure.objects.filter(
        kind=MeasureKind.INTERIM_RESTRICTION, starts_at__lte=at, ends_at__gt=at, lift=None
    )
    found = Decision.objects.filter(pk__in=running.values("decision"), decided_by=None)
    found = found.filter(confirmed_by=None).select_related("case__account", "case__policy")
    return found.prefetch_related("measures").order_by("ends_at", "id")
