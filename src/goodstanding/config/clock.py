"""The one clock. Only interfaces and duties read it; everything below is told the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)
