"""What is remembered of appeals."""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models import Decision
from goodstanding.notices.models import Notice


class Appeal(models.Model):
    """A member asks another person to look again. Free, and one a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField()
    filed_at = models.DateTimeField()
    reply_due_at = models.DateTimeField()
    receipt = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """An appeal says something."""

        constraints = [
            models.CheckConstraint(name="appeal_says_something", condition=Q(text__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Say what is appealed."""
        return f"appeal against {self.decision}"


class AppealAssignment(models.Model):
    """The reviewer who looks again."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="assignment")
    reviewer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appeals")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who looks."""
        return f"{self.appeal}: {self.reviewer}"


class AppealOutcome(models.Model):
    """How the appeal ended: by another person, with reasons (P7). There is no other way to end."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=16)
    reasons = models.TextField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appeal_outcomes")
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """P7, as far as one row can say it."""

        constraints = [
            models.CheckConstraint(
                name="P7_appeal_ends_with_an_outcome",
                condition=Q(outcome__in=["reversed", "confirmed", "inadmissible"]),
            ),
            models.CheckConstraint(
                name="P7_appeal_outcome_has_reasons", condition=Q(reasons__regex=r"\S")
            ),
        ]

    def __str__(self) -> str:
        """Say how it ended."""
        return f"{self.appeal}: {self.outcome}"


class Overdue(models.Model):
    """Nobody answered an appeal in time; the clock did what the profile says."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="overdue")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what is late."""
        return f"{self.appeal} unanswered"
