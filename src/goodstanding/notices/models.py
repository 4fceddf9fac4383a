"""What is remembered of what people were told."""

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Account, Staff


class Notice(models.Model):
    """What a member is told, complete in itself; the same words in mail and portal. Never changed.

    `cause` names what it is about ("case …", "decision …"); `reply_to` is the case's own address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=32)
    reference = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    text = models.TextField()  # Markdown, also sent as the plain part of the mail
    language = models.CharField(max_length=16)
    reply_to = models.CharField(max_length=254, blank=True)
    signed_by = models.CharField(max_length=200)
    cause = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        """A notice says something."""

        constraints = [
            models.CheckConstraint(name="notice_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="notice_kind_known",
                condition=Q(
                    kind__in=[
                        "coaching_note",
                        "preliminary_notice",
                        "statement_of_reasons",
                        "answer_received",
                        "case_closed",
                        "appeal_received",
                        "appeal_outcome",
                        "release",
                        "lapse",
                        "policy_announcement",
                        "comment_answered",
                        "comment_removed",
                        "objection_answered",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        """Name the notice."""
        return f"{self.reference}: {self.subject}"


class NoticeOriginal(models.Model):
    """What a notice in another language says in English, as the team reads it. Never changed."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="original")
    subject = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        """It says something, too."""

        constraints = [
            models.CheckConstraint(name="original_says_something", condition=Q(text__regex=r"\S")),
        ]

    def __str__(self) -> str:
        """Name it."""
        return f"{self.notice}, in English"


class Statement(models.Model):
    """The statement of reasons of an adverse decision: every required field, none empty (P2)."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="statement")
    measure = models.TextField()
    scope = models.TextField()
    duration = models.TextField()
    facts = models.TextField()
    evidence = models.TextField()
    source = models.TextField()
    automated_detection = models.BooleanField()
    automated_decision = models.BooleanField()
    policy = models.TextField()
    explanation = models.TextField()
    proportion = models.TextField()
    remedy = models.TextField()
    contact = models.TextField()
    redress = models.TextField()
    appeal_until = models.DateTimeField()
    language = models.CharField(max_length=16)

    class Meta:
        """No field is empty (P2)."""

        constraints = [
            models.CheckConstraint(
                name=f"P2_statement_says_{field}", condition=Q(**{f"{field}__regex": r"\S"})
            )
            for field in (
                "measure",
                "scope",
                "duration",
                "facts",
                "evidence",
                "source",
                "policy",
                "explanation",
                "proportion",
                "remedy",
                "contact",
                "redress",
                "language",
            )
        ]

    def __str__(self) -> str:
        """Say what it states."""
        return self.measure


class StaffLetter(models.Model):
    """A mail to a person of the team, queued in the transaction of what it tells; `key` once."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="letters")
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the letter."""
        return f"{self.subject} to {self.staff}"


class StaffLetterSent(models.Model):
    """The mail server took a letter to a person of the team."""

    letter = models.OneToOneField(StaffLetter, on_delete=models.PROTECT, related_name="sent")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was sent."""
        return f"{self.letter} sent"


class ReporterLetter(models.Model):
    """What somebody outside is told, queued in the transaction of what it tells.

    They reported an account, or asked at the front door. What is said of a report is on its page at
    once; `address` is "" where they left none: then there is only the page. `key` once. Nothing of
    it is about an account but what the report said itself.
    """

    key = models.CharField(max_length=200, unique=True)
    reference = models.CharField(max_length=64)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()  # Markdown, sent as the mail
    reply_to = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        """A letter says something."""

        constraints = [
            models.CheckConstraint(
                name="reporter_letter_says_something", condition=Q(text__regex=r"\S")
            ),
        ]

    def __str__(self) -> str:
        """Name the letter."""
        return f"{self.reference}: {self.subject}"


class ReporterLetterSent(models.Model):
    """The mail server took a letter to somebody who reported."""

    letter = models.OneToOneField(ReporterLetter, on_delete=models.PROTECT, related_name="sent")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was sent."""
        return f"{self.letter} sent"


class Delivery(models.Model):
    """A notice to be delivered by a channel, queued in the transaction that made the notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=32)
    address = models.CharField(max_length=254, blank=True)
    queued_at = models.DateTimeField()

    class Meta:
        """Once a channel."""

        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
        ]

    def __str__(self) -> str:
        """Say what goes where."""
        return f"{self.notice} by {self.channel}"


class DeliveryAttempt(models.Model):
    """What became of one try at a delivery; the delivered one is the proof."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    delivered = models.BooleanField()
    detail = models.TextField(blank=True)

    class Meta:
        """Delivered once."""

        constraints = [
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(delivered=True), name="delivered_once"
            ),
        ]

    def __str__(self) -> str:
        """Say how it went."""
        return f"{self.delivery}: {'delivered' if self.delivered else self.detail}"


class Bounce(models.Model):
    """A mail that a server took and could not deliver after all, as it told us. RFC 3464."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="bounce")
    status = models.CharField(max_length=16)  # e.g. 5.1.1
    said = models.TextField(blank=True)  # in the words of the server that gave up
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what came back."""
        return f"{self.delivery} came back: {self.status}"


class Opening(models.Model):
    """The member opened the notice in the portal."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="opening")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was opened."""
        return f"{self.notice} opened"


class MailboxMessage(models.Model):
    """A mail caught on a developer's machine instead of sent."""

    message_id = models.CharField(max_length=300, unique=True)
    recipients = models.TextField()
    sender = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the mail."""
        return f"{self.subject} to {self.recipients}"
