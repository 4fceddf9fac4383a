"""What is remembered of those who ask us something without being in a case."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.notices.models import ReporterLetter


class Inquiry(models.Model):
    """What somebody asked by mail or form who has no case that it could belong to.

    Attributes:
        reference: what the letters about it name.
        sender: their mail address; "" where the mail did not say for sure whose it is.
        message_id: of their mail, which is kept once; what the form made up where it came by form.
        receipt: what they were told at once; None where nothing was sent.
    """

    reference = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField()
    door = models.CharField(max_length=8)
    message_id = models.CharField(max_length=400, unique=True)
    at = models.DateTimeField()
    receipt = models.OneToOneField(
        ReporterLetter, on_delete=models.PROTECT, null=True, related_name="inquiry"
    )

    class Meta:
        """It says something, and came by mail or by the form."""

        indexes = [models.Index(fields=["at"], name="inquiry_at")]
        constraints = [
            models.CheckConstraint(name="inquiry_says_something", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="inquiry_door_known", condition=Q(door__in=["mail", "form"])
            ),
        ]

    def __str__(self) -> str:
        """Name it."""
        return f"{self.reference}: {self.subject[:80]}"


class InquiryEnd(models.Model):
    """An inquiry waits no longer: it was answered, or somebody said that it needs no answer.

    `text` and `letter` are what they were answered; "" and None where it needs none.
    """

    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="end")
    text = models.TextField(blank=True)
    letter = models.OneToOneField(
        ReporterLetter, on_delete=models.PROTECT, null=True, related_name="inquiry_end"
    )
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="inquiry_ends")
    at = models.DateTimeField()

    class Meta:
        """What is answered is sent, and what is sent says something."""

        constraints = [
            models.CheckConstraint(
                name="inquiry_answer_is_sent",
                condition=Q(text="", letter=None) | Q(text__regex=r"\S", letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Say what waits no longer."""
        return f"{self.inquiry.reference} ended by {self.by}"
