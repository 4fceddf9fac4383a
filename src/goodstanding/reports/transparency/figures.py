"""What was decided, by whom, what came of appeals, and which clocks were missed, in a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from goodstanding.appeals.models import Appeal, ReporterAppeal
from goodstanding.cases.models import ClockBreach, Decision, Report, Withholding
from goodstanding.funds.models import Hold
from goodstanding.funds.queries import NOBODY_LOOKED
from goodstanding.law.terms import MeasureKind
from goodstanding.law.withholding import Code
from goodstanding.reports.transparency.cells import Sheet, sheet


def figures(*, since: datetime, until: datetime) -> tuple[Sheet, ...]:
    """The figures of a time, each counted from the stored rows.

    Args:
        since: from when on, inclusive.
        until: until when, exclusive.
    """
    within = Q(at__gte=since, at__lt=until)
    filed = Q(filed_at__gte=since, filed_at__lt=until)
    decisions = Decision.objects.filter(within)
    missed = ClockBreach.objects.filter(within).values_list("what", flat=True)
    return (
        _sheet("decisions", _by_policy(decisions)),
        _sheet("deciders", _deciders(decisions)),
        _sheet("appeals", _appeals(Appeal.objects.filter(filed))),
        _sheet("reports", _reports(within)),
        _sheet("reporters_appeals", _reporters_appeals(filed)),
        _sheet("holds", _holds(Hold.objects.filter(placed_at__gte=since, placed_at__lt=until))),
        _sheet("missed", Counter(missed)),
        _sheet("withheld", _withheld(within)),
    )


TITLES = {
    "decisions": (
        "What was decided",
        "Decisions by policy and measure. A case closed without action is one, too.",
    ),
    "deciders": (
        "Who decided",
        "Of the same decisions. A rule alone may only coach, warn, or hold a thing back.",
    ),
    "appeals": (
        "What became of appeals",
        "Appeals of members filed in this time, by what is known of them now.",
    ),
    "reports": (
        "What became of reports",
        "Reports received in this time, by what the first decision on each was.",
    ),
    "reporters_appeals": (
        "What became of appeals by who reported",
        "Filed in this time, against a case that was closed.",
    ),
    "holds": ("Money held", "Holds placed in this time, each once."),
    "missed": (
        "Clocks we missed",
        "What we had to do by a time and did not; each is someone's, and was passed on.",
    ),
    "withheld": (
        "Records kept from a member",
        "Kept back in this time by two people, under a published code, for a time.",
    ),
}
"""Each sheet's heading, and what a count on it is."""


def _sheet(slug: str, counts: Mapping[str, int]) -> Sheet:
    return sheet(slug, *TITLES[slug], dict(sorted(counts.items())))


def _spoken(word: str) -> str:
    return word.replace("_", " ")


def _by_policy(decisions: QuerySet[Decision]) -> Mapping[str, int]:
    grouped = decisions.values_list("policy__slug", "measure").annotate(number=Count("id"))
    return {f"{slug}: {_spoken(measure)}": n for slug, measure, n in grouped.order_by()}


def _deciders(decisions: QuerySet[Decision]) -> Mapping[str, int]:
    by_rule = Q(decided_by=None)
    by_two = Q(agreement__isnull=False)
    counted = decisions.aggregate(
        rule=Count("id", filter=by_rule),
        one=Count("id", filter=~by_rule & ~by_two),
        two=Count("id", filter=~by_rule & by_two),
    )
    names = {"rule": "a rule, no person", "one": "one person", "two": "two people"}
    return {names[name]: n for name, n in counted.items()}


def _appeals(appeals: QuerySet[Appeal]) -> Mapping[str, int]:
    found = appeals.values_list("outcome__outcome", "overdue").order_by()
    return Counter(_became(outcome, late=late is not None) for outcome, late in found)


def _became(outcome: str | None, *, late: bool) -> str:
    if outcome:
        return _spoken(outcome)
    return "not answered in time; the measures were lifted" if late else "not answered yet"


def _reports(within: Q) -> Mapping[str, int]:
    reports = Report.objects.filter(within).prefetch_related("outcomes__decision")
    return Counter(_report_became(one) for one in reports)


def _report_became(one: Report) -> str:
    first = min(one.outcomes.all(), key=lambda told: told.at, default=None)
    if first is None:
        return "not decided yet"
    nothing = first.decision.measure == MeasureKind.NO_ACTION
    return "closed without action" if nothing else "something was done"


def _reporters_appeals(filed: Q) -> Mapping[str, int]:
    found = ReporterAppeal.objects.filter(filed).values_list("outcome__outcome", flat=True)
    return Counter(_spoken(outcome) if outcome else "not answered yet" for outcome in found)


def _holds(holds: QuerySet[Hold]) -> Mapping[str, int]:
    return Counter(_hold_became(one) for one in holds.prefetch_related("parts__release"))


def _hold_became(one: Hold) -> str:
    reasons = [_release(part) for part in one.parts.all()]
    if None in reasons:
        return "still held, all or in part, or given to the other party"
    if NOBODY_LOOKED in reasons:
        return "released, because nobody looked at it in time"
    return "released"


def _release(part: object) -> str | None:
    released = getattr(part, "release", None)
    return released.reason if released else None


def _withheld(within: Q) -> Mapping[str, int]:
    found: Iterable[tuple[str, object]] = Withholding.objects.filter(within).values_list(
        "code", "end"
    )
    return Counter(
        f"{Code(code).spoken}: {'told since' if end else 'still kept back'}" for code, end in found
    )
