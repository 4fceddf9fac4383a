"""Logs as one JSON object a line, without anything that tells who a person is.

Our own lines keep the words of the programmer and numbers; every other value is left out. Lines of
libraries keep their words too, but for what stands in quotes, looks like an address or a path, or
was filled in. Of an error its kind and where it happened are kept, never its message: that may say
a name.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from uuid import UUID

LEFT_OUT = "…"
PLAIN = (int, float, bool, UUID, type(None))
PERSONAL = re.compile(r"""'[^']*'|"[^"]*"|\S*@\S*|\S*/\S*|\([^)]*\)|\[[^\]]*\]|gs_\w+""")
OURS = ("event", "request", "route", "method", "status", "milliseconds")
"""What our own lines may carry beside their words: none of it is said by people."""


class JsonLines(logging.Formatter):
    """A line a record: `at`, `level`, `logger`, `message`, and what our own lines carry."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON.

        Args:
            record: what was logged.
        """
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message(record),
        }
        line |= {name: getattr(record, name) for name in OURS if _is_ours(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def message(record: logging.LogRecord) -> str:
    """What was logged, without what was said by or about people.

    Args:
        record: of the logging library.
    """
    words = PERSONAL.sub(LEFT_OUT, str(record.msg))
    if not record.args:
        return words
    filled = record.args if isinstance(record.args, dict) else _shown(record.args)
    if isinstance(filled, dict):
        filled = {name: _plain(value) for name, value in filled.items()}
    try:
        return PERSONAL.sub(LEFT_OUT, str(record.msg) % filled)
    except (TypeError, ValueError):  # a number was wanted where it was left out
        return words


def _shown(values: tuple[object, ...] | object) -> tuple[object, ...]:
    return tuple(map(_plain, values)) if isinstance(values, tuple) else (_plain(values),)


def _plain(value: object) -> object:
    return value if isinstance(value, PLAIN) else LEFT_OUT


def _is_ours(record: logging.LogRecord, name: str) -> bool:
    """Only a line of our own carries it: `request` of the framework's is the whole request."""
    return record.name.startswith("goodstanding") and hasattr(record, name)


def where(trace: TracebackType | None) -> list[str]:
    """Where an error happened, innermost last: file, line and function.

    Args:
        trace: of the error.
    """
    steps = traceback.extract_tb(trace)[-8:]
    files = [step.filename.rpartition("site-packages/")[2] for step in steps]
    return [f"{file}:{step.lineno} {step.name}" for file, step in zip(files, steps, strict=True)]
