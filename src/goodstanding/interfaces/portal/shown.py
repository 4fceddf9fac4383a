"""What a member is shown, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import binding, managing, rulings, sight, words
from goodstanding.cases.hearings import reading as hearing
from goodstanding.findings import queries as findings
from goodstanding.funds import queries as funds
from goodstanding.interfaces.account import cases_behind
from goodstanding.law.procedure import STEPS, CaseStep, Due, State
from goodstanding.law.terms import Capability, MeasureKind, Money, spoken
from goodstanding.law.withholding import Code
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from goodstanding.accounts.models import Absence, Account
    from goodstanding.appeals.models import Appeal, Remark
    from goodstanding.cases.models import (
        Case,
        Decision,
        Measure,
        PreliminaryNotice,
        Representative,
    )
    from goodstanding.detectors.detector import Figure
    from goodstanding.events.queries import EventRow
    from goodstanding.findings.models import Finding
    from goodstanding.funds.queries import HoldView
    from goodstanding.law.duties.parameters import Relaxation
    from goodstanding.policies.models import PolicyVersion

ROWS_SHOWN = 60


@dataclass(frozen=True)
class MeasureShown:
    """A measure in force, in words; its kind with its article, and whether a remedy ends it.

    `member` is whom of an agency's team it names, "" for the whole account.
    """

    kind: str
    stops: str
    where: str
    until: datetime | None
    case: Case
    curable: bool
    member: str


def measures(member: Account, *, at: datetime) -> list[MeasureShown]:
    """What is in force against a member."""
    return [_measure(one) for one in cases.standing(member, at=at).in_force]


def _measure(one: Measure) -> MeasureShown:
    return MeasureShown(
        kind=spoken(MeasureKind(one.kind)),
        stops=words.doing(Capability(c) for c in one.capabilities),
        where=words.place(one),
        until=one.ends_at,
        case=one.decision.case,
        curable=hasattr(one.decision, "remedy_plan"),
        member=one.member,
    )


def relaxations(member: Account, *, at: datetime) -> Sequence[Relaxation]:
    """Where less is asked of us for a member than by default; what a law protects is not there."""
    return binding.of(member, at=at).relaxations


@dataclass(frozen=True)
class Ahead:
    """A measure that takes effect later, unless it is lifted before: in how many whole days."""

    measure: MeasureShown
    starts_at: datetime
    days: int


def ahead(member: Account, *, at: datetime) -> list[Ahead]:
    """What was decided against a member and has not begun, soonest first."""
    coming = [one for case in cases.of(member) for one in cases.measures_in(case)]
    coming = [one for one in coming if one.starts_at > at and not hasattr(one, "lift")]
    coming.sort(key=lambda one: (one.starts_at, str(one.id)))
    return [Ahead(_measure(one), one.starts_at, (one.starts_at - at).days) for one in coming]


@dataclass(frozen=True)
class FiguresShown:
    """A member's figures under one policy, each with its detector's name."""

    policy: PolicyVersion
    figures: Sequence[tuple[str, Figure]]


def figures(member: Account, *, at: datetime) -> list[FiguresShown]:
    """A member's figures under every policy that reads something of theirs."""
    shown = []
    hidden = sight.hidden_detectors(member, at=at)
    for policy in policies.all_in_force(at=at):
        known = (one for one in findings.record(member, policy) if one.rows)
        records = [one for one in known if (policy.slug, one.detector) not in hidden]
        if records:
            shown.append(FiguresShown(policy, [(one.detector, one.figure) for one in records]))
    return shown


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    case: Case
    state: str
    due: Due | None
    member_acts: bool
    undecided: bool


def cases_under_way(member: Account, *, at: datetime) -> list[CaseLine]:
    """A member's cases, latest first, with what is due and from whom."""
    lines = []
    for one in cases.of(member):
        due = cases.next_due(one, at=at)
        state = cases.state(one, at=at)
        lines.append(
            CaseLine(
                case=one,
                state=state.replace("_", " "),
                due=due,
                member_acts=state == State.AWAITING_ANSWER,
                undecided=state in {State.OPEN, State.AWAITING_ANSWER, State.READY},
            )
        )
    return lines


@dataclass(frozen=True)
class MoneyShown:
    """A member's money, one amount a currency."""

    payable: tuple[Money, ...]
    held: tuple[Money, ...]


def money(member: Account, *, at: datetime) -> MoneyShown:
    """What is payable and what is held, added up."""
    known = funds.balances(member, at=at).values()
    return MoneyShown(
        payable=words.total(one.payable for one in known if one.payable.minor),
        held=words.total(one.held for one in known if one.held.minor),
    )


@dataclass(frozen=True)
class HoldShown:
    """A hold and the case it belongs to."""

    hold: HoldView
    case: Case | None


def holds(member: Account) -> list[HoldShown]:
    """A member's holds, latest first, each with its case."""
    by_hold = cases_behind(member)
    return [HoldShown(one, by_hold.get(one.id)) for one in funds.holds(member)]


@dataclass(frozen=True)
class FindingShown:
    """A finding with the rows behind it, at most so many of them."""

    finding: Finding
    said: str
    rows: Sequence[EventRow]
    more: int


@dataclass(frozen=True)
class CaseShown:
    """A case as its member sees it."""

    state: str
    due: Due | None
    findings: Sequence[FindingShown]
    kept: Sequence[str]
    later: Sequence[datetime]
    preliminary: PreliminaryNotice | None
    may_answer: bool
    decision: Decision | None
    against: Decision | None
    late: bool
    interim: Decision | None
    appeal: Appeal | None
    dialogue: Sequence[Remark]
    in_appeal: Collection[UUID | None]
    manager: str
    away: Absence | None
    undecided: bool
    representative: Representative | None


def case(one: Case, *, at: datetime) -> CaseShown:
    """All of a case that its member sees: everything relied on, and what is kept back till when.

    `away` is the absence its manager is in. `against` is what they can appeal against, `late`
    whether its last day is over, `interim` what was placed before hearing and is in force.
    `in_appeal` are the receipts of mails read in the appeal, and not once more beside it.
    """
    state = cases.state(one, at=at)
    decision = cases.decision(one)
    seen = sight.of(one, at=at)
    against = appeals.appealable(one)
    appeal = getattr(decision, "appeal", None) or (None if against else appeals.latest_in(one))
    said = appeals.dialogue(appeal) if appeal else []
    return CaseShown(
        state=state.replace("_", " "),
        due=cases.next_due(one, at=at),
        findings=[_finding(each.finding) for each in seen if each.is_shown],
        kept=[words.kept(Code(w.code), w.review_at) for w in sight.withheld(one, at=at)],
        later=[each.shown_at for each in seen if not each.is_shown and not each.withholding],
        preliminary=one.preliminary_notices.order_by("-served_at").first(),
        may_answer=CaseStep.ANSWER in STEPS[state],
        decision=decision,
        against=against,
        late=bool(against and against.statement and against.statement.appeal_until < at),
        interim=_interim(one, at=at),
        appeal=appeal,
        dialogue=said,
        in_appeal={each.notice_id for each in said} | ({appeal.receipt_id} if appeal else set()),
        manager=rulings.manager(one),
        away=managing.away(one, at=at),
        undecided=CaseStep.PLACE_INTERIM in STEPS[state],
        representative=hearing.representative(one),
    )


def _interim(one: Case, *, at: datetime) -> Decision | None:
    """What was placed before hearing and is in force."""
    running = (each for each in cases.measures_in(one) if cases.measure_facts(each).in_force(at))
    found = [each.decision for each in running if each.kind == MeasureKind.INTERIM_RESTRICTION]
    return found[-1] if found else None


def _finding(found: Finding) -> FindingShown:
    rows = findings.evidence(found, limit=ROWS_SHOWN)
    return FindingShown(found, findings.said(found), rows, len(found.rows) - len(rows))
