"""Rules, cases, evidence, and the hearing, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch

from goodstanding.accounts import queries as accounts
from goodstanding.cases.models import Answer, Case, CaseFinding, Letter, PreliminaryNotice
from goodstanding.cases.operations.reporting import REPORTED
from goodstanding.law.duties.profiles import Platform
from goodstanding.policies.models import PolicyVersion
from goodstanding.reports.log import talks
from goodstanding.reports.log.line import AUTOMATION, CHUNK, KINDS, Fields, Line, stamp


def rules(*, at: datetime) -> Iterator[Line]:
    """Each version of a policy, published."""
    versions = PolicyVersion.objects.filter(announced_at__lte=at)
    next_one: dict[tuple[str, int], datetime] = {
        (one.slug, one.version - 1): one.in_force_from for one in versions
    }
    for one in versions.order_by("announced_at", "id").iterator(chunk_size=CHUNK):
        retired = next_one.get((one.slug, one.version))
        yield Line(one.announced_at, "rule.published", one.adopted_by, _rule(one, retired))


def _rule(one: PolicyVersion, retired: datetime | None) -> Fields:
    ladder = [KINDS[step["measure"]] for step in one.settings.get("ladder", [])]
    return {
        "rule_id": one.slug,
        "version": one.version,
        "text_hash": one.hash,
        "languages": ["en"],
        "grounds": [one.family],
        "range": sorted({*ladder, "no_action", "monetary_hold"}),
        "published_at": stamp(one.announced_at),
        "enforceable_at": stamp(one.in_force_from),
        "retired_at": stamp(retired),
    }


def cases(*, at: datetime) -> Iterator[Line]:
    """Each case, opened."""
    found = Case.objects.filter(opened_at__lte=at).select_related("account", "policy")
    for one in found.order_by("opened_at", "id").iterator(chunk_size=CHUNK):
        yield Line(one.opened_at, "case.opened", one.opened_by, _case(one))


def _case(one: Case) -> Fields:
    account = one.account
    concerned = accounts.subject(account, at=one.opened_at, platform=Platform())
    return {
        "case_id": one.reference,
        "subject": account.name,
        "subject_role": account.role,
        "is_natural_person": account.natural_person,
        "residence": concerned.residence or None,
        "work_location": concerned.work_location or concerned.residence or None,
        "capacity": concerned.capacity or None,
        "sells_to": sorted(concerned.sells_to) or None,
        "months": concerned.months,
        "language": account.language,
        "source_type": "notice" if one.opened_by == REPORTED else "own_initiative",
        "tools": one.policy.detectors if one.opened_by == AUTOMATION else [],
    }


def evidence(*, at: datetime) -> Iterator[Line]:
    """Each finding taken into a case."""
    found = CaseFinding.objects.filter(at__lte=at).select_related("case", "finding")
    found = found.prefetch_related("case__withholdings")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        finding = one.finding
        fields: Fields = {
            "case_id": one.case.reference,
            "evidence_id": str(finding.id),
            "class": finding.detector,
            "collected_at": stamp(finding.found_at),
            "relied_on": True,
            "withheld_reason": _withheld(one),
            "tool": finding.detector,
        }
        yield Line(one.at, "evidence.added", finding.detector, fields)


def _withheld(one: CaseFinding) -> str | None:
    """Under which code the finding was ever kept from its member."""
    codes = (kept.code for kept in one.case.withholdings.all() if kept.finding_id == one.finding_id)
    return next((code.upper() for code in codes), None)


def preliminary(*, at: datetime) -> Iterator[Line]:
    """Each preliminary notice; which rights it tells is read in its own words."""
    taken = Prefetch("case__taken", CaseFinding.objects.order_by("at"))
    found = PreliminaryNotice.objects.filter(served_at__lte=at)
    found = found.select_related("case", "notice", "by").prefetch_related(taken)
    for one in found.order_by("served_at", "id").iterator(chunk_size=CHUNK):
        words = one.notice.text
        fields: Fields = {
            "case_id": one.case.reference,
            "proposed": KINDS[one.proposed],
            "reasons": one.notice.subject,
            "evidence": [str(t.finding_id) for t in one.case.taken.all() if t.at <= one.served_at],
            "respond_by": stamp(one.respond_by),
            "discussion_right": "talk to a person" in words,
            "representation_right": "speak for you" in words,
        }
        yield Line(one.served_at, "preliminary.sent", one.by.name, fields)


def responses(*, at: datetime) -> Iterator[Line]:
    """Each answer of a member, or of who speaks for them, and how it came."""
    mailed = Letter.objects.filter(receipt=OuterRef("receipt"))
    found = Answer.objects.filter(at__lte=at).select_related("case__account")
    found = found.annotate(by_mail=Exists(mailed))
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "case_id": one.case.reference,
            "channel": "mail" if one.by_mail else "portal",
            "representative_id": talks.acting(one.case, one.by),
        }
        yield Line(one.at, "response.received", one.by, fields)
