"""What is remembered of what the marketplace reported."""

from django.db import models


class EventKey(models.Model):
    """That an event was received: kept for ever, so that none is kept twice."""

    source = models.CharField(max_length=200)
    source_id = models.CharField(max_length=200)

    class Meta:
        """Each event once."""

        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="event_once"),
        ]

    def __str__(self) -> str:
        """Name the event as its source does."""
        return f"{self.source}/{self.source_id}"


class Event(models.Model):
    """A fact as it was told, until it is sealed into the lake. Never changed.

    Its id is its key's id. `body` holds the fields of its kind.
    """

    id = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    source_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    account = models.CharField(max_length=200)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        """Found by account and time."""

        indexes = [
            models.Index(fields=["account", "at"], name="event_account_at"),
            models.Index(fields=["kind", "at"], name="event_kind_at"),
        ]

    def __str__(self) -> str:
        """Name the event."""
        return f"{self.kind} {self.source}/{self.source_id}"


class Seal(models.Model):
    """A file of the lake and its hash. It holds every event from the first id to the latest.

    Ranges never overlap, and what is not sealed yet comes after all of them.
    """

    path = models.CharField(max_length=400, unique=True)  # relative to the lake
    first_id = models.BigIntegerField(unique=True)
    latest_id = models.BigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the file."""
        return self.path


class Cursor(models.Model):
    """How far a reader of events has come, by event id."""

    reader = models.CharField(max_length=64, unique=True)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Say who has come how far."""
        return f"{self.reader} at {self.event_id}"
