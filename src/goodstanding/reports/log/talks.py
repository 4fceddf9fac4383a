"""Talks with a person, asked for and held, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q

from goodstanding.cases.models import Case, Representative, Talk, TalkRequest
from goodstanding.reports.log.line import CHUNK, Fields, Line


def asked(*, at: datetime) -> Iterator[Line]:
    """Each talk that was asked for, and who speaks for the member."""
    found = TalkRequest.objects.filter(at__lte=at).select_related("case")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "case_id": one.case.reference,
            "channel": "portal",
            "representative_id": representative(one.case, one.at),
        }
        yield Line(one.at, "hearing.requested", one.by, fields)


def representative(case: Case, at: datetime) -> str | None:
    """Who spoke for the member at a time."""
    spoke = Representative.objects.filter(Q(end=None) | Q(end__at__gt=at), case=case, at__lte=at)
    return spoke.order_by("at").values_list("name", flat=True).last()


def acting(case: Case, by: str) -> str | None:
    """Who it was, where somebody acted for the member and not the member themself."""
    if by in {"", case.account.name}:
        return None
    spoke = case.representatives.select_related("case__account")
    return next((one.name for one in spoke if str(one) == by), None)


def held(*, at: datetime) -> Iterator[Line]:
    """Each talk that was held, or offered where the member did not come."""
    found = Talk.objects.filter(at__lte=at, recorded_at__lte=at)
    found = found.annotate(reference=F("request__case__reference"))
    found = found.select_related("by", "representative")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "case_id": one.reference,
            "channel": "talk" if one.held else "talk offered",
            "human_id": one.by.name,
            "representative_id": one.representative.name if one.representative else None,
            "points": [one.said],
        }
        yield Line(one.at, "hearing.held", one.by.name, fields)
