"""Everything the record holds about a member, as plain values they can read and take with them.

GDPR-15, SEA-070, SEA-080 (G12, G26); promise P10: nothing relied on is left out, but what is
withheld, which is listed with its code and date.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from goodstanding.accounts.models import Account
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import binding, sight
from goodstanding.cases.models import Strike
from goodstanding.cases.queries import reports
from goodstanding.events.queries import EventRow, moment
from goodstanding.findings import queries as findings
from goodstanding.findings.models import Finding
from goodstanding.funds import queries as funds
from goodstanding.funds.models import Entry, LedgerAccount
from goodstanding.law.terms import Money
from goodstanding.notices import queries as notices
from goodstanding.notices.models import Notice
from goodstanding.policies import queries as policies
from goodstanding.reports.file import casework, said

Part = dict[str, Any]
TIMES = frozenset({"at", "ended"})
"""Columns of a detector that hold moments."""


def gather(account: Account, *, at: datetime) -> Part:
    """A member's whole file at a time, as plain values (text, numbers, lists, tables).

    Args:
        account: the member; suspended or not makes no difference.
        at: now.

    Returns:
        Parts by name; each is written so that a person can read it.
    """
    own = [casework.case(one, at=at) for one in cases.of(account).order_by("opened_at")]
    return {
        "made_at": at,
        "account": _account(account),
        "law_that_binds": sorted(binding.of(account, at=at).profiles),
        "withheld": [kept | {"case": one["reference"]} for one in own for kept in one["withheld"]],
        "cases": own,
        "findings": list(_findings(account, at=at)),
        "figures": list(_figures(account, at=at)),
        "strikes": [_strike(one, at=at) for one in Strike.objects.filter(account=account)],
        "notices": [_notice(one) for one in notices.of(account).order_by("created_at", "id")],
        "money": _money(account),
        "reports_made": [casework.report(one) for one in reports.made_by(account)],
        "comments": said.comments(account),
        "votes": said.votes(account),
    }


def _account(account: Account) -> Part:
    return {
        "name": account.name,
        "role": account.role,
        "display_name": account.display_name,
        "email": account.email,
        "language": account.language,
        "country": account.country,
        "natural_person": account.natural_person,
        "registered_at": account.registered_at,
    }


def _findings(account: Account, *, at: datetime) -> Iterator[Part]:
    """Every finding, also those that led to nothing; what is not shown now is left to its case."""
    hidden = {
        seen.finding.pk
        for case in cases.of(account)
        for seen in sight.of(case, at=at)
        if not seen.is_shown
    }
    for one in findings.of(account).order_by("found_at", "id"):
        if one.pk not in hidden:
            yield _finding(one)


def _finding(one: Finding) -> Part:
    taken = getattr(one, "taken", None)
    return {
        "id": str(one.pk),
        "case": taken.case.reference if taken else None,
        "policy": f"{one.policy.slug}, version {one.policy.version}",
        "detector": one.detector,
        "sentence": one.sentence,
        "e_value": one.e_value,
        "tier": one.tier,
        "counts": one.counts,
        "about": one.subject or None,
        "contracts": one.contracts,
        "quotes": one.quotes,
        "conduct_from": one.conduct_from,
        "conduct_until": one.conduct_until,
        "found_at": one.found_at,
        "led_to": sorted({each.decision.measure for each in one.relied.select_related("decision")}),
        "records": [_row(row) for row in findings.evidence(one, limit=len(one.rows))],
    }


def _row(row: EventRow) -> Part:
    told = {name: value for name, value in row.body.items() if value not in (None, "")}
    return {"id": row.id, "at": row.at, "kind": row.kind, "told_by": row.source, **told}


def _figures(account: Account, *, at: datetime) -> Iterator[Part]:
    """Every score as it stands now, with everything it is made of."""
    hidden = sight.hidden_detectors(account, at=at)
    for policy in policies.all_in_force(at=at):
        for one in findings.record(account, policy):
            if one.rows and (policy.slug, one.detector) not in hidden:
                yield {
                    "policy": f"{policy.slug}, version {policy.version}",
                    "detector": one.detector,
                    "figure": one.figure.label,
                    "yours": one.figure.own,
                    "tolerated": one.figure.tolerated,
                    "distance": one.figure.distance,
                    "inputs": [_input(row) for row in one.rows],
                    "path": [{"at": moment(p.at), "e_value": p.e_value} for p in one.path],
                }


def _input(row: Any) -> Part:  # noqa: ANN401 - each detector has columns of its own
    return {name: moment(value) if name in TIMES else value for name, value in row.items()}


def _strike(one: Strike, *, at: datetime) -> Part:
    return {
        "case": one.decision.case.reference,
        "policy": one.slug,
        "at": one.at,
        "expires_at": one.expires_at,
        "counts": not hasattr(one, "removal") and at < one.expires_at,
    }


def _notice(one: Notice) -> Part:
    opening = getattr(one, "opening", None)
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "reference": one.reference,
        "subject": one.subject,
        "text": one.text,
        "signed_by": one.signed_by,
        "at": one.created_at,
        "delivered_at": notices.delivered_at(one),
        "opened_at": opening.at if opening else None,
    }


def _money(account: Account) -> Part:
    balances = funds.balances(account)
    return {
        "balances": [
            {"contract": pot.contract, "payable": str(one.payable), "held": str(one.held)}
            for pot, one in balances.items()
        ],
        "holds": [_hold(one) for one in funds.holds(account)],
        "entries": list(_entries(account)),
    }


def _hold(one: funds.HoldView) -> Part:
    return {
        "placed_at": one.placed_at,
        "ends_at": one.ends_at,
        "released_at": one.released_at,
        "ground": one.ground,
        "lapses_at": one.lapses_at,
        "looks": [{"at": look.at, "by": look.by, "reasons": look.reasons} for look in one.looks],
        "parts": [f"{part.money} of contract {part.contract}" for part in one.parts],
    }


def _entries(account: Account) -> Iterator[Part]:
    """Every movement in or out of the member's pots, in order."""
    pots = LedgerAccount.objects.filter(owner=account).exclude(purpose="marketplace")
    moved = Entry.objects.filter(Q(source__in=pots) | Q(target__in=pots))
    for one in moved.select_related("source", "target").order_by("at", "id"):
        mine = one.target if one.target.owner_id == account.pk else one.source
        yield {
            "at": one.at,
            "amount": str(Money(one.amount, mine.currency)),
            "contract": mine.contract,
            "from": one.source.purpose,
            "to": one.target.purpose,
            "cause": one.cause,
            "by": one.by,
        }
