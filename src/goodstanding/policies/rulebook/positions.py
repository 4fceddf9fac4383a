"""On which line each key of a TOML file stands; the standard library's reader forgets it."""

import re
from collections import Counter
from itertools import accumulate

Path = tuple[str | int, ...]
"""Keys, and places in arrays of tables, from the top of the file to a value."""

_TOKEN = re.compile(
    r"""
      (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<note>\#[^\n]*)
    | (?P<open>[\[{]) | (?P<close>[\]}])
    | (?P<end>\n)
    | (?P<other>[^\n"'\#\[\]{}]+ | .)
    """,
    re.VERBOSE | re.DOTALL,
)
_HEAD = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PART = re.compile(r"""\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:\.|$)""")
_ASSIGNMENT = re.compile(r"""\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")


class Positions:
    """The lines of a TOML file's keys."""

    def __init__(self, source: str) -> None:
        """Read the positions out of TOML that is known to be well formed."""
        self._lines: dict[Path, int] = {(): 1}
        self._arrays: Counter[Path] = Counter()
        table: Path = ()
        for number, statement in _statements(source):
            if head := _HEAD.match(statement):
                table = self._opened(_keys(head[2]), is_array=head[1] == "[[")
                self._lines.setdefault(table, number)
            elif assignment := _ASSIGNMENT.match(statement):
                self._lines[table + _keys(assignment[1])] = number

    def line(self, path: Path) -> int:
        """The line of a key, or of the nearest thing around it that has one."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def under(self, path: Path) -> list[Path]:
        """All keys inside a table, deepest first."""
        inside = [p for p in self._lines if p[: len(path)] == path and len(p) > len(path)]
        return sorted(inside, key=len, reverse=True)

    def _opened(self, keys: Path, *, is_array: bool) -> Path:
        """The path a table's header opens, with the place of each array of tables on the way."""
        if is_array:
            self._arrays[self._placed(keys[:-1]) + keys[-1:]] += 1
        return self._placed(keys)

    def _placed(self, keys: Path) -> Path:
        path: Path = ()
        for key in keys:
            path += (key,)
            if path in self._arrays:
                path += (self._arrays[path] - 1,)
        return path


def _statements(source: str) -> list[tuple[int, str]]:
    """Each header and each assignment with its line; values over many lines stay in one piece."""
    found, start, depth, piece = [], 1, 0, ""
    tokens = list(_TOKEN.finditer(source + "\n"))
    lines = accumulate((one[0].count("\n") for one in tokens), initial=1)
    for token, line in zip(tokens, lines, strict=False):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if token.lastgroup == "end" and not depth:
            found.append((start, piece))
            start, piece = line + 1, ""
        elif token.lastgroup != "note":
            piece += token[0]
    return found


def _keys(dotted: str) -> Path:
    parts = (match.groups() for match in _PART.finditer(dotted))
    return tuple(next(part for part in groups if part is not None) for groups in parts)
