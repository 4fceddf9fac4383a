"""Ask the detectors, and keep what they say with the evidence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from goodstanding.accounts import operations as accounts_operations
from goodstanding.detectors.detector import Detector, Screening, Suspicion
from goodstanding.detectors.registry import DETECTORS
from goodstanding.events import queries as events
from goodstanding.findings import queries
from goodstanding.findings.models import Finding, SetAside
from goodstanding.policies import queries as policies
from goodstanding.policies.models import PolicyVersion

Progress = Callable[[int], None]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def examine(
    *, accounts: Collection[str] | None, at: datetime, progress: Progress | None = None
) -> list[Finding]:
    """Run every detector of every policy in force over members' records; keep what is new.

    Args:
        accounts: names of the members to examine; None for everyone. Detectors that compare
            members with each other are asked for everyone only.
        at: now.
        progress: told how many records have been examined so far.

    Returns:
        The findings that were not known before.
    """
    found: list[Finding] = []
    aside = queries.aside()
    done = 0
    for policy in policies.all_in_force(at=at):
        for name in policy.detectors:
            if DETECTORS[name].compares and accounts is not None:
                continue
            detector, settings = DETECTORS[name], policy.settings["detector"][name]
            screen = ""
            if accounts is None and isinstance(detector, Screening):
                screen = detector.screen(settings)
            told = events.relation(detector.relation, accounts=accounts, screen=screen)
            for account, read in told:
                known = {key: ids for key, ids in aside.items() if key == (account, name)}
                rows = queries.counting(read, known)
                suspicions = detector.examine(account, rows, settings)
                found += _keep(policy, detector, suspicions, at=at)
                done += 1
                if progress:
                    progress(done)
    return found


@transaction.atomic
def set_aside(*, findings: Iterable[Finding], cause: str, at: datetime) -> list[SetAside]:
    """Let findings count no longer, nor what they rest on; once each.

    Args:
        findings: the findings.
        cause: what undid them, e.g. `reversal 3`.
        at: now.
    """
    return [
        SetAside.objects.get_or_create(finding=one, defaults={"cause": cause, "at": at})[0]
        for one in findings
    ]


@transaction.atomic
def _keep(
    policy: PolicyVersion, detector: Detector, suspicions: Sequence[Suspicion], *, at: datetime
) -> list[Finding]:
    return list(_new(policy, detector, suspicions, at=at))


def _new(
    policy: PolicyVersion, detector: Detector, suspicions: Sequence[Suspicion], *, at: datetime
) -> Iterator[Finding]:
    """Keep the suspicions that reach a tier and were not found at that tier or above before."""
    for one in suspicions:
        if one.tier == 0:
            continue
        account = accounts_operations.mention(name=one.account, role="contractor", at=at)
        known = Finding.objects.filter(
            account=account, detector=detector.name, key=one.key, tier__gte=one.tier
        )
        if known.exists():
            continue
        judged = policies.in_force(policy.slug, at=_moment(one.conduct_from)) or policy
        finding, new = Finding.objects.get_or_create(
            account=account,
            detector=detector.name,
            key=one.key,
            tier=one.tier,
            defaults={"policy": judged, "found_at": at} | _said(one),
        )
        if new:
            yield finding


def _said(one: Suspicion) -> dict[str, object]:
    return {
        "e_value": min(one.e_value, 1e300),
        "counts": dict(one.counts),
        "sentence": str(one.sentence),
        "rows": list(one.rows),
        "contracts": list(one.contracts),
        "subject": one.subject,
        "quotes": list(one.quotes),
        "conduct_from": _moment(one.conduct_from),
        "conduct_until": _moment(one.conduct_until),
    }


def _moment(microseconds: int) -> datetime:
    """A detector's time as a moment.

    Args:
        microseconds: since 1970, UTC.
    """
    return EPOCH + timedelta(microseconds=microseconds)
