"""What we did so far, and how long people waited: counted from the record, for everyone."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goodstanding.cases import queries as cases
from goodstanding.config.clock import now
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.public import serving
from goodstanding.policies import queries as policies
from goodstanding.reports.transparency import FEWEST, Pace, figures, pace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

A_YEAR = timedelta(days=365)
"""How far back the pages go, to the start of a month."""
HOUR = timedelta(hours=1)
cached = cache_control(public=True, max_age=3600)


@audience("public")
@require_safe
@cached
def transparency(request: HttpRequest) -> HttpResponse:
    """What was decided, by whom, what came of appeals, and which clocks we missed."""
    since, until = _year(now())
    page = {
        "marketplace": settings.MARKETPLACE_NAME,
        "sheets": figures(since=since, until=until),
        "rules": cases.rules(at=until),
        "platform": next(iter(policies.platforms()), None),
        "since": since,
        "until": until,
        "fewest": FEWEST,
    }
    return serving.page(request, "public/transparency.html", page)


@audience("public")
@require_safe
@cached
def transparency_csv(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The same counts as a table; a count too small to be told has no number."""
    since, until = _year(now())
    sheets = figures(since=since, until=until)
    rows = ((slug, what, "" if n is None else n) for one in sheets for slug, what, n in one.rows())
    return _csv("transparency.csv", ("sheet", "what", "count"), rows)


@audience("public")
@require_safe
@cached
def transparency_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The same counts, with each rule's error rate, for programs."""
    since, until = _year(now())
    sheets = figures(since=since, until=until)
    told = {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "counts": [
            {"sheet": slug, "what": what, "count": n}
            for one in sheets
            for slug, what, n in one.rows()
        ],
        "rules": [
            {
                "rule": one.rule,
                "decisions": one.made,
                "reversed": one.overturned,
                "upper_bound": round(one.bound, 6),
                "limit": one.limit,
                "acts_alone": one.decides and one.alone,
            }
            for one in cases.rules(at=until)
        ],
    }
    return JsonResponse(told)


@audience("public")
@require_safe
@cached
def status(request: HttpRequest) -> HttpResponse:
    """How long people waited for a first word, a decision, an answer, a talk."""
    since, until = _year(now())
    found = pace(since=since, until=until)
    longest = max((m.most for one in found for m in one.months if m.most), default=HOUR)
    page = {
        "paces": [(one, _bars(one, longest)) for one in found],
        "since": since,
        "fewest": FEWEST,
    }
    return serving.page(request, "public/status.html", page)


@audience("public")
@require_safe
@cached
def status_csv(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The same as a table, in hours."""
    since, until = _year(now())
    rows = (
        (
            one.slug,
            f"{m.month:%Y-%m}",
            _blank(m.number),
            _hours(m.half),
            _hours(m.most),
            "" if m.kept is None else f"{m.kept:.4f}",
        )
        for one in pace(since=since, until=until)
        for m in one.months
    )
    head = ("wait", "month", "number", "half_hours", "nine_in_ten_hours", "share_in_time")
    return _csv("status.csv", head, rows)


def _year(at: datetime) -> tuple[datetime, datetime]:
    back = (at - A_YEAR).astimezone(UTC)
    return back.replace(day=1, hour=0, minute=0, second=0, microsecond=0), at


def _bars(one: Pace, longest: timedelta) -> Sequence[tuple[date, str, str, str, str, float, float]]:
    """Each month in words, and how long its two bars are, of 100."""
    return [
        (
            m.month,
            f"{m.number:,}" if m.number is not None else f"fewer than {FEWEST}",
            spoken(m.half),
            spoken(m.most),
            "" if m.kept is None else f"{m.kept:.0%}".replace("%", " %"),
            100 * (m.half / longest) if m.half else 0.0,
            100 * (m.most / longest) if m.most else 0.0,
        )
        for m in one.months
    ]


def spoken(time: timedelta | None) -> str:
    """A time as people say it: "5 hours", "2.5 days"; "not told" where there is none."""
    if time is None:
        return "not told"
    hours = time / HOUR
    if hours < 48:  # noqa: PLR2004 - two days
        return "under an hour" if hours < 1 else f"{hours:.0f} hours"
    return f"{hours / 24:.1f} days"


def _hours(time: timedelta | None) -> str:
    return "" if time is None else f"{time / HOUR:.2f}"


def _blank(number: int | None) -> str:
    return "" if number is None else str(number)


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(head)
    table.writerows(rows)
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8", headers=named)
