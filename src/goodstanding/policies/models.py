"""What is remembered of published policies."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from goodstanding.law import automation, clocks

OVERTURN_LIMIT = Coalesce(
    Cast(KT("settings__automation__overturn_limit"), models.FloatField()),
    Value(automation.LIMIT),
    output_field=models.FloatField(),
)
"""What a version's settings say of it, else what the law says: computed by the database alone."""


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
    overturn_limit = models.GeneratedField(  # from which on its rules no longer act alone (P12)
        expression=OVERTURN_LIMIT, output_field=models.FloatField(), db_persist=True
    )
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
            models.CheckConstraint(
                name="P12_overturn_limit_is_never_loosened",
                condition=Q(overturn_limit__gt=0, overturn_limit__lte=automation.LIMIT),
            ),
        ]

    def __str__(self) -> str:
        """Name the version."""
        return f"{self.title}, version {self.version}"


class PlatformVersion(models.Model):
    """What the marketplace said of itself at a time, as it was adopted; kept for ever.

    `settings` is `platform.toml` as JSON. What it relaxes counts from `relaxed_from`.
    """

    number = models.PositiveIntegerField(unique=True)
    settings = models.JSONField()
    hash = models.CharField(max_length=64)
    announced_at = models.DateTimeField()
    relaxed_from = models.DateTimeField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=200)

    class Meta:
        """Nothing is relaxed before it was announced and adopted for 30 days (G01)."""

        constraints = [
            models.CheckConstraint(
                name="P1_relaxation_announced_for_30_days",
                condition=Q(relaxed_from__gte=F("announced_at") + clocks.RULE_LEAD)
                & Q(relaxed_from__gte=F("adopted_at") + clocks.RULE_LEAD),
            )
        ]

    def __str__(self) -> str:
        """Name the version."""
        return f"Platform, version {self.number}"


class PlatformRelaxation(models.Model):
    """One number set weaker than the gold standard: which, to what, why, by whom, when."""

    platform = models.ForeignKey(
        PlatformVersion, on_delete=models.PROTECT, related_name="relaxations"
    )
    parameter = models.CharField(max_length=64)
    value = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Once a version, by a named person with a reason."""

        constraints = [
            models.UniqueConstraint(
                fields=["platform", "parameter"], name="platform_relaxation_once"
            ),
            models.CheckConstraint(
                name="P8_relaxation_says_who_and_why",
                condition=Q(reason__regex=r"\S", by__regex=r"\S"),
            ),
        ]

    def __str__(self) -> str:
        """Say what is relaxed."""
        return f"{self.parameter} = {self.value}"
