"""What changed between two versions of a policy, word by word, for people who read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.policies.models import PolicyVersion

SAME, GONE, NEW = "same", "gone", "new"

_WORD = re.compile(r"\s+|[\w'\u2019-]+|[^\w\s]")
_MARKS = re.compile(r"^\s*(?:#+|[-*+])\s+|\*\*", re.MULTILINE)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_ALIKE = 0.4
"""Paragraphs that share less than this are two different ones, not one that was changed."""

NOT_A_RULE = {"version", "why", "announced", "announced_where", "in_force_from"}
"""Settings that differ between any two versions and say nothing of what is expected."""


@dataclass(frozen=True)
class Piece:
    """Some words: `how` is `same`, `gone` or `new`."""

    how: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either version, or of both: what it said before, and what it says after.

    Attributes:
        pieces: both in one, in reading order.
        heading: whether it is one, before or after.
    """

    pieces: Sequence[Piece]
    heading: bool = False

    @property
    def how(self) -> str:
        """`same`, `gone`, `new`, or `changed` where some of its words are."""
        kinds = {piece.how for piece in self.pieces}
        return kinds.pop() if len(kinds) == 1 else "changed"

    @property
    def before(self) -> list[Piece]:
        """What stood there before; empty for a new paragraph."""
        return [piece for piece in self.pieces if piece.how != NEW]

    @property
    def after(self) -> list[Piece]:
        """What stands there now; empty for one that is gone."""
        return [piece for piece in self.pieces if piece.how != GONE]


@dataclass(frozen=True)
class Setting:
    """A number or list of the settings that is not what it was; "" where there is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What changed from one version of a policy to another."""

    before: PolicyVersion
    after: PolicyVersion
    paragraphs: Sequence[Paragraph]
    settings: Sequence[Setting]

    @property
    def changed(self) -> list[Paragraph]:
        """The paragraphs that are not as they were, each under the heading it stands under."""
        found: list[Paragraph] = []
        heading: Paragraph | None = None
        for one in self.paragraphs:
            if one.heading and one.how == SAME:
                heading = one
            elif one.how != SAME:
                found += [one] if heading is None else [heading, one]
                heading = None
        return found


def between(before: PolicyVersion, after: PolicyVersion) -> Difference:
    """What changed from one version to another, in text and settings."""
    return Difference(
        before, after, texts(before.text, after.text), settings(before.settings, after.settings)
    )


def texts(before: str, after: str) -> list[Paragraph]:
    """The paragraphs of two texts side by side, changed ones word by word."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph([Piece(SAME, text)]) for text in old[i:j]]
        else:
            found += _paired(old[i:j], new[k:m])
    heads = {_MARKS.sub("", line).strip() for line in _HEADING.findall(f"{before}\n{after}")}
    return [Paragraph(one.pieces, heading=_said(one) in heads) for one in found]


def _said(one: Paragraph) -> str:
    return "".join(piece.text for piece in one.after or one.before)


def settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Setting]:
    """The settings that differ, by name; those that merely date and number a version do not."""
    old, new = dict(_flat(before)), dict(_flat(after))
    names = [*old, *(name for name in new if name not in old)]
    return [
        Setting(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if name not in NOT_A_RULE and old.get(name, "") != new.get(name, "")
    ]


def _paragraphs(text: str) -> list[str]:
    """Paragraphs, headings and list items of a Markdown text, each on one line."""
    parts = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+#|]|\d+\.)\s)", text)
    plain = (_LINK.sub(r"\1 (\2)", _MARKS.sub("", part)) for part in parts)
    return [" ".join(part.split()) for part in plain if part.strip()]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that took each other's place: the alike ones as one, in the order of the new."""
    left = list(old)
    for text in new:
        twin = max(left, key=lambda one: _alike(one, text), default=None)
        if twin is None or _alike(twin, text) < _ALIKE:
            yield Paragraph([Piece(NEW, text)])
            continue
        at = left.index(twin)
        yield from (Paragraph([Piece(GONE, one)]) for one in left[:at])
        left = left[at + 1 :]
        yield Paragraph(list(_words(twin, text)))
    yield from (Paragraph([Piece(GONE, one)]) for one in left)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[i:j]))
            continue
        if i < j:
            yield Piece(GONE, "".join(old[i:j]))
        if k < m:
            yield Piece(NEW, "".join(new[k:m]))


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Settings a line each: the dotted name with numbers from 1 in lists, the value in words."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for number, one in enumerate(value, 1):
            yield from _flat(one, f"{name} {number}")
    elif isinstance(value, list):
        yield name, ", ".join(map(str, value))
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    else:
        yield name, str(value)
