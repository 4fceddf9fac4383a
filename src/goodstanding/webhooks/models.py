"""What is remembered of what the marketplace's servers were told."""

from django.db import models
from django.db.models import Q

KINDS = [
    "case.opened",
    "preliminary_notice.served",
    "decision.made",
    "measure.placed",
    "measure.lifted",
    "hold.placed",
    "hold.released",
    "money.given_back",
    "award.carried_out",
    "appeal.filed",
    "appeal.decided",
    "decision.reversed",
    "rule.lost",
    "rule.returned",
    "notice.undelivered",
    "message.received",
]
"""Every kind of change the marketplace is told."""


class Endpoint(models.Model):
    """An address of the marketplace that wants to know, until it is removed."""

    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=200)  # in the Standard Webhooks form, whsec_…
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """An address is told once."""

        constraints = [
            models.UniqueConstraint(
                fields=["url"], condition=Q(removed_at=None), name="endpoint_once"
            ),
        ]

    def __str__(self) -> str:
        """Name the endpoint."""
        return self.url


class Message(models.Model):
    """One change, to be told once. `key` says which, so that none is told twice."""

    id = models.CharField(primary_key=True, max_length=64)  # msg_…, the webhook-id header
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True)
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """Only known kinds."""

        constraints = [
            models.CheckConstraint(name="message_kind_known", condition=Q(kind__in=KINDS)),
        ]

    def __str__(self) -> str:
        """Name the change."""
        return f"{self.kind} {self.id}"


class Dispatch(models.Model):
    """A message on its way to an endpoint: when it came to be, and each time it is replayed."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="dispatches")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="dispatches")
    queued_at = models.DateTimeField()

    class Meta:
        """Once an endpoint and replay; found by age."""

        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "endpoint", "queued_at"], name="dispatch_once"
            ),
        ]
        indexes = [models.Index(fields=["queued_at", "id"], name="dispatch_queued")]

    def __str__(self) -> str:
        """Say what goes where."""
        return f"{self.message} to {self.endpoint}"


class Attempt(models.Model):
    """What became of one try."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)  # HTTP status; null where none came
    received = models.BooleanField()
    detail = models.TextField(blank=True)

    def __str__(self) -> str:
        """Say how it went."""
        return f"{self.dispatch}: {self.status or self.detail}"
