"""What is remembered of second looks: proposals, agreement, and what is withheld by it."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case
from goodstanding.findings.models import Finding

ACTS = ["termination", "reversal", "withholding"]
CODES = ["tipping_off", "authority_order", "reporter_identity", "safety_of_others"]
REVIEW = timedelta(days=30)


class Proposal(models.Model):
    """Something a person would do that takes a second person: an act, and what exactly is wished.

    Nothing has happened yet. A later proposal of the same act in the case takes its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=16)
    wish = models.JSONField()
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="proposals")
    at = models.DateTimeField()

    class Meta:
        """A proposal is of something that takes two, and says why."""

        constraints = [
            models.CheckConstraint(name="proposal_act_known", condition=Q(act__in=ACTS)),
            models.CheckConstraint(name="proposal_has_reasons", condition=Q(reasons__regex=r"\S")),
        ]

    def __str__(self) -> str:
        """Say what is proposed."""
        return f"{self.case}: {self.act} proposed"


class Agreement(models.Model):
    """A second person agreed, or did not; where they did, the act is done with it (P3)."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="agreement")
    agrees = models.BooleanField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="agreements")
    reasons = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Whoever looks again says what they found."""

        constraints = [
            models.CheckConstraint(name="agreement_has_reasons", condition=Q(reasons__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Say what became of it."""
        return f"{self.proposal}: {'agreed' if self.agrees else 'not agreed'}"


class Withholding(models.Model):
    """A finding kept from the member for a time, under a code, by two people (P10).

    It is told from `review_at` on by itself, unless it is withheld again by a new agreement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withholdings")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="withholdings")
    code = models.CharField(max_length=32)
    why = models.TextField()
    at = models.DateTimeField()
    review_at = models.DateTimeField()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="withholding")

    class Meta:
        """A closed list of codes, reasons, and a date (P10)."""

        constraints = [
            models.CheckConstraint(name="P10_withholding_has_code", condition=Q(code__in=CODES)),
            models.CheckConstraint(
                name="P10_withholding_has_reasons", condition=Q(why__regex=r"\S")
            ),
            models.CheckConstraint(
                name="P10_withholding_has_date",
                condition=Q(review_at__gt=F("at"), review_at__lte=F("at") + REVIEW),
            ),
        ]

    def __str__(self) -> str:
        """Say what is withheld until when."""
        return f"{self.case}: {self.code} until {self.review_at:%Y-%m-%d}"


class WithholdingEnd(models.Model):
    """What was withheld is told: by a person, or because its date of review has come."""

    withholding = models.OneToOneField(Withholding, on_delete=models.PROTECT, related_name="end")
    cause = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what is told."""
        return f"{self.withholding} ended"
