"""Audit a log, ours or another system's, against the table of duties."""

import gc
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from goodstanding.interfaces.cli.console import complain
from goodstanding.law.duties import audit as law
from goodstanding.law.duties.breach import Breach
from goodstanding.law.duties.calendars import holidays_of
from goodstanding.law.duties.parameters import Relaxation, parameters
from goodstanding.law.duties.profiles import Platform, known
from goodstanding.law.duties.values import moment
from goodstanding.policies.platform import file as platform_file
from goodstanding.policies.platform.table import table

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Standard:
    """What a log is audited by besides the table: the platform's size, and what it relaxed."""

    platform: Platform = field(default_factory=Platform)
    relaxations: tuple[Relaxation, ...] = ()


GOLD = Standard()
"""Nothing is known of the platform, and nothing is relaxed."""


def standard_of(platform: Path | None, relaxed: Iterable[str]) -> Standard:
    """What the command line says of the platform and of relaxations.

    Args:
        platform: a `platform.toml`, or None.
        relaxed: each as `NAME=VALUE`.

    Raises:
        ValueError: the file has mistakes, or a relaxation names no parameter, or no value.
    """
    size, rows = Platform(), []
    if platform is not None:
        if mistakes := platform_file.check(platform):
            raise ValueError("\n".join(map(str, mistakes)))
        settings = platform_file.read(platform)
        size = platform_file.platform(settings)
        rows = [platform_file.relaxation(row) for row in settings["relaxation"]]
    rows += [_relaxation(one) for one in relaxed]
    parameters(frozenset({"GOLD"}), table=table(), relaxations=rows)
    return Standard(size, tuple(rows))


def _relaxation(written: str) -> Relaxation:
    name, equals, value = written.partition("=")
    if not (name and equals and value):
        msg = f"--relaxation: got {written!r}, expected NAME=VALUE, e.g. appeal_reply_max=P21D."
        raise ValueError(msg)
    said = "said on the command line"
    return Relaxation(name, value, said, "who audits", datetime.min.replace(tzinfo=UTC))


def moment_of(written: str | None) -> datetime | None:
    """A moment as people write it on the command line, without a zone in UTC.

    Raises:
        ValueError: it is none.
    """
    at = moment(written)
    if written and at is None:
        msg = f"--at: got {written!r}, expected a time like 2026-11-22T09:00:00Z."
        raise ValueError(msg)
    return at


def days(written: Iterable[str]) -> frozenset[date]:
    """Days as people write them on the command line.

    Raises:
        ValueError: one is none.
    """
    try:
        return frozenset(date.fromisoformat(one) for one in written)
    except ValueError as mistake:
        msg = f"--holiday: {mistake}; expected a day like 2026-12-25."
        raise ValueError(msg) from mistake


def audit_log(
    log: str,
    *,
    profiles: Iterable[str],
    at: datetime | None,
    holidays: AbstractSet[date] = frozenset(),
    standard: Standard = GOLD,
) -> Iterator[Breach]:
    """Every breach a log shows.

    Args:
        log: path of a file with one JSON object a line; `-` for standard input.
        profiles: the profiles to audit by; none for those of each case.
        at: the time to ask about; None for the latest event.
        holidays: days that are no business days, besides weekends and the profiles' own.
        standard: what the platform says of itself, and what it relaxed.

    Raises:
        ValueError: a profile is not in the table.
        OSError: the file cannot be read.
    """
    with nullcontext(sys.stdin.buffer) if log == STANDARD_INPUT else Path(log).open("rb") as lines:
        read = Read(events(lines))
        yield from breaches(read, profiles=profiles, at=at, holidays=holidays, standard=standard)
    if silent := read.silent():
        complain(silent)


def breaches(
    log: Iterable[Mapping[str, Any]],
    *,
    profiles: Iterable[str],
    at: datetime | None,
    holidays: AbstractSet[date] = frozenset(),
    standard: Standard = GOLD,
) -> Iterator[Breach]:
    """Every breach that events show.

    Raises:
        ValueError: a profile is not in the table.
    """
    duties = table()
    asked = known(profiles, table=duties) or None
    with _many_small_things():
        yield from law.audit(
            log,
            table=duties,
            profiles=asked,
            at=at,
            holidays=holidays | holidays_of(asked or ()),
            platform=standard.platform,
            relaxations=standard.relaxations,
        )


class Read:
    """Events as they are read, and whether an audit could say anything of them."""

    def __init__(self, log: Iterable[Mapping[str, Any]]) -> None:
        self._log, self._kinds, self._lines = log, set[str](), 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Pass each event on."""
        for event in self._log:
            self._lines += 1
            self._kinds.add(str(event.get("type") or event.get("event") or ""))
            yield event

    def silent(self) -> str:
        """Why silence means nothing: there were no events, or none that a duty reads; else ""."""
        if not self._lines:
            return "The log holds no event: nothing was audited."
        if self._kinds & law.read_kinds(table()):
            return ""
        seen = ", ".join(repr(one) for one in sorted(self._kinds - {""})[:5]) or "none with a type"
        return (
            f"type: got {seen}, in {self._lines} events, expected such as 'case.opened': no clock "
            "and no duty reads these, nothing was audited."
        )


def events(lines: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
    """Events of a log from its lines; a line that is none is passed on as unreadable (S09)."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    for number, line in enumerate(lines, start=1):
        try:
            yield decode(line.removeprefix(BOM_UTF8) if number == 1 else line)
        except (msgspec.MsgspecError, RecursionError) as mistake:
            if line.strip():
                yield {"line": number, "unreadable": str(mistake)}


@contextmanager
def _many_small_things() -> Iterator[None]:
    """Look for cycles less often: a large log makes many objects and no cycles."""
    often = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*often)


def as_line(one: Breach) -> str:
    """A breach as a line: duty, source, case, what was due when, what happened."""
    due = f"{one.what_was_due}, by {_moment(one.due_at)}" if one.due_at else one.what_was_due
    happened = f"UNDETERMINED: {one.what_happened}" if one.undetermined else one.what_happened
    return f"{one.duty} | {one.source} | {one.case} | {due} | {happened}".replace("\n", " ")


def as_json(one: Breach) -> str:
    """A breach as a line of JSON."""
    told = {
        "duty": one.duty,
        "source": one.source,
        "case": one.case,
        "due_at": one.due_at,
        "what_was_due": one.what_was_due,
        "what_happened": one.what_happened,
        "code": "UNDETERMINED" if one.undetermined else "BREACH",
    }
    return msgspec.json.encode(told).decode()


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if not at.utcoffset() else at.isoformat()
