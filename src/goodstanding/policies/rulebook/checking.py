"""Every mistake in a policy's folder, with file and line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from goodstanding.detectors.registry import DETECTORS
from goodstanding.law import clocks
from goodstanding.law.terms import Family
from goodstanding.policies.rulebook import form, ladder, protected, remedy, wording
from goodstanding.policies.rulebook.form import Complaint
from goodstanding.policies.rulebook.mistake import SETTINGS, TEXT, Mistake
from goodstanding.policies.rulebook.positions import Positions

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def folders(rulebook: Path) -> list[Path]:
    """The folders of all policies in a rulebook, by name."""
    found = {path.parent for name in (SETTINGS, TEXT) for path in rulebook.glob(f"*/{name}")}
    return sorted(found)


def check(folder: Path) -> list[Mistake]:
    """Every mistake in a policy's folder, in order of file and line; empty when all is well."""
    missing = [
        Mistake(folder / name, 1, "no such file; a policy has policy.toml and policy.md")
        for name in (SETTINGS, TEXT)
        if not (folder / name).is_file()
    ]
    return missing or sorted(_all(folder))


def _all(folder: Path) -> Iterator[Mistake]:
    file, text_file = folder / SETTINGS, folder / TEXT
    source, text = file.read_text(encoding="utf-8"), text_file.read_text(encoding="utf-8")
    try:
        settings = tomllib.loads(source)
    except tomllib.TOMLDecodeError as mistake:
        at = _AT_LINE.search(str(mistake))
        yield Mistake(file, int(at[1]) if at else len(source.splitlines()) or 1, str(mistake))
        return
    positions = Positions(source)
    complaints = dict.fromkeys(
        (*_settings(settings, folder.name), *_detectors(settings, positions))
    )
    for path, message in complaints:
        yield Mistake(file, positions.line(path), message)
    for line, message in wording.complaints(text, str(settings.get("title", ""))):
        yield Mistake(text_file, line, message)


def _settings(settings: Mapping[str, Any], folder: str) -> Iterator[Complaint]:
    yield from form.complaints(settings)
    if settings.get("slug") != folder:
        yield ("slug",), f"slug: got {settings.get('slug')!r}, expected the folder's name, {folder}"
    yield from _dates(settings)
    if isinstance(settings.get("remedy"), dict):
        yield from remedy.complaints(settings["remedy"], form.steps(settings))
    if settings.get("family") not in list(Family):
        return
    family = Family(settings["family"])
    yield from ladder.complaints(form.steps(settings), family)
    if settings.get("may_withhold") and family != Family.FRAUD:
        yield ("may_withhold",), f"may_withhold: only fraud lets facts be withheld, not {family}"


def _dates(settings: Mapping[str, Any]) -> Iterator[Complaint]:
    names = ("announced", "in_force_from")
    if not all(name in settings and form.TOP[name].fits(settings[name]) for name in names):
        return
    earliest = settings["announced"] + clocks.RULE_LEAD
    if settings["in_force_from"] < earliest:
        message = (
            f"in_force_from: got {settings['in_force_from']}, expected {earliest} or later: "
            f"a policy is announced {clocks.RULE_LEAD.days} days before it binds"
        )
        yield ("in_force_from",), message


def _detectors(settings: Mapping[str, Any], positions: Positions) -> Iterator[Complaint]:
    named = settings.get("detectors")
    names = [one for one in named if isinstance(one, str)] if isinstance(named, list) else []
    tables = settings.get("detector")
    tables = tables if isinstance(tables, dict) else {}
    for name in sorted({*names, *tables}):
        if name not in DETECTORS:
            where = ("detector", name) if name in tables else ("detectors",)
            yield where, f"{name}: no such detector; expected {', '.join(sorted(DETECTORS))}"
        elif name not in names:
            yield ("detector", name), f"{name}: set but not used; name it in detectors"
        elif not isinstance(tables.get(name), dict):
            yield ("detectors",), f"{name}: has no settings; expected a table [detector.{name}]"
        else:
            yield from _detector(name, tables[name], settings.get("family"), positions)


def _detector(
    name: str, settings: dict[str, Any], family: object, positions: Positions
) -> Iterator[Complaint]:
    detector = DETECTORS[name]
    if family in list(Family) and family != detector.family:
        yield ("detectors",), f"{name}: finds {detector.family}, not {family}"
    yield from protected.complaints(name, settings, detector)
    for message in detector.check(settings):
        yield _where(name, message, positions), f"{name}: {message}"


def _where(name: str, message: str, positions: Positions) -> tuple[str | int, ...]:
    """The key that a detector's complaint is about: the deepest one it names."""
    table = ("detector", name)
    for path in positions.under(table):
        dotted = ".".join(map(str, path[len(table) :]))
        if re.search(rf"(?<![\w.]){re.escape(dotted)}(?![\w-])", message):
            return path
    return table
