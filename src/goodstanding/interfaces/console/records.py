"""A member's whole record as each detector of a policy sees it, drawn and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.events.queries import moment
from goodstanding.findings import queries as findings
from goodstanding.interfaces.console.charts import Chart, chart, likelier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Account
    from goodstanding.detectors.detector import Figure, Point
    from goodstanding.policies.models import PolicyVersion

POINTS_LISTED = 200


@dataclass(frozen=True)
class Step:
    """One outcome in the table under the drawing."""

    n: int
    at: datetime
    label: str
    bad: bool
    bad_so_far: int
    tolerated: str
    likelier: str


@dataclass(frozen=True)
class Record:
    """What one detector makes of the record: its figure, the drawing, and the drawing's numbers."""

    detector: str
    figure: Figure
    chart: Chart | None
    steps: Sequence[Step]
    earlier: int


def records(account: Account, policy: PolicyVersion) -> list[Record]:
    """What the detectors of a policy make of a member's record today, where there is one."""
    return [
        Record(
            detector=one.detector.replace("_", " "),
            figure=one.figure,
            chart=chart(one.path),
            steps=[_step(point) for point in reversed(one.path[-POINTS_LISTED:])],
            earlier=max(0, len(one.path) - POINTS_LISTED),
        )
        for one in findings.record(account, policy)
        if one.rows
    ]


def _step(point: Point) -> Step:
    return Step(
        n=point.n,
        at=moment(point.at),
        label=point.label,
        bad=point.bad,
        bad_so_far=point.bad_so_far,
        tolerated=f"{point.tolerated_so_far:.2f}",
        likelier=likelier(point.e_value),
    )
