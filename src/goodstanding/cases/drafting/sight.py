"""What of a case its member sees: all of it, but what is withheld, and that they see that it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.accounts.models import Account
from goodstanding.cases.models import Case, CaseFinding, Withholding
from goodstanding.findings.models import Finding
from goodstanding.law import withholding as law
from goodstanding.law.terms import Family
from goodstanding.law.withholding import Code, Record


@dataclass(frozen=True)
class Sight:
    """A finding of a case, as far as its member sees it.

    Attributes:
        finding: the finding; not to be shown unless `is_shown`.
        withholding: under what it is withheld; None where it is not.
        shown_at: since when it is shown, or when it will be by itself.
        is_shown: whether it is shown now.
    """

    finding: Finding
    withholding: Withholding | None
    shown_at: datetime
    is_shown: bool


def of(case: Case, *, at: datetime) -> list[Sight]:
    """Every finding of a case with what its member sees of it, earliest conduct first."""
    told, kept = _told_times(case), list(_withholdings(case))
    taken = CaseFinding.objects.filter(case=case, at__lte=at).select_related("finding")
    taken = taken.order_by("finding__conduct_from", "finding__found_at")
    return [_sight(one, case, told, kept, at=at) for one in taken]


def _sight(
    taken: CaseFinding,
    case: Case,
    told: Sequence[datetime],
    kept: Sequence[Withholding],
    *,
    at: datetime,
) -> Sight:
    mine = [one for one in kept if one.finding_id == taken.finding_id and one.at <= at]
    now = next((one for one in mine if withheld_at(one, at)), None)
    shown_at = _shown_at(taken, _published(case), told, mine)
    return Sight(taken.finding, now, shown_at, shown_at <= at and now is None)


def _shown_at(
    taken: CaseFinding,
    published: Sequence[str],
    told: Sequence[datetime],
    kept: Sequence[Withholding],
) -> datetime:
    """The first moment at which nothing kept a finding from its member any more."""
    soonest = taken.at + law.INQUIRY if published else taken.at
    moments = [soonest, *(one for one in told if one >= taken.at), *map(until, kept)]
    free = (one for one in sorted(moments) if not any(withheld_at(w, one) for w in kept))
    return next(free)


def _told_times(case: Case) -> list[datetime]:
    """When notices told what the case rests on."""
    heard = case.preliminary_notices.values_list("served_at", flat=True)
    decided = case.decisions.filter(notice__isnull=False).values_list("at", flat=True)
    return sorted([*heard, *decided])


def _withholdings(case: Case) -> Iterable[Withholding]:
    return Withholding.objects.filter(case=case).select_related("end", "finding").order_by("at")


def _published(case: Case) -> list[str]:
    return list(case.policy.settings.get("may_withhold", []))


def until(one: Withholding) -> datetime:
    """When a withholding ends, or ended: at its date of review at the latest."""
    end = getattr(one, "end", None)
    return min(one.review_at, end.at) if end else one.review_at


def withheld_at(one: Withholding, moment: datetime) -> bool:
    """Whether a withholding keeps its finding back at a moment."""
    return one.at <= moment < until(one)


def withheld(case: Case, *, at: datetime) -> list[Withholding]:
    """What is withheld in a case now."""
    return [one for one in _withholdings(case) if withheld_at(one, at)]


def record(case: Case, finding: Finding, *, at: datetime) -> Record:
    """A finding as the law on withholding needs it.

    Raises:
        LookupError: the finding is not in the case.
    """
    sights = of(case, at=at)
    mine = next((one for one in sights if one.finding.pk == finding.pk), None)
    if mine is None:
        raise LookupError(f"finding: got {finding.pk}, expected one of case {case.reference}.")
    first = min((w.at for w in _withholdings(case) if w.finding_id == finding.pk), default=None)
    return Record(
        family=Family(case.policy.family),
        published=_published(case),
        told_at=mine.shown_at if mine.is_shown else None,
        first_at=first,
        others=sum(one.withholding is None for one in sights if one is not mine),
    )


def codes(case: Case) -> list[Code]:
    """Under which codes the case's policy says that it may withhold."""
    return [Code(one) for one in _published(case)]


def hidden_detectors(account: Account, *, at: datetime) -> set[tuple[str, str]]:
    """Policies (slug) and detectors whose figures would tell a member what is not shown now."""
    cases = Case.objects.filter(account=account).select_related("policy")
    return {
        (case.policy.slug, one.finding.detector)
        for case in cases
        if _published(case)
        for one in of(case, at=at)
        if not one.is_shown
    }
