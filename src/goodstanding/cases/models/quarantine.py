"""What a person of the team made of a mail that could not be taken for the member's word."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Letter


class QuarantineEnd(models.Model):
    """Somebody looked at a mail kept apart, and took it for the member's word or did not.

    It stands once for each mail. The mail itself stays as it came, and where it came from.
    """

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="quarantine_end")
    admitted = models.BooleanField()
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="quarantine_ends")
    at = models.DateTimeField()

    class Meta:
        """It has reasons."""

        constraints = [
            models.CheckConstraint(
                name="quarantine_ends_with_reasons", condition=Q(reasons__regex=r"\S")
            )
        ]

    def __str__(self) -> str:
        """Say what was made of it."""
        return f"{self.letter}: {'admitted' if self.admitted else 'refused'} by {self.by}"
