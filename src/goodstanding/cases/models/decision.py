"""What is remembered of decisions and of what they did."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q, Value

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models.case import MEASURES, Case
from goodstanding.cases.models.second import Agreement
from goodstanding.findings.models import Finding
from goodstanding.funds.models import Hold
from goodstanding.law.strikes import HEAVIEST
from goodstanding.notices.models import Notice, Statement
from goodstanding.policies.models import PolicyVersion


class Decision(models.Model):
    """What was decided in a case, by a named person or (only mild things) by a rule.

    `conduct_from` is the earliest conduct relied on; the policy version was binding then (P1).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="decisions")
    measure = models.CharField(max_length=32)
    decided_by = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    rule = models.CharField(max_length=64, blank=True)  # the detector, where automation decided
    reasons = models.TextField()
    not_more = models.TextField(blank=True)
    factors = models.JSONField(  # what was weighed, as `law.proportion` writes it
        default=dict, db_default=Value({}, models.JSONField())
    )
    emergency = models.CharField(max_length=32, blank=True)
    confirms = models.OneToOneField(  # the interim decision a person keeps from lapsing
        "self", on_delete=models.PROTECT, null=True, related_name="confirmed_by"
    )
    conduct_from = models.DateTimeField()
    at = models.DateTimeField()
    effect_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, null=True)
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, null=True)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, null=True)
    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, null=True, related_name="decision"
    )

    class Meta:
        """P2 to P4, as far as one row can say them."""

        indexes = [
            models.Index(fields=["-at", "-id"], name="decision_latest"),
            GinIndex(SearchVector("reasons", config="simple"), name="decision_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_measure_known", condition=Q(measure__in=MEASURES)
            ),
            models.CheckConstraint(
                name="P2_adverse_decision_has_statement_of_reasons",
                condition=Q(measure__in=["no_action", "coaching_note"], hold=None)
                | Q(statement__isnull=False, notice__isnull=False),
            ),
            models.CheckConstraint(
                name="P3_restriction_decided_by_a_person",
                condition=~Q(measure__in=["restriction", "suspension", "termination"])
                | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="P3_hold_decided_by_a_person",
                condition=Q(hold=None) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="P3_termination_has_agreement",
                condition=Q(measure="termination", agreement__isnull=False)
                | ~Q(measure="termination") & Q(agreement=None),
            ),
            models.CheckConstraint(
                name="P4_restriction_ends",
                condition=~Q(measure__in=["interim_restriction", "restriction", "suspension"])
                | Q(ends_at__isnull=False, ends_at__gt=F("effect_at")),
            ),
            models.CheckConstraint(
                name="decision_by_person_or_rule",
                condition=Q(decided_by__isnull=False, rule="") | Q(decided_by=None) & ~Q(rule=""),
            ),
            models.CheckConstraint(name="decision_has_reasons", condition=Q(reasons__regex=r"\S")),
            models.CheckConstraint(
                name="decision_takes_effect_later", condition=Q(effect_at__gte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        """Say what was decided."""
        return f"{self.case}: {self.measure}"


class DecisionFinding(models.Model):
    """A finding that a decision relies on; its member sees it, or when and why not (P10)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="relied")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="relied")

    class Meta:
        """Once a decision."""

        constraints = [
            models.UniqueConstraint(fields=["decision", "finding"], name="decision_finding_once")
        ]

    def __str__(self) -> str:
        """Say what rests on what."""
        return f"{self.decision} rests on {self.finding}"


class Measure(models.Model):
    """Something an account is kept from, by a decision, until an end.

    `contract`, `subject` (a job post) or `member` (of an agency, by account name) narrow it; all ""
    means the whole account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measures")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=32)
    capabilities = models.JSONField()
    contract = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    member = models.CharField(max_length=200, blank=True, default="", db_default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        """Everything but a termination ends (P4)."""

        constraints = [
            models.CheckConstraint(
                name="measure_kind_known",
                condition=Q(
                    kind__in=["interim_restriction", "restriction", "suspension", "termination"]
                ),
            ),
            models.CheckConstraint(
                name="P4_measure_ends",
                condition=Q(kind="termination", ends_at=None)
                | Q(ends_at__isnull=False, ends_at__gt=F("starts_at")),  # null > x would pass
            ),
        ]

    def __str__(self) -> str:
        """Say what it is."""
        return f"{self.kind} of {self.account}"


class MeasureLift(models.Model):
    """A measure ended before its end: by a person, the clock, or a reversal; `cause` says why.

    `plan` is the remedy plan whose last proof ended it; nothing else is lifted by "the remedy".
    """

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="lift")
    cause = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    plan = models.ForeignKey(
        "cases.RemedyPlan", on_delete=models.PROTECT, null=True, related_name="lifts"
    )

    class Meta:
        """A remedy's lift names its plan (P9)."""

        constraints = [
            models.CheckConstraint(
                name="P9_remedy_lift_names_its_plan",
                condition=Q(plan=None) & ~Q(by="the remedy")
                | Q(plan__isnull=False, by="the remedy"),
            ),
        ]

    def __str__(self) -> str:
        """Say what was lifted."""
        return f"{self.measure} lifted"


class Strike(models.Model):
    """A confirmed violation, counted against the next one until it expires."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="strike")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="strikes")
    slug = models.SlugField(max_length=64)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    weight = models.PositiveSmallIntegerField(default=1, db_default=1)
    falls_every_days = models.PositiveIntegerField(null=True)  # a point less after each such time

    class Meta:
        """A strike expires, and weighs no more than the law lets it."""

        constraints = [
            models.CheckConstraint(
                name="strike_weight_is_bounded", condition=Q(weight__lte=HEAVIEST)
            ),
            models.CheckConstraint(
                name="strike_falls_after_some_time",
                condition=Q(falls_every_days=None) | Q(falls_every_days__gte=1),
            ),
            models.CheckConstraint(name="strike_expires", condition=Q(expires_at__gt=F("at"))),
        ]

    def __str__(self) -> str:
        """Say what counts until when."""
        return f"{self.slug} until {self.expires_at:%Y-%m-%d}"


class Reversal(models.Model):
    """A decision undone, with all it caused; the decision itself stays on the record (P8)."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reversal")
    cause = models.CharField(max_length=200)  # "appeal …"
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        """A reversal has reasons."""

        constraints = [
            models.CheckConstraint(name="reversal_has_reasons", condition=Q(reasons__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Say what was undone."""
        return f"{self.decision} reversed"


class StrikeRemoval(models.Model):
    """A strike that counts no longer, because its decision was reversed."""

    strike = models.OneToOneField(Strike, on_delete=models.PROTECT, related_name="removal")
    reversal = models.ForeignKey(Reversal, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what counts no longer."""
        return f"{self.strike} removed"
