"""Logs for the audit, made in a line: the table as it is published, and events as people say."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from goodstanding.law.duties.audit import audit
from goodstanding.law.duties.reading import parse

TABLE = Path(__file__).parents[3] / "src/goodstanding/law/duties/table.json"
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@cache
def table():
    return parse(TABLE.read_text(encoding="utf-8"))


def day(n, hours=0):
    return MONDAY + timedelta(days=n, hours=hours)


def event(what, at, **fields):
    return {"type": what, "at": at.isoformat(), "actor": "max", **fields}


def numbered(events):
    return [{**one, "seq": n} for n, one in enumerate(events, start=1)]


def breaches(events, **options):
    return list(audit(events, table=table(), **options))


def duties(events, **options):
    return {one.duty for one in breaches(events, **options)}
