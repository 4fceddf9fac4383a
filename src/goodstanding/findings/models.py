"""What is remembered of what detectors said."""

import uuid

from django.db import models

from goodstanding.accounts.models import Account
from goodstanding.policies.models import PolicyVersion


class Finding(models.Model):
    """What a detector said of an account under a policy version, with the evidence. Never changed.

    `key` names what is suspected; the same key is found once at each tier. `rows` are event ids.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="findings")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="findings")
    detector = models.CharField(max_length=64)
    key = models.CharField(max_length=300)
    e_value = models.FloatField()
    tier = models.PositiveSmallIntegerField()
    counts = models.JSONField()
    sentence = models.TextField()
    rows = models.JSONField()
    contracts = models.JSONField(default=list)
    subject = models.CharField(max_length=200, blank=True)
    quotes = models.JSONField(default=list)
    conduct_from = models.DateTimeField()
    conduct_until = models.DateTimeField()
    found_at = models.DateTimeField()

    class Meta:
        """Found once."""

        constraints = [
            models.UniqueConstraint(
                fields=["account", "detector", "key", "tier"], name="finding_once"
            ),
        ]

    def __str__(self) -> str:
        """Say what was found."""
        return self.sentence


class SetAside(models.Model):
    """A finding that counts no longer, because every decision that rested on it was reversed.

    The events it rests on are left out of the member's record from then on, for the same detector:
    the same automation is not applied again to the same facts.
    """

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="set_aside")
    cause = models.CharField(max_length=200)  # "reversal …"
    at = models.DateTimeField()

    class Meta:
        """Plural as people say it."""

        verbose_name_plural = "set aside"

    def __str__(self) -> str:
        """Say what counts no longer."""
        return f"set aside: {self.finding}"
