"""A decision of the record as the law of the database needs it; nothing is typed twice."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models import Decision, Measure
from goodstanding.findings.models import Finding
from goodstanding.law.european.identifiers import STANDS_FOR
from goodstanding.law.european.making import SCAMS, Decided, Placed
from goodstanding.law.terms import Capability, Family, MeasureKind, Role

CATEGORY_OF_DETECTOR = {"job_posts": SCAMS}
"""The category of what a detector finds, where its policy names none and the family's is vaguer."""

SHORTEST_NUMBER = 6
"""An id of fewer digits is not looked for in texts: it would be taken for a count."""

_TOKEN = re.compile(r"\w(?:[\w.@+-]*\w)?")


def adverse(*, since: datetime | None) -> QuerySet[Decision]:
    """Decisions with a statement of reasons, oldest first.

    Args:
        since: only those made then or later; None for all.
    """
    found = Decision.objects.filter(statement__isnull=False).order_by("at", "id")
    if since is not None:
        found = found.filter(at__gte=since)
    return found.select_related("case__account", "policy", "statement", "hold").prefetch_related(
        "measures", "case__taken__finding"
    )


def decided(one: Decision) -> Decided:
    """A decision as the record has it."""
    account, policy = one.case.account, one.policy
    assert one.statement is not None  # noqa: S101 - `adverse` asks for it, and P2 keeps it
    findings = [t.finding for t in one.case.taken.all() if t.finding.found_at <= one.at]
    own: dict[str, Any] = policy.settings.get("european", {})
    return Decided(
        id=str(one.id),
        measures=[_placed(measure) for measure in one.measures.all()],
        hold=(one.hold.placed_at, one.hold.ends_at) if one.hold else None,
        by_person=one.decided_by_id is not None,
        detected=bool(findings),
        emergency=one.emergency,
        family=Family(policy.family),
        policy=one.statement.policy,
        address=f"{settings.SITE_ADDRESS}/policies/{policy.slug}/{policy.version}/",
        explanation=one.statement.explanation,
        facts=one.statement.facts,
        conduct_from=one.conduct_from,
        role=Role(account.role),
        natural_person=account.natural_person,
        written=any(finding.quotes for finding in findings),
        category=own.get("category") or _category(findings),
        keywords=own.get("keywords", []),
        known=known(one, findings),
        reported=one.case.reports.filter(opened_case=True, at__lte=one.at).exists(),
    )


def _placed(measure: Measure) -> Placed:
    return Placed(
        kind=MeasureKind(measure.kind),
        capabilities=frozenset(Capability(name) for name in measure.capabilities),
        narrow=bool(measure.contract or measure.subject or measure.member),
        thing=bool(measure.subject),
        starts_at=measure.starts_at,
        ends_at=measure.ends_at,
    )


def _category(findings: Sequence[Finding]) -> str:
    """The category that all the findings share, if they share one."""
    told = {CATEGORY_OF_DETECTOR.get(finding.detector, "") for finding in findings}
    return told.pop() if len(told) == 1 else ""


def known(one: Decision, findings: Sequence[Finding]) -> dict[str, str]:
    """Names and ids that a text of the decision might hold, each with neutral words for it.

    Besides those of the case and the team, every account whose id stands in the text.
    """
    assert one.statement is not None  # noqa: S101 - as above
    tokens = set(_TOKEN.findall(one.statement.facts))
    others = Account.objects.filter(name__in=tokens).values_list("name", flat=True)
    found = {
        "other": others,
        "team": Staff.objects.values_list("name", flat=True),
        "case": [one.case.reference],
        "thing": [finding.subject for finding in findings],
        "contract": [each for finding in findings for each in finding.contracts],
        "member": _own(one.case.account),
    }
    return {
        name: STANDS_FOR[what] for what, names in found.items() for name in names if _tells(name)
    }


def _own(account: Account) -> tuple[str, ...]:
    return account.name, account.display_name, account.email


def _tells(name: str) -> bool:
    return len(name) > 1 and not (name.isdigit() and len(name) < SHORTEST_NUMBER)
