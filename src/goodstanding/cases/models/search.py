"""What is remembered of searches of the queue that people come back to."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff


class SavedSearch(models.Model):
    """A search of the queue with a name: its keeper's own, or shared with all of the team.

    `asked` is the search as it stands in an address: "policy=spam-applications&language=uk".
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="saved_searches")
    name = models.CharField(max_length=60)
    asked = models.CharField(max_length=1000)
    shared = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """It has a name and asks for something."""

        constraints = [
            models.CheckConstraint(name="saved_search_has_name", condition=Q(name__regex=r"\S")),
            models.CheckConstraint(name="saved_search_asks", condition=~Q(asked="")),
        ]

    def __str__(self) -> str:
        """Name it."""
        return self.name


class SavedSearchEnd(models.Model):
    """Its keeper wants it no longer."""

    search = models.OneToOneField(SavedSearch, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Name what was dropped."""
        return f"{self.search}: dropped"
