"""Files that people take away: as an answer to a browser, and noted with who took how much."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.http import HttpResponse

from goodstanding.reports import operations as reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from goodstanding.accounts.models import Account, Staff

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
"""What a browser is told a file is, by its ending."""


def taken(
    request: HttpRequest,
    content: str | bytes,
    name: str,
    *,
    rows: int,
    account: Account | None,
    by: Staff | str,
    at: datetime,
) -> HttpResponse:
    """A file as an answer; that it was taken away is kept.

    Args:
        request: what was asked for.
        content: of the file.
        name: of the file; its ending says what it is.
        rows: how many rows or entries it holds.
        account: whose record it is; None where it is not of one member.
        by: the person of the team; else in words who it is.
        at: now.
    """
    address = request.get_full_path()
    reports.note_export(what=name, address=address, rows=rows, account=account, by=by, at=at)
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = KINDS[name.rpartition(".")[2]]
    return HttpResponse(content, content_type=kind, headers=named)


def written(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180): its heads, then its lines."""
    told = io.StringIO()
    table = csv.writer(told, lineterminator="\r\n")
    table.writerow(heads)
    table.writerows(lines)
    return told.getvalue()


def counted(table: str) -> int:
    r"""How many lines a table has under its heads.

    >>> counted(written(("who",), [["Ann"], ["two\nlines"]]))
    2
    """
    return max(0, sum(1 for _ in csv.reader(io.StringIO(table))) - 1)


def entries(file: Mapping[str, object]) -> int:
    """How many entries the lists of a member's file hold, tables in one another counted once.

    >>> entries({"account": {"name": "ann"}, "cases": [{}, {}], "votes": []})
    2
    """
    return sum(len(part) for part in file.values() if isinstance(part, list))
