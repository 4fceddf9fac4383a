"""What is remembered of the hearing beside answers: who speaks for the member, and talks."""

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case
from goodstanding.notices.models import Notice


class Representative(models.Model):
    """Someone who speaks for the member in a case, until an end."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="representatives")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        """They have a name and an address."""

        constraints = [
            models.CheckConstraint(
                name="representative_is_named", condition=Q(name__regex=r"\S", email__regex="@")
            )
        ]

    def __str__(self) -> str:
        """Say who speaks for whom."""
        return f"{self.name}, for {self.case.account}"


class RepresentativeEnd(models.Model):
    """They speak for the member no longer."""

    representative = models.OneToOneField(
        Representative, on_delete=models.PROTECT, related_name="end"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Say who no longer does."""
        return f"{self.representative} no longer"


class TalkRequest(models.Model):
    """The member asks to talk with a human being, before anything is decided (AU-13)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="talk_requests")
    text = models.TextField(blank=True)  # when and how they can be reached, what about
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    receipt = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """There is time for it."""

        constraints = [
            models.CheckConstraint(name="talk_leaves_time", condition=Q(due_at__gt=F("at")))
        ]

    def __str__(self) -> str:
        """Say who asks."""
        return f"{self.case}: talk asked for"


class Talk(models.Model):
    """What came of a request to talk, as the person who talked wrote it down.

    `held` is false where it was offered and the member did not come. `representative` was there.
    """

    request = models.OneToOneField(TalkRequest, on_delete=models.PROTECT, related_name="talk")
    held = models.BooleanField()
    said = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, related_name="talks"
    )

    class Meta:
        """What was said is written down, afterwards."""

        constraints = [
            models.CheckConstraint(name="talk_is_written_down", condition=Q(said__regex=r"\S")),
            models.CheckConstraint(
                name="talk_recorded_afterwards", condition=Q(recorded_at__gte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        """Say whether there was one."""
        return f"{self.request.case}: talk {'held' if self.held else 'offered'}"
