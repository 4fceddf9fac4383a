"""A policy's folder, read: what is adopted, and its hash."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from goodstanding.policies.rulebook.mistake import SETTINGS, TEXT

Settings = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """One version of a policy as its folder holds it, free of mistakes or not."""

    settings: Settings
    text: str

    @property
    def record(self) -> bytes:
        """The published record: settings and text as JSON, always written the same way."""
        return record(self.settings, self.text)

    @property
    def hash(self) -> str:
        """The SHA-256 of the record, in hexadecimal."""
        return hashlib.sha256(self.record).hexdigest()


def read(folder: Path) -> Draft:
    """Read a policy's folder.

    Raises:
        OSError: a file is missing.
        tomllib.TOMLDecodeError: the settings are no TOML.
    """
    settings = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(settings, default=_written))
    return Draft(plain, (folder / TEXT).read_text(encoding="utf-8"))


def record(settings: Settings, text: str) -> bytes:
    """Settings and text as bytes that are the same for the same content, whatever its layout."""
    content = {"settings": settings, "text": text}
    written = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{written}\n".encode()


def moment(day: str) -> datetime:
    """A day of the settings as the moment it begins, UTC."""
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def _written(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    msg = f"settings: got {value!r}, expected what JSON can hold"
    raise TypeError(msg)
