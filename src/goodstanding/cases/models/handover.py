"""What is remembered of a case that another person took over."""

from django.db import models

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case
from goodstanding.cases.models.dialogue import Message


class Handover(models.Model):
    """Whoever stood in for the case manager took the case over, and told the member by `message`.

    From then on the case is theirs, as it was `former`'s. It is taken over only from one who is
    away, by who stands in, or from one who manages cases no longer (kept by the database).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    former = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="handed_over")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="taken_over")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="handover")
    at = models.DateTimeField()

    class Meta:
        """The latest of a case is found at once."""

        indexes = [models.Index(fields=["case", "id"], name="handover_latest")]

    def __str__(self) -> str:
        """Say whose it became."""
        return f"{self.case}: {self.staff}, after {self.former}"
