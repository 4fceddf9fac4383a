"""A finding computed once more from the events as they are stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodstanding.detectors.detector import Row, Settings, Suspicion
from goodstanding.detectors.registry import DETECTORS
from goodstanding.events import queries as events
from goodstanding.events.queries import EventRow
from goodstanding.findings import queries
from goodstanding.findings.models import Finding, SetAside
from goodstanding.policies import queries as policies

MOST = 1_000
"""How many moments of the record, from the latest event relied on, are tried at most."""


@dataclass(frozen=True)
class Explanation:
    """What becomes of a finding when it is computed again.

    Attributes:
        finding: the finding.
        again: the same suspicion computed from the stored events, or None where it does not come
            out with the same counts, sentence and rows.
        evidence: the events it relies on, in order of time.
    """

    finding: Finding
    again: Suspicion | None
    evidence: Sequence[EventRow]


def explain(finding: Finding) -> Explanation:
    """Compute a finding again as the record stood when it was made.

    Since nothing says which event was the latest then, each moment from the latest event it relies
    on is tried, in the order in which the events were told.
    """
    detector = DETECTORS[finding.detector]
    name = finding.account.name
    told = events.relation(detector.relation, accounts=[name], compares=detector.compares)
    rows = queries.counting(dict(told).get(name, []), {(name, finding.detector): _aside(finding)})
    computed = (
        suspicion
        for settings in _settings(finding)
        for record in _moments(rows, max(finding.rows, default=0))
        for suspicion in detector.examine(name, record, settings)
    )
    again = next((one for one in computed if _same(one, finding)), None)
    return Explanation(finding, again, queries.evidence(finding, limit=len(finding.rows)))


def _moments(rows: Sequence[Row], latest: int) -> Iterator[Sequence[Row]]:
    """The record as it stood with the latest event relied on, and after each one told since."""
    since = sorted(row["row"] for row in rows if row["row"] >= latest)[:MOST]
    for moment in since:
        yield [row for row in rows if row["row"] <= moment]


def _settings(finding: Finding) -> Iterator[Settings]:
    """Of the version that judges the conduct; of the one in force when it was found."""
    asked = policies.in_force(finding.policy.slug, at=finding.found_at)
    for version in dict.fromkeys(filter(None, (asked, finding.policy))):
        if finding.detector in version.settings["detector"]:
            yield version.settings["detector"][finding.detector]


def _aside(finding: Finding) -> frozenset[int]:
    """Events that were set aside for this member and detector before it was found."""
    earlier = SetAside.objects.filter(
        finding__account=finding.account,
        finding__detector=finding.detector,
        at__lt=finding.found_at,
    )
    rows = earlier.values_list("finding__rows", flat=True)
    return frozenset(one for ids in rows for one in ids)


def _same(one: Suspicion, finding: Finding) -> bool:
    return (
        one.key == finding.key
        and one.tier == finding.tier
        and dict(one.counts) == finding.counts
        and str(one.sentence) == finding.sentence
        and list(one.rows) == finding.rows
    )
