"""What is remembered of the documents and pictures that were added to a case."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case

LARGEST = 10 * 1024 * 1024
"""Bytes of one attachment."""
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "text": "text/plain; charset=utf-8",
}
"""What an attachment may be, and its type on the wire."""
DIGEST = r"^[0-9a-f]{64}$"


class Attachment(models.Model):
    """A document or picture that was added to a case; whoever reads the case can have it.

    `staff` is empty where the member added it, or who speaks for them; `by` names who it was.
    `sha256` stays when what it was is erased.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(DIGEST)])  # hexadecimal
    by = models.CharField(max_length=400)
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    door = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        """It is of a known kind, not empty, not too large, and came by a door."""

        indexes = [models.Index(fields=["case", "at"], name="attachment_of_case")]
        constraints = [
            models.CheckConstraint(
                name="attachment_kind_known", condition=Q(kind__in=sorted(KINDS))
            ),
            models.CheckConstraint(
                name="attachment_size", condition=Q(size__gte=1, size__lte=LARGEST)
            ),
            models.CheckConstraint(name="attachment_digest", condition=Q(sha256__regex=DIGEST)),
            models.CheckConstraint(
                name="attachment_door_known",
                condition=Q(staff=None, door__in=["portal", "mail"])
                | Q(staff__isnull=False, door="console"),
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def content_type(self) -> str:
        """Its type on the wire."""
        return KINDS[self.kind]


class AttachmentContent(models.Model):
    """The bytes of an attachment, until they are erased with it."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        """Whose bytes."""
        return f"content of {self.attachment_id}"
