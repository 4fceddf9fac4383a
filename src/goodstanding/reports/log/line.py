"""One line of the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from goodstanding.law.terms import MeasureKind

Fields = dict[str, object]
CHUNK = 500
"""Rows fetched at a time."""

KINDS: Mapping[str, str] = {
    MeasureKind.NO_ACTION: "no_action",
    MeasureKind.COACHING_NOTE: "no_action",
    MeasureKind.WARNING: "warn",
    MeasureKind.INTERIM_RESTRICTION: "restrict",
    MeasureKind.RESTRICTION: "restrict",
    MeasureKind.SUSPENSION: "suspend",
    MeasureKind.TERMINATION: "terminate",
}
"""What the vocabulary calls each measure. A coaching note takes nothing from anyone."""

AUTOMATION = "automation"


@dataclass(frozen=True)
class Line:
    """An event before it is numbered.

    Attributes:
        actor: who did it, by the name they have in the record.
    """

    at: datetime
    kind: str
    actor: str
    fields: Fields

    def event(self, number: int) -> Fields:
        """The event with its number; what is not known is left out."""
        head = {"seq": number, "type": self.kind, "at": stamp(self.at), "actor": self.actor}
        return head | {name: value for name, value in self.fields.items() if value is not None}


def stamp(at: datetime | None) -> str | None:
    """A moment as the log writes it, in UTC."""
    return at.astimezone(UTC).isoformat() if at else None
