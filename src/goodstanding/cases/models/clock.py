"""What is remembered of a case's clocks: who was warned, what ran out, and who has it now."""

from django.db import models

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case


class ClockWarning(models.Model):
    """The owner of a clock was warned before it ran out; `to` is nobody while a role owns it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_warnings")
    what = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    to = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once a clock."""

        constraints = [
            models.UniqueConstraint(fields=["case", "what", "due_at"], name="clock_warned_once")
        ]

    def __str__(self) -> str:
        """Say what is due."""
        return f"{self.case}: {self.what} by {self.due_at:%Y-%m-%d %H:%M}"


class ClockBreach(models.Model):
    """A clock ran out unanswered; `consequence` is what the law then did (`law.procedure`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_breaches")
    what = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    consequence = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        """Once a clock, and never before its end."""

        constraints = [
            models.UniqueConstraint(fields=["case", "what", "due_at"], name="clock_breached_once"),
            models.CheckConstraint(
                name="clock_breached_after_its_end",
                condition=models.Q(at__gte=models.F("due_at")),
            ),
            models.CheckConstraint(
                name="clock_consequence_known",
                condition=models.Q(consequence__in=["lapse", "lift", "escalate", "proceed"]),
            ),
        ]

    def __str__(self) -> str:
        """Say what is late."""
        return f"{self.case}: {self.what} was due by {self.due_at:%Y-%m-%d %H:%M}"


class Escalation(models.Model):
    """What one person left undone another has, too; the case stays its manager's."""

    breach = models.OneToOneField(ClockBreach, on_delete=models.PROTECT, related_name="escalation")
    to = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="escalations")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who has it."""
        return f"{self.breach}: {self.to}"
