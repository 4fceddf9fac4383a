"""What the team notes in a case for itself."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case


class Note(models.Model):
    """What somebody of the team writes down in a case for the others. Nothing is decided on it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()

    class Meta:
        """It says something; its words can be searched."""

        indexes = [GinIndex(SearchVector("text", config="simple"), name="note_words")]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=Q(text__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Quote the start."""
        return self.text[:80]
