"""What is remembered of what members and the team said of a policy before it bound."""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.notices.models import Notice
from goodstanding.policies.models import PolicyVersion

USAGE = ["respect", "privacy", "on_topic", "no_advertising", "lawful"]
"""The rules of the community usage policy, by which a comment may be removed."""


class Announced(models.Model):
    """A member was told of a version that is to bind them; once."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="announced")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="announced")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="announced")
    at = models.DateTimeField()

    class Meta:
        """Once a member."""

        constraints = [models.UniqueConstraint(fields=["policy", "account"], name="announced_once")]

    def __str__(self) -> str:
        """Say who was told of what."""
        return f"{self.account}: {self.policy}"


class Comment(models.Model):
    """What a member says of a version, or what a policy owner answers officially.

    `quotes` is the comment it answers; `quoted` are words of it, or of the policy itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="comments")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="comments"
    )
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="official_answers"
    )
    quotes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    quoted = models.TextField(blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """A comment says something, and somebody says it."""

        indexes = [models.Index(fields=["policy", "at"], name="comment_of_policy")]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="P3_comment_is_a_member_s_or_a_named_person_s",
                condition=Q(account=None, staff__isnull=False)
                | Q(account__isnull=False, staff=None),
            ),
        ]

    def __str__(self) -> str:
        """Show how it begins."""
        return self.text[:80]


class Vote(models.Model):
    """A member is for (1) or against (-1) a comment, or takes that back (0).

    Whoever changes their mind votes anew, and the new vote names the one before: so each member
    has one vote that counts.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="votes")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField()
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="after")
    at = models.DateTimeField()

    class Meta:
        """One member, one vote."""

        constraints = [
            models.CheckConstraint(
                name="vote_is_for_or_against", condition=Q(value__in=[-1, 0, 1])
            ),
            models.UniqueConstraint(
                fields=["comment", "account"],
                condition=Q(before=None),
                name="P8_a_member_s_vote_counts_once",
            ),
        ]

    def __str__(self) -> str:
        """Say who is for or against."""
        return f"{self.account}: {self.value}"


class Removal(models.Model):
    """A comment is no longer shown: by which rule, why, and that its author was told."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="removal")
    rule = models.CharField(max_length=32)
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="removals")
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="removal")

    class Meta:
        """Only by a published rule, and with reasons."""

        constraints = [
            models.CheckConstraint(
                name="P2_removal_names_rule_and_reasons",
                condition=Q(rule__in=USAGE, reasons__regex=r"\S"),
            )
        ]

    def __str__(self) -> str:
        """Name what was removed."""
        return f"{self.comment}: removed"


class Objection(models.Model):
    """The author of a removed comment says why it should be shown."""

    removal = models.OneToOneField(Removal, on_delete=models.PROTECT, related_name="objection")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """It says something."""

        constraints = [
            models.CheckConstraint(name="objection_says_something", condition=Q(text__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Show how it begins."""
        return self.text[:80]


class ObjectionOutcome(models.Model):
    """Another person says whether the comment is shown again, and why."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="outcome")
    restored = models.BooleanField()
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="objection_outcomes")
    at = models.DateTimeField()
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, related_name="objection_outcome"
    )

    class Meta:
        """With reasons."""

        constraints = [
            models.CheckConstraint(
                name="P7_objection_outcome_has_reasons", condition=Q(reasons__regex=r"\S")
            )
        ]

    def __str__(self) -> str:
        """Say what was answered."""
        return f"{self.objection}: {'shown again' if self.restored else 'stays removed'}"


class Closing(models.Model):
    """A policy owner closes a consultation and sums it up: what was said, what becomes of it."""

    policy = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="closing")
    summary = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="closings")
    at = models.DateTimeField()

    class Meta:
        """It says something."""

        constraints = [
            models.CheckConstraint(name="closing_sums_up", condition=Q(summary__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Name what was closed."""
        return f"{self.policy}: closed"
