"""Open cases from findings or by hand, and let automation do the little it may."""

import secrets
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account, Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Assignment, Case, CaseFinding
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.cases.operations.telling import AUTOMATION, tell
from goodstanding.findings import queries as findings
from goodstanding.findings.models import Finding
from goodstanding.funds import operations as funds
from goodstanding.law import evidence
from goodstanding.law.terms import (
    ADVERSE,
    MILDEST_FIRST,
    RESTRICTING,
    MeasureKind,
    StaffRole,
    UnlawfulError,
)
from goodstanding.policies.models import PolicyVersion

NAMES = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0 or O, no 1 or I: references are read aloud


def open_from_findings(*, at: datetime) -> list[Case]:
    """Take every finding that is in no case into its account's case, opening one where needed.

    Automation then does what the policy lets it do alone: coach, warn, or hold a thing back for a
    few days until a person has looked. Where a client contests money a person decides, so what was
    reported of money is posted first.

    Returns:
        The cases touched.

    Raises:
        ExceptionGroup: some findings could not be taken, each for its own reason; all others were.
    """
    funds.post_events(at=at)
    touched: dict[str, Case] = {}
    failed: list[Exception] = []
    for finding in _to_take():
        try:
            case = _take(finding, at=at)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"finding {finding.pk} of {finding.account.name}")
            failed.append(failure)
        else:
            touched |= {case.reference: case} if case else {}
    if failed:
        raise ExceptionGroup("findings that could not be taken into a case", failed)
    return list(touched.values())


def _to_take() -> QuerySet[Finding]:
    """Findings to take into cases. One of harm opens none: it joins one, or waits for one."""
    undecided = queries.undecided().filter(
        account=OuterRef("account"), policy__slug=OuterRef("policy__slug")
    )
    return findings.not_in_a_case().filter(~Q(detector=evidence.HARM) | Exists(undecided))


@transaction.atomic
def _take(finding: Finding, *, at: datetime) -> Case | None:
    """Take one finding into its case; None where another worker is at it or has taken it."""
    mine = Finding.objects.select_for_update(skip_locked=True).filter(pk=finding.pk).first()
    if mine is None or CaseFinding.objects.filter(finding=finding).exists():
        return None
    case = _case_for(finding, at=at)
    CaseFinding.objects.create(case=case, finding=finding, at=at)
    _act_alone(case, finding, at=at)
    return case


def _case_for(finding: Finding, *, at: datetime) -> Case:
    known = queries.undecided_of(finding.account, finding.policy)
    if known is not None:
        return Case.objects.select_for_update().get(pk=known.pk)
    return _open(finding.account, finding.policy, by=AUTOMATION, why="", at=at)


def for_report(
    *, account: Account, policy: PolicyVersion, by: str, at: datetime
) -> tuple[Case, bool]:
    """The case a report belongs to, and whether it opened it; in the caller's transaction."""
    known = queries.undecided_of(account, policy)
    if known is not None:
        return Case.objects.select_for_update(of=("self",)).get(pk=known.pk), False
    return _open(account, policy, by=by, why="", at=at), True


def open_by_hand(
    *, account: Account, policy: PolicyVersion, why: str, by: Staff, at: datetime
) -> Case:
    """Open a case that no new finding opened.

    Raises:
        UnlawfulError: no finding under this policy stands against the account, or a case is open.
    """
    if not why.strip():
        raise UnlawfulError("Opening a case by hand needs a reason.")
    if queries.undecided_of(account, policy):
        raise UnlawfulError(f"{account} already has an undecided case under {policy.title}.")
    if not findings.suspects(account, policy, at=at):
        records = findings.record(account, policy)
        figures = "; ".join(one.figure.own for one in records if one.detector != evidence.HARM)
        raise UnlawfulError(
            f"No detector finds anything in this record ({figures}), so {policy.title} gives no "
            "ground for a case."
        )
    with transaction.atomic():
        return _open(account, policy, by=by.name, why=why, at=at)


def _open(account: Account, policy: PolicyVersion, *, by: str, why: str, at: datetime) -> Case:
    case = Case.objects.create(
        reference=f"GS-{letters()}",
        token=secrets.token_hex(10),
        account=account,
        policy=policy,
        opened_at=at,
        opened_by=by,
        why=why,
    )
    _assign(case, at=at)
    tell(case, "case.opened", str(case.id), {}, at=at)
    return case


def letters() -> str:
    """Eight letters of a reference, in two groups."""
    drawn = "".join(secrets.choice(NAMES) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def _assign(case: Case, *, at: datetime) -> None:
    """Give the case to a qualified person; it stays theirs unless it is handed over openly.

    Of those who are there, those who speak the member's language come first, of these those who
    know the policy or its family, of these whoever has the fewest undecided cases.
    """
    ended = Q(assignments__case__decisions__measure__in=set(MeasureKind) - {"interim_restriction"})
    staff = (
        accounts.admitted(accounts.qualified(StaffRole.CASE_MANAGER, at=at), case.account, at=at)
        .annotate(
            given=Count("assignments", distinct=True),
            ended=Count("assignments__case", filter=ended, distinct=True),
        )
        .order_by("name")
    )
    away = accounts.absent(at=at)
    speak = accounts.able("language", [case.account.language], at=at)
    know = accounts.able("skill", [case.policy.slug, case.policy.family], at=at)
    least = min(
        staff,
        key=lambda one: (
            *(one.pk in away, one.pk not in speak, one.pk not in know),
            one.given - one.ended,
        ),
        default=None,
    )
    if least is not None:
        Assignment.objects.create(case=case, staff=least, at=at, by=AUTOMATION)


def _act_alone(case: Case, finding: Finding, *, at: datetime) -> None:
    """Do the most that the policy lets automation do alone, if a person could not do more.

    Where a stronger step opens once the member is heard, a client contests money, or somebody
    reported the member, a person decides; automation then places at most an interim restriction
    meanwhile.
    """
    ladder = case.policy.settings["ladder"]
    by_rule = {MeasureKind(step["measure"]) for step in ladder if step.get("by") == "rule"}
    says = rulings.automatic(case, at=at)
    open_alone = [one.measure for one in says.allowed if one.measure in by_rule]
    stronger = rulings.after_hearing(case, at=at).strongest.measure in RESTRICTING
    if stronger or rulings.hold_ceiling(case) or case.reports.exists():
        open_alone = [one for one in open_alone if one == MeasureKind.INTERIM_RESTRICTION]
    strongest = max(open_alone, key=MILDEST_FIRST.index, default=MeasureKind.NO_ACTION)
    if strongest in ADVERSE and not _rules_act_alone(case, finding, at=at):
        return  # P12: a person decides, and a note would end the case before they could
    if strongest == MeasureKind.INTERIM_RESTRICTION and not finding.subject:
        return  # PWD-10.5: alone, a rule stops one thing, never an account; a person decides
    if open_alone:
        interim = strongest == MeasureKind.INTERIM_RESTRICTION
        reasons = next(one.why for one in says.allowed if one.measure == strongest)
        wish = Wish(strongest, reasons, subject=finding.subject if interim else "")
        carry_out(rulings.plan(case, wish, by=None, at=at, rule_name=finding.detector), staff=None)


def _rules_act_alone(case: Case, finding: Finding, *, at: datetime) -> bool:
    """Whether every rule that the case rests on may decide without a person."""
    relied = {finding.detector, *(one.detector for one in rulings.counting(case))}
    relied -= {evidence.HARM}  # it supports what others found, and decides nothing
    return all(queries.rule_standing(one, at=at, under=case.policy).alone for one in relied)
