"""What is remembered of published policies."""

from django.db import models
from django.db.models import F, Q


class PolicyVersion(models.Model):
    """One version of a policy as it was adopted: its text, its settings, and their hash.

    `settings` is the version's TOML as JSON; `hash` is the SHA-256 of text and TOML together.
    """

    slug = models.SlugField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    family = models.CharField(max_length=16)
    detectors = models.JSONField()  # names of the detectors whose findings fall under it
    text = models.TextField()  # Markdown
    settings = models.JSONField()
    hash = models.CharField(max_length=64)
    announced_at = models.DateTimeField()
    in_force_from = models.DateTimeField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=200)

    class Meta:
        """A version is adopted once, and announced before it binds (G01: 30 days)."""

        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="policy_version_once"),
            models.CheckConstraint(
                name="policy_family_known",
                condition=Q(family__in=["violation", "performance", "fraud"]),
            ),
            models.CheckConstraint(
                name="policy_announced_before_binding",
                condition=Q(in_force_from__gt=F("announced_at")),
            ),
        ]

    def __str__(self) -> str:
        """Name the version."""
        return f"{self.title}, version {self.version}"
