"""What was found, and the record behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goodstanding.accounts.models import Account
from goodstanding.detectors.detector import Figure, Point, Row
from goodstanding.detectors.registry import DETECTORS, SENTENCES
from goodstanding.events import queries as events
from goodstanding.events.queries import EventRow
from goodstanding.findings.models import Finding
from goodstanding.languages.wording import in_words
from goodstanding.law.evidence import FindingFacts
from goodstanding.policies.models import PolicyVersion


@dataclass(frozen=True)
class Record:
    """What a detector makes of a member's whole record, suspicious or not."""

    detector: str
    figure: Figure
    path: Sequence[Point]
    rows: Sequence[Row]


class UnknownFindingError(LookupError):
    """There is no such finding."""


def finding(known: UUID) -> Finding:
    """A finding by its id.

    Raises:
        UnknownFindingError: there is none.
    """
    found = Finding.objects.select_related("account", "policy").filter(id=known).first()
    if found is None:
        raise UnknownFindingError(f"There is no finding {known}.")
    return found


def not_in_a_case() -> QuerySet[Finding]:
    """Findings that no case has taken in: oldest first, of one review the strongest first."""
    return (
        Finding.objects.filter(taken=None, set_aside=None)
        .select_related("account", "policy")
        .order_by("found_at", "-tier", "conduct_from", "id")
    )


def of(account: Account) -> QuerySet[Finding]:
    """A member's findings, latest first."""
    return account.findings.select_related("policy").order_by("-found_at", "-id")


def facts(finding: Finding) -> FindingFacts:
    """A finding as the law needs it."""
    return FindingFacts(
        detector=finding.detector,
        tier=finding.tier,
        sentence=finding.sentence,
        conduct_from=finding.conduct_from,
        conduct_until=finding.conduct_until,
        number=len(finding.rows),
        out_of=_out_of(finding),
        affected=len(set(finding.contracts)),
    )


def said(finding: Finding) -> str:
    """The sentence of a finding in the language now spoken.

    It is written again from the counts that are stored. Where that does not give the very sentence
    that was found, because a detector says it otherwise by now, that one stays, in English.
    """
    says = SENTENCES.get(finding.detector)
    try:
        again = says(finding.counts) if says else ""
    except (LookupError, TypeError, ValueError):
        return finding.sentence
    return in_words(again) if again == finding.sentence else finding.sentence


def _out_of(finding: Finding) -> int:
    """Of how many of the like, where its detector counts them: applications, or outcomes."""
    total = finding.counts.get("applications", finding.counts.get("n", 0))
    return total if isinstance(total, int) and total >= len(finding.rows) else 0


def evidence(finding: Finding, limit: int = 200) -> Sequence[EventRow]:
    """The events a finding relies on, at most so many of them, in order of time."""
    return sorted(events.by_ids(finding.rows[:limit]), key=lambda row: (row.at, row.id))


def record(account: Account, policy: PolicyVersion) -> list[Record]:
    """What each detector of a policy makes of a member's record today."""
    records = []
    for name in policy.detectors:
        settings = policy.settings["detector"][name]
        asked = DETECTORS[name]
        told = events.relation(asked.relation, accounts=[account.name], compares=asked.compares)
        rows = counting(dict(told).get(account.name, []), aside((account.name, name)))
        figure = asked.figure(rows, settings)
        records.append(Record(name, figure, asked.path(rows, settings), rows))
    return records


def suspects(account: Account, policy: PolicyVersion, *, at: datetime) -> bool:
    """Whether any finding under a policy, made by now, stands against a member."""
    found = account.findings.filter(policy__slug=policy.slug, found_at__lte=at, set_aside=None)
    return found.exists()


def aside(of: tuple[str, str] | None = None) -> Mapping[tuple[str, str], frozenset[int]]:
    """The events that are not held against a member by a detector any more.

    Args:
        of: only for this account and detector; None for all.

    Returns:
        Ids of events, by account name and detector.
    """
    found = Finding.objects.exclude(set_aside=None).values_list("account__name", "detector", "rows")
    if of is not None:
        found = found.filter(account__name=of[0], detector=of[1])
    rows: dict[tuple[str, str], set[int]] = {}
    for account, detector, ids in found:
        rows.setdefault((account, detector), set()).update(ids)
    return {key: frozenset(ids) for key, ids in rows.items()}


def counting(
    rows: Sequence[Row], left_out: Mapping[tuple[str, str], frozenset[int]]
) -> Sequence[Row]:
    """A member's rows of a relation without those that were set aside.

    Args:
        rows: the rows, all of one member.
        left_out: the events set aside for this member and detector.
    """
    without = frozenset().union(*left_out.values())
    return [row for row in rows if row["row"] not in without] if without else rows
