"""What is remembered of appeals by who reported a case that was closed without action.

They are kept apart from a member's own appeals: nothing that shows a member theirs can show these.
"""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Decision, Report
from goodstanding.notices.models import ReporterLetter


class ReporterAppeal(models.Model):
    """Who reported asks another person to look again, because nothing was done; once a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="reporter_appeals"
    )
    text = models.TextField()
    door = models.CharField(max_length=16)
    filed_at = models.DateTimeField()
    reply_due_at = models.DateTimeField()
    receipt = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT)

    class Meta:
        """It says something, and comes once a decision of each report."""

        constraints = [
            models.CheckConstraint(
                name="reporter_appeal_says_something", condition=Q(text__regex=r"\S")
            ),
            models.CheckConstraint(
                name="reporter_appeal_door_known",
                condition=Q(door__in=["portal", "public", "mail", "api"]),
            ),
            models.UniqueConstraint(fields=["report", "decision"], name="reporter_appeal_once"),
        ]

    def __str__(self) -> str:
        """Say what is appealed."""
        return f"appeal of {self.report}"


class ReporterAppealTaken(models.Model):
    """The reviewer who looks again."""

    appeal = models.OneToOneField(ReporterAppeal, on_delete=models.PROTECT, related_name="taken")
    reviewer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="reporter_appeals")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who looks."""
        return f"{self.appeal}: {self.reviewer}"


class ReporterRemark(models.Model):
    """What who reported, or a reviewer, writes to the other before the appeal is answered (P7).

    `reviewer` is empty where who reported wrote. `letter` is what they were told of it. What they
    write by mail is kept with the mails of their report.
    """

    appeal = models.ForeignKey(ReporterAppeal, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    reviewer = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="reporter_remarks"
    )
    door = models.CharField(max_length=16)
    at = models.DateTimeField()
    letter = models.OneToOneField(
        ReporterLetter, on_delete=models.PROTECT, related_name="reporter_remark"
    )

    class Meta:
        """It says something, and came by a door: a reviewer's is the console."""

        constraints = [
            models.CheckConstraint(
                name="reporter_remark_says_something", condition=Q(text__regex=r"\S")
            ),
            models.CheckConstraint(
                name="reporter_remark_door_known",
                condition=Q(reviewer=None, door__in=["portal", "public"])
                | Q(reviewer__isnull=False, door="console"),
            ),
        ]

    def __str__(self) -> str:
        """Quote the start."""
        return self.text[:80]


class ReporterAppealOverdue(models.Model):
    """Nobody answered in time; `to` is another reviewer who has it, too, if there is one."""

    appeal = models.OneToOneField(ReporterAppeal, on_delete=models.PROTECT, related_name="overdue")
    to = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="reporter_appeals_left_undone"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what is late."""
        return f"{self.appeal} unanswered"


class ReporterAppealOutcome(models.Model):
    """How it ended: by another person, with reasons (P7). Reversed: the case was reopened."""

    appeal = models.OneToOneField(ReporterAppeal, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=16)
    inadmissible = models.CharField(max_length=32, blank=True)  # why not looked into
    reasons = models.TextField()
    redress = models.TextField()
    decided_by = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="reporter_appeal_outcomes"
    )
    at = models.DateTimeField()
    letter = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT)

    class Meta:
        """P7, as far as one row can say it."""

        constraints = [
            models.CheckConstraint(
                name="P7_reporter_appeal_ends_with_an_outcome",
                condition=Q(outcome__in=["reversed", "confirmed"], inadmissible="")
                | Q(outcome="inadmissible", inadmissible__in=["out_of_time", "not_concerned"]),
            ),
            models.CheckConstraint(
                name="P7_reporter_appeal_outcome_has_reasons",
                condition=Q(reasons__regex=r"\S", redress__regex=r"\S"),
            ),
        ]

    def __str__(self) -> str:
        """Say how it ended."""
        return f"{self.appeal}: {self.outcome}"
