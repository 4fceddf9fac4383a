"""Read events as told, and say what is wrong with those that are not in the vocabulary."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Union

import msgspec

from goodstanding.events.vocabulary import KINDS, Event
from goodstanding.events.vocabulary.expected import expected

AnyEvent = Union[tuple(KINDS.values())]  # type: ignore[valid-type]  # noqa: UP007
Aware = Annotated[datetime, msgspec.Meta(tz=True)]

_FIELD = re.compile(r"`\$?\.?(\w+)[^`]*`$")
_MANY = msgspec.json.Decoder(list[AnyEvent])  # type: ignore[valid-type]
_EACH = msgspec.json.Decoder(list[msgspec.Raw])
_ONE = msgspec.json.Decoder(AnyEvent)
_UNKNOWN_KIND = f"one of {', '.join(sorted(KINDS))}"
_WHEN = "a time as RFC 3339 with an offset, like 2026-02-02T09:30:00Z"


class InvalidEventError(ValueError):
    """An event that is not in the vocabulary.

    Attributes:
        field: the field that is wrong, or "" where it is no event at all.
        value: what the field holds; "" where it is missing.
        reason: what is wrong, in words fit to be shown.
        expected: what the field may hold.
    """

    def __init__(self, field: str, value: str | None, expected: str) -> None:
        self.field, self.value, self.expected = field, value or "", expected
        got = "missing" if value is None else f"got {value[:200]!r}"
        self.reason = f"{got}, expected {expected}"
        super().__init__(f"{field or 'event'}: {self.reason}")


@dataclass(frozen=True)
class Rejected:
    """An event of a batch that was not taken.

    Attributes:
        index: its place in the batch, from 0.
        field: the field that is wrong, or "" where it is no event at all.
        value: what the field holds.
        reason: what is wrong, in words fit to be shown.
    """

    index: int
    field: str
    value: str
    reason: str


def decode_batch(body: bytes) -> tuple[list[Event], list[Rejected]]:
    """Read a batch: a JSON list of events, or an object whose `events` is that list.

    Returns:
        The events that are in the vocabulary, and what is wrong with the others.

    Raises:
        InvalidEventError: the body is no such list; nothing of it can be read.
    """
    if body.lstrip()[:1] == b"{":
        body = _listed(body)
    try:
        events = _MANY.decode(body)
        for event in events:
            _look_again(event, body)
    except ValueError:
        return _one_by_one(body)
    return events, []


def decode(raw: bytes) -> Event:
    """Read one event from JSON.

    Raises:
        InvalidEventError: it is not in the vocabulary.
    """
    try:
        event: Event = _ONE.decode(raw)
    except ValueError as error:
        raise _explained(error, _told(raw)) from None
    _look_again(event, raw)
    return event


def convert(kind: type[Event], told: Mapping[str, Any]) -> Event:
    """Make an event of a kind from values that may all be text, as in a CSV file.

    Args:
        kind: the kind of event.
        told: values by field; None means the field is not told.

    Raises:
        InvalidEventError: it is not in the vocabulary.
    """
    values = {name: value for name, value in told.items() if value is not None}
    try:
        event = msgspec.convert(values | {"kind": kind.__struct_config__.tag}, kind, strict=False)
    except ValueError as error:
        raise _explained(error, values, kind) from None
    require_keepable(event)
    moment(event.at)
    return event


def require_keepable(event: Event) -> None:
    """Make sure that a database can keep every text of an event.

    Raises:
        InvalidEventError: a text holds a null character or half of one.
    """
    for field in event.__struct_fields__:
        value = getattr(event, field)
        if isinstance(value, str) and ("\0" in value or not _encodable(value)):
            raise InvalidEventError(field, value, "text without null or broken characters")


def moment(text: str) -> datetime:
    """Read a time with an offset, as UTC.

    Raises:
        InvalidEventError: it is no such time.
    """
    try:
        return msgspec.convert(text, Aware).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidEventError("at", text, _WHEN) from None


def _look_again(event: Event, raw: bytes) -> None:
    """Make sure of what types cannot say. Broken characters cannot come out of JSON, nulls can."""
    if rb"\u0000" in raw:
        require_keepable(event)
    moment(event.at)


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _listed(body: bytes) -> bytes:
    class Batch(msgspec.Struct, forbid_unknown_fields=True):
        events: msgspec.Raw

    try:
        return bytes(msgspec.json.decode(body, type=Batch).events)
    except ValueError as error:
        raise InvalidEventError("events", str(error), "a JSON list of events") from None


def _one_by_one(body: bytes) -> tuple[list[Event], list[Rejected]]:
    try:
        each = _EACH.decode(body)
    except ValueError as error:
        raise InvalidEventError("events", str(error), "a JSON list of events") from None
    events, rejected = [], []
    for index, raw in enumerate(each):
        try:
            events.append(decode(bytes(raw)))
        except InvalidEventError as wrong:
            rejected.append(Rejected(index, wrong.field, wrong.value, wrong.reason))
    return events, rejected


def _told(raw: bytes) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except ValueError:
        shown = raw.decode(errors="backslashreplace")
        raise InvalidEventError("", shown, "a JSON object in UTF-8") from None


def _explained(
    error: ValueError, told: Mapping[str, Any], kind: type[Event] | None = None
) -> InvalidEventError:
    """Say in the vocabulary's words what the decoder found."""
    kind = kind or KINDS.get(str(told.get("kind")))
    if kind is None:
        return InvalidEventError("kind", _shown(told, "kind"), _UNKNOWN_KIND)
    found = _FIELD.search(str(error))
    field = found[1] if found else ""
    if field in kind.__struct_fields__:
        return InvalidEventError(field, _shown(told, field), expected(kind, field))
    if field in told:
        names = ", ".join(kind.__struct_fields__)
        return InvalidEventError(field, _shown(told, field), f"only the fields {names}")
    return InvalidEventError("", str(error), "an event of the vocabulary")


def _shown(told: Mapping[str, Any], field: str) -> str | None:
    if field not in told:
        return None
    value = told[field]
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
