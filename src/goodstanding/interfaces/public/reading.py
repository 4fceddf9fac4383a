"""Policies made readable on a page: Markdown as HTML, and long tables in parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from goodstanding.policies.queries import Page, Table

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_EXAMPLE = re.compile(r"<p><strong>(Right|Wrong):</strong>")
LONG = 15
"""A table of more rows than this is told in parts, one for each entry of its first column."""


@dataclass(frozen=True)
class Sheet:
    """A table, or a part of one.

    `title` is what the first column of this part says, and `about` the kinds of work it is for.
    """

    title: str
    about: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def html(text: str) -> SafeString:
    """Markdown as sanitised HTML, its examples marked; raw HTML in it is shown as text."""
    clean = nh3.clean(_MARKDOWN.render(text))
    marked = _EXAMPLE.sub(
        lambda example: f'<p class="{example[1].lower()}">{example[0][3:]}', clean
    )
    return mark_safe(marked)  # noqa: S308 - nh3 has cleaned it, and the classes are ours


def lines(settings: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """A detector's settings a line each: the dotted name, and the value in words."""
    for key, value in settings.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            yield from lines(value, here)
        else:
            yield (
                ".".join(here),
                "; ".join(map(str, value)) if isinstance(value, list) else str(value),
            )


def sheets(page: Page) -> list[Sheet]:
    """The tables of thresholds of a policy, long ones in parts."""
    return [sheet for table in page.tables for sheet in _parts(table, page)]


def _parts(table: Table, page: Page) -> Iterator[Sheet]:
    if len(table.rows) <= LONG:
        yield Sheet("", (), table.headings, table.rows)
        return
    for first, rows in groupby(table.rows, key=lambda row: row[0]):
        kinds = [kind for kind, rate in page.tolerated if rate == first]
        yield Sheet(
            f"{table.headings[0]}: {first}", kinds, table.headings[1:], [row[1:] for row in rows]
        )
