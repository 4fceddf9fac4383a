"""What is remembered of who read a case."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models.case import Case


class CaseReading(models.Model):
    """Somebody other than the member was shown something of a member's record.

    `case` is empty where the page was of the member, and so of all their cases. `staff` is empty
    where it was no person of the team: a key of the marketplace's, who speaks for the member, or
    whoever runs the house; `by` names who it was. `address` is what was asked for.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="case_readings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="readings")
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="case_readings"
    )
    by = models.CharField(max_length=400)
    address = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """It says who read what."""

        indexes = [models.Index(fields=["account", "-at"], name="reading_of_account")]
        constraints = [
            models.CheckConstraint(
                name="reading_says_who_and_what",
                condition=Q(by__regex=r"\S", address__regex=r"\S"),
            )
        ]

    def __str__(self) -> str:
        """Say who read what."""
        return f"{self.by} read {self.address}"
