"""What is remembered of reports by others, and of cases reopened for one."""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models.case import Case
from goodstanding.cases.models.decision import Decision
from goodstanding.notices.models import ReporterLetter


class Report(models.Model):
    """Somebody tells us of an account's conduct. It opened a case, or joined it; it finds nothing.

    `reporter` is their account; of who has none, `name` and `email` as they gave them, or "". The
    account it is about never learns who reported. `token` makes its page and mail address its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=32, unique=True)
    token = models.CharField(max_length=32, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    opened_case = models.BooleanField()
    reporter = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="reports_made"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    place = models.CharField(max_length=500)
    text = models.TextField()
    good_faith = models.BooleanField()
    door = models.CharField(max_length=16)
    at = models.DateTimeField()
    receipt = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT)

    class Meta:
        """It says what the law asks of it (DSA-16.2)."""

        constraints = [
            models.CheckConstraint(
                name="report_says_why_and_where",
                condition=Q(text__regex=r"\S", place__regex=r"\S", good_faith=True),
            ),
            models.CheckConstraint(
                name="report_by_a_member_or_by_somebody_else",
                condition=Q(reporter=None) | Q(name="", email=""),
            ),
            models.CheckConstraint(
                name="report_door_known", condition=Q(door__in=["portal", "public", "api"])
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="report_came")]

    def __str__(self) -> str:
        """Name the report."""
        return self.reference


class ReportOutcome(models.Model):
    """Who reported was told how the case was decided (DSA-16.5); once a decision."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="outcomes")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="report_outcomes")
    letter = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT)
    redress = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Once a decision, and with the redress."""

        constraints = [
            models.UniqueConstraint(fields=["report", "decision"], name="report_outcome_once"),
            models.CheckConstraint(
                name="report_outcome_says_redress", condition=Q(redress__regex=r"\S")
            ),
        ]

    def __str__(self) -> str:
        """Say what was told."""
        return f"{self.report}: {self.decision}"


class ReporterMail(models.Model):
    """A mail that came to a report's own address; `from_reporter` is whether they wrote it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="mails")
    message_id = models.CharField(max_length=400, unique=True)
    sender = models.CharField(max_length=320)
    from_reporter = models.BooleanField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    receipt = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        """Say who wrote."""
        return f"{self.report}: mail from {self.sender}"


class ReportReading(models.Model):
    """A person of the team read who reported."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="readings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="report_readings")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who read what."""
        return f"{self.staff} read who made {self.report}"


class Reopening(models.Model):
    """A case closed without action goes on: somebody who had no part in it found reason to.

    The decision stays on the record; it ends the case no longer. The member is heard anew.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reopening")
    cause = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="reopenings")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what goes on."""
        return f"{self.decision.case} reopened"
