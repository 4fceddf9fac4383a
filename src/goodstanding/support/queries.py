"""Which inquiries wait, and what was asked and answered before."""

from django.db.models import QuerySet

from goodstanding.support.models import Inquiry


class UnknownInquiryError(LookupError):
    """There is no such inquiry."""


def waiting() -> QuerySet[Inquiry]:
    """Inquiries that nobody has answered, oldest first."""
    return Inquiry.objects.filter(end=None).order_by("at", "id")


def ended() -> QuerySet[Inquiry]:
    """Inquiries that wait no longer, with how they ended, latest first."""
    return Inquiry.objects.exclude(end=None).select_related("end__by").order_by("-end__at", "-id")


def earlier(inquiry: Inquiry) -> QuerySet[Inquiry]:
    """What was asked from the same address before, latest first."""
    same = Inquiry.objects.filter(sender__iexact=inquiry.sender, pk__lt=inquiry.pk)
    return same.exclude(sender="").select_related("end__by").order_by("-at")


def inquiry(reference: str) -> Inquiry:
    """An inquiry by its reference.

    Raises:
        UnknownInquiryError: there is none.
    """
    found = Inquiry.objects.select_related("end__by").filter(reference=reference).first()
    if found is None:
        msg = f"There is no inquiry {reference}."
        raise UnknownInquiryError(msg)
    return found
