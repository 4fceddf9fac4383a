"""What was added to a case, and its bytes."""

from django.db.models import QuerySet

from goodstanding.cases.models import Attachment, AttachmentContent, Case


def attachments(case: Case) -> QuerySet[Attachment]:
    """What was added to a case, first to last; `is_kept` says whether its bytes are still there."""
    found = case.attachments.select_related("staff", "content").defer("content__content")
    return found.order_by("at", "id")


def content_of(attachment: Attachment) -> bytes | None:
    """The bytes of an attachment; None where they were erased."""
    kept = AttachmentContent.objects.filter(attachment=attachment).first()
    return bytes(kept.content) if kept else None
