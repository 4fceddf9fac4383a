"""Holds: what is kept back, looked at every week, let go, or moved to the other party."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.funds.models.ledger import Entry
from goodstanding.law.hold import Ground

REVIEW_EVERY = timedelta(days=7)
"""A hold that nobody looked at for so long lapses. G21; the number is ours."""

HOLD_ABSOLUTE = timedelta(days=180)
"""No hold lasts longer, whatever its ground, but by order of an authority. PP-180 (G22)."""


class Hold(models.Model):
    """Money kept back, until a set end (P4). Its parts say how much of which contract.

    `family` is the ground of the case, `ground` that of the hold, which says how long it may last;
    `cause` names the decision that ordered it. It lapses at `ends_at` or as soon as a weekly look
    is missed (`HoldReview`), whichever is earlier.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holds")
    family = models.CharField(max_length=16)
    ground = models.CharField(max_length=32)  # left empty: fraud for fraud, else dispute
    cause = models.CharField(max_length=200)
    placed_by = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        """A hold ends (P4); how late, is for triggers that know the ground (G22)."""

        constraints = [
            models.CheckConstraint(
                name="P4_hold_ends_after_it_starts", condition=Q(ends_at__gt=F("placed_at"))
            ),
            models.CheckConstraint(
                name="P4_hold_ends_within_180_days",
                condition=Q(ends_at__lte=F("placed_at") + HOLD_ABSOLUTE) | Q(ground="order"),
            ),
            models.CheckConstraint(
                name="P5_hold_family_known",
                condition=Q(family__in=["violation", "performance", "fraud"]),
            ),
            models.CheckConstraint(
                name="P5_hold_ground_known", condition=Q(ground__in=[one.value for one in Ground])
            ),
            models.CheckConstraint(
                name="P5_fraud_is_held_for_in_fraud_cases_only",
                condition=Q(family="fraud") | ~Q(ground="fraud"),
            ),
        ]

    def __str__(self) -> str:
        """Name the hold."""
        return f"hold on {self.account} until {self.ends_at:%Y-%m-%d}"


class HoldPart(models.Model):
    """What is held of one contract, with the ledger entry that moved it."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="parts")
    contract = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="hold_part")

    class Meta:
        """One part a contract and currency."""

        constraints = [
            models.UniqueConstraint(fields=["hold", "contract", "currency"], name="hold_part_once"),
            models.CheckConstraint(name="hold_part_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        """Say what is held."""
        return f"{self.amount} {self.currency} of {self.contract}"


class HoldReview(models.Model):
    """A person looked at a hold in time and says why it goes on (P4; G21)."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="reviews")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="hold_reviews")
    reasons = models.TextField()
    at = models.DateTimeField()
    next_at = models.DateTimeField()  # it lapses then, unless looked at again

    class Meta:
        """A look has its reasons, and the next one is within a week."""

        constraints = [
            models.CheckConstraint(
                name="P4_hold_review_says_why", condition=Q(reasons__regex=r"\S")
            ),
            models.CheckConstraint(
                name="P4_hold_is_looked_at_every_week",
                condition=Q(next_at__gt=F("at"), next_at__lte=F("at") + REVIEW_EVERY),
            ),
        ]

    def __str__(self) -> str:
        """Say what was looked at."""
        return f"{self.by} looked at the {self.hold}"


class HoldExtension(models.Model):
    """A hold for a dispute goes on because the dispute went a step up; once a hold (G22)."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="extension")
    escalation = models.CharField(max_length=200)  # to whom the dispute went, and its reference
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="hold_extensions")
    at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        """An extension names the escalation."""

        constraints = [
            models.CheckConstraint(
                name="P4_hold_is_extended_for_an_escalation",
                condition=Q(escalation__regex=r"\S"),
            )
        ]

    def __str__(self) -> str:
        """Say until when."""
        return f"{self.hold} extended until {self.ends_at:%Y-%m-%d}"


class Release(models.Model):
    """A held part let go: by its end, by a person, or by a reversal."""

    part = models.OneToOneField(HoldPart, on_delete=models.PROTECT, related_name="release")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="release")
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was let go."""
        return f"release of {self.part}"


class Award(models.Model):
    """What a neutral awarded the other party of a contract out of what is held of it.

    It is written with the transfers that carry it out, which sum to exactly its amount.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="awards_paid")
    recipient = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="awards_won")
    contract = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    cause = models.CharField(max_length=200, unique=True)  # the award, by its reference
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """An award is a sum, to somebody else."""

        constraints = [
            models.CheckConstraint(name="award_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="P6_award_goes_elsewhere", condition=~Q(account=F("recipient"))
            ),
        ]

    def __str__(self) -> str:
        """Say what was awarded."""
        return f"{self.amount} {self.currency} of {self.contract} to {self.recipient}"


class Transfer(models.Model):
    """Held money moved to the other party of its contract.

    By an award, or in fraud back to the client whose money it was: then two qualified persons say
    so, one of them a finance officer (P5).
    """

    part = models.ForeignKey(HoldPart, on_delete=models.PROTECT, related_name="transfers")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="transfer")
    recipient = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="received")
    amount = models.BigIntegerField()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, related_name="transfers")
    cause = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="transfers")
    agreed_by = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="transfers_agreed"
    )
    at = models.DateTimeField()

    class Meta:
        """Either an award, or two different persons."""

        constraints = [
            models.CheckConstraint(name="transfer_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="P5_reversal_has_four_eyes",
                condition=Q(award__isnull=False, by=None, agreed_by=None)
                | Q(award=None, by__isnull=False, agreed_by__isnull=False) & ~Q(by=F("agreed_by")),
            ),
        ]

    def __str__(self) -> str:
        """Say what moved."""
        return f"{self.amount} of {self.part} to {self.recipient}"
