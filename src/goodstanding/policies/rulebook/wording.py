"""A policy's text: the sections people look for, examples of both kinds, and plain words."""

import re
from collections.abc import Iterator

from goodstanding.policies.rulebook import readability

SECTIONS = (
    "## What is expected",
    "## Right and wrong",
    "## What happens",
    "## How to put it right",
)
"""The headings every text has, in this order."""

EXAMPLES = ("**Right:**", "**Wrong:**")
"""How each example in the second section begins."""

_HEADING = re.compile(r"^## .*$", re.MULTILINE)


def complaints(text: str, title: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a text, each with its line."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != f"# {title}":
        yield 1, f"got {lines[0] if lines else ''!r}, expected the title: # {title}"
    yield from _sections(text, lines)
    hard = readability.lix(text)
    if hard > readability.HARDEST:
        line, worst = max(_sentences(lines), key=lambda one: readability.lix(one[1]))
        message = (
            f"readability: LIX {hard:.0f}, expected {readability.HARDEST:.0f} or less; "
            f"one of the hardest lines begins: {' '.join(worst.split()[:6])} …"
        )
        yield line, message


def body(text: str) -> str:
    """The text without its title."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if first.startswith("# ") else text


def _sections(text: str, lines: list[str]) -> Iterator[tuple[int, str]]:
    found = [line.strip() for line in lines if line.startswith("## ")]
    for heading in SECTIONS:
        if heading not in found:
            yield len(lines) or 1, f"missing section; expected: {heading}"
        elif not section(text, heading).strip():
            yield _line(lines, heading), f"empty section: {heading}"
    known = [heading for heading in found if heading in SECTIONS]
    if known != [heading for heading in SECTIONS if heading in known]:
        yield _line(lines, known[0]), f"sections out of order; expected {', '.join(SECTIONS)}"
    if SECTIONS[1] not in found:
        return
    examples = section(text, SECTIONS[1])
    for mark in EXAMPLES:
        if mark not in examples:
            line = _line(lines, SECTIONS[1])
            yield line, f"no example; expected one that begins with {mark}"


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its kind."""
    _, _, after = text.partition(f"{heading}\n")
    following = _HEADING.search(after)
    return after[: following.start()] if following else after


def _line(lines: list[str], heading: str) -> int:
    return next(n for n, line in enumerate(lines, 1) if line.strip() == heading)


def _sentences(lines: list[str]) -> list[tuple[int, str]]:
    few = 5
    long = [(n, line) for n, line in enumerate(lines, 1) if len(line.split()) >= few]
    return long or [(1, lines[0])]
