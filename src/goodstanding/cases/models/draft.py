"""What is kept of something begun and not sent yet: its writer's own, and no part of the record."""

from django.db import models

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case


class Draft(models.Model):
    """What a person of the team had typed into a form of a case when they last kept it.

    One a case, person and form; the newest counts. It goes when the form is sent, when its writer
    throws it away, or after a month. Nobody else sees it, and nothing is decided on it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=16)
    fields = models.JSONField()  # by name of the field, the list of what was typed or ticked
    at = models.DateTimeField()

    class Meta:
        """One of each; the oldest are found at once."""

        constraints = [
            models.UniqueConstraint(fields=["case", "staff", "form"], name="draft_once"),
            models.CheckConstraint(
                name="draft_form_known", condition=models.Q(form__in=["message", "decision"])
            ),
        ]
        indexes = [models.Index(fields=["at"], name="draft_at")]

    def __str__(self) -> str:
        """Say whose it is."""
        return f"{self.case}: {self.form} begun by {self.staff}"
