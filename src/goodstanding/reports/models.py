"""What is remembered of what was told to the world, and of what was taken away."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models import Decision


class StatementExport(models.Model):
    """A statement of reasons written for the European database, under an id of its own for ever.

    `batch` counts the bodies of at most a hundred statements, from 1, over all exports.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="export")
    puid = models.CharField(max_length=200, unique=True)
    batch = models.PositiveIntegerField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """By someone, under an id."""

        constraints = [
            models.CheckConstraint(
                name="P8_export_says_who_and_what",
                condition=Q(puid__regex=r"\S", by__regex=r"\S", batch__gte=1),
            )
        ]

    def __str__(self) -> str:
        """Name the statement."""
        return self.puid


class AccountReading(models.Model):
    """A person of the team read a member's statement of account, or took it away as a file."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="account_readings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="account_readings")
    as_file = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who read whose."""
        return f"{self.staff} read the statement of account of {self.account}"


class Export(models.Model):
    """Something of the record was taken away as a file: who, when, what, and how many rows of it.

    `account` is whose record it was, empty where it was not of one member. `staff` is empty where
    it was no person of the team: the member, or whoever runs the house; `by` names who it was.
    `what` is the file, `address` what was asked for. `rows` counts lines of a table without its
    heads, statements, events of a log, or entries of a member's file.
    """

    what = models.CharField(max_length=200)
    address = models.TextField()
    rows = models.PositiveBigIntegerField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="exports"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="exports")
    by = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        """By someone, of something."""

        constraints = [
            models.CheckConstraint(
                name="P8_taken_away_says_who_and_what",
                condition=Q(what__regex=r"\S", by__regex=r"\S", address__regex=r"\S"),
            )
        ]

    def __str__(self) -> str:
        """Say who took what."""
        return f"{self.by} took {self.what} away"
