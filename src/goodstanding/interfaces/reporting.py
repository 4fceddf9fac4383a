"""A report as the portal, the public site and the API take and show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.accounts import queries as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import reported
from goodstanding.cases.queries import reports
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.utils.safestring import SafeString

    from goodstanding.appeals.models import ReporterAppeal
    from goodstanding.cases.models import Report
    from goodstanding.cases.operations import Reporter
    from goodstanding.law.report import Way
    from goodstanding.policies.models import PolicyVersion

RECEIVED, ACTED, UNACTED, APPEALED, AGAIN = (
    "received",
    "acted",
    "closed without action",
    "under appeal",
    "open again",
)
"""Where a report is."""


@dataclass(frozen=True)
class Told:
    """Something the reporter was told."""

    at: datetime
    subject: str
    html: SafeString


@dataclass(frozen=True)
class Shown:
    """A report as its reporter sees it; nothing here is about the account but what they wrote.

    Attributes:
        appeal_until: the last day to appeal; None where there is nothing to, or they have.
    """

    report: Report
    state: str
    appeal_until: datetime | None
    appeals: Sequence[ReporterAppeal]
    told: Sequence[Told]


def take(told: Mapping[str, str], *, by: Reporter, door: Way, at: datetime) -> Report:
    """Take a report from what was filled in: `about`, `policy`, `place`, `text`, `good_faith`.

    Raises:
        UnlawfulError: naming the field, what it had, and what was expected.
    """
    try:
        about = accounts.account(told.get("about", "").strip())
    except accounts.UnknownAccountError:
        raise UnlawfulError(
            f"about: got {told.get('about', '')!r}, expected the id of an account here."
        ) from None
    slug = told.get("policy", "")
    policy = policies.in_force(slug, at=at) if slug else None
    if policy is None:
        known = ", ".join(one.slug for one in policies.all_in_force(at=at))
        raise UnlawfulError(f"policy: got {slug!r}, expected one in force: {known}.")
    said = cases.Said(
        place=told.get("place", "").strip(),
        text=told.get("text", ""),
        good_faith=told.get("good_faith", "") == "yes",
        door=door,
    )
    if len(said.place) > LONGEST_PLACE:
        raise UnlawfulError(f"place: got {len(said.place)} letters, expected {LONGEST_PLACE}.")
    return cases.report(about=about, policy=policy, said=said, reporter=by, at=at)


LONGEST_PLACE = 500


def add(report: Report, text: str, *, door: Way, at: datetime) -> None:
    """Write to who looks again at a report.

    Raises:
        UnlawfulError: nothing is said, or no appeal of theirs waits for an answer.
    """
    waiting = reporters.open_of(report)
    if waiting is None:
        raise UnlawfulError("No appeal waits for an answer here, so there is nothing to add to.")
    appeals.add_for_reporter(appeal=waiting, text=text, door=door, at=at)


def choices(*, at: datetime) -> list[PolicyVersion]:
    """What somebody can report: the policies in force."""
    return policies.all_in_force(at=at)


def shown(report: Report) -> Shown:
    """A report as its reporter sees it."""
    open_now = reporters.open_to_appeal(report)
    return Shown(
        report=report,
        state=state(report),
        appeal_until=reports.appeal_until(open_now) if open_now else None,
        appeals=list(reporters.of(report)),
        told=[
            Told(one.created_at, one.subject, notices.render(one.text))
            for one in reports.letters(report)
        ],
    )


def state(report: Report) -> str:
    """Where a report is, in a word or two."""
    told = reports.outcome(report)
    if told is None:
        return RECEIVED
    if not reported.is_unacted(told.decision):
        return ACTED
    if hasattr(told.decision, "reopening"):
        return AGAIN
    waits = reporters.waiting().filter(report=report, decision=told.decision)
    return APPEALED if waits.exists() else UNACTED
