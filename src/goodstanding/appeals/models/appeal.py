"""What is remembered of a member's appeals."""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.models import Decision
from goodstanding.notices.models import Notice

CODES = ["out_of_time", "not_concerned", "answered_before", "nothing_decided"]
"""The closed list of reasons for not looking into an appeal."""


class Appeal(models.Model):
    """A member asks another person to look again. Free, and one a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=400, default="", db_default="")  # "" before it was kept
    door = models.CharField(max_length=16, default="portal", db_default="portal")
    reply_due_at = models.DateTimeField()
    receipt = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """An appeal says something."""

        constraints = [
            models.CheckConstraint(name="appeal_says_something", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="appeal_door_known", condition=Q(door__in=["portal", "mail", "api"])
            ),
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
    inadmissible = models.CharField(max_length=32, default="", db_default="")  # why not looked into
    milder = models.OneToOneField(  # what takes the place of the decision appealed against
        Decision, on_delete=models.PROTECT, null=True, related_name="modifies"
    )
    reasons = models.TextField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appeal_outcomes")
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """P7, as far as one row can say it."""

        constraints = [
            models.CheckConstraint(
                name="P7_appeal_ends_with_an_outcome",
                condition=Q(outcome__in=["reversed", "modified", "confirmed", "inadmissible"]),
            ),
            models.CheckConstraint(
                name="P7_modified_names_the_milder_decision",
                condition=Q(outcome="modified", milder__isnull=False)
                | ~Q(outcome="modified") & Q(milder=None),
            ),
            models.CheckConstraint(
                name="P7_inadmissible_names_a_code",
                condition=Q(outcome="inadmissible", inadmissible__in=CODES)
                | ~Q(outcome="inadmissible") & Q(inadmissible=""),
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


class Remark(models.Model):
    """What the appellant, or a reviewer, writes to the other before the appeal is answered (P7).

    `reviewer` is empty where the appellant wrote, or who speaks for them; `by` names who it was.
    `notice` is what the member was told of it: the reviewer's words, or that theirs have come.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    by = models.CharField(max_length=400)
    reviewer = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="appeal_remarks"
    )
    door = models.CharField(max_length=16)
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="remark")

    class Meta:
        """It says something, and came by a door: a reviewer's is the console."""

        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="remark_door_known",
                condition=Q(reviewer=None, door__in=["portal", "mail", "api"])
                | Q(reviewer__isnull=False, door="console"),
            ),
        ]

    def __str__(self) -> str:
        """Say who wrote."""
        return f"{self.by}: {self.text[:80]}"
