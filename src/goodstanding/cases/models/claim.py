"""What is remembered of who had a case open, so that two people do not work it at once."""

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case


class Claim(models.Model):
    """A person of the team has a case open, from `at` until (exclusive) `until`.

    Nobody else's claim of the case meets it (kept by the database). It ends by itself, so that
    nobody is kept out by a window left open.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="claims")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """It lasts a while; the latest of a case is found at once."""

        constraints = [
            models.CheckConstraint(name="claim_lasts", condition=Q(until__gt=F("at"))),
        ]
        indexes = [models.Index(fields=["case", "-until"], name="claim_latest")]

    def __str__(self) -> str:
        """Say who has it, until when."""
        return f"{self.case}: open at {self.staff}'s until {self.until:%Y-%m-%d %H:%M}"


class ClaimEnd(models.Model):
    """Whoever had a case open put it down before the claim ended by itself."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was put down."""
        return f"{self.claim}: put down"
