"""Where each undecided case stands in the queue: derived from the record, and no part of it.

Made anew whenever something that moves a case was written down; thrown away, it comes back the
same. It is there so that a queue of a million cases is read by an index, a page at a time.
"""

from django.db import models

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case

ORDER = ("due_at", "weakness", "case")


class Place(models.Model):
    """An undecided case by what is due next in it.

    `due_at` is far away where nothing is due; `what` that is and `owner` whose clock, "" nobody's.
    `weakness` is 3 less the tier of its strongest finding, so that the strongest comes first.
    `again_at` is when time alone may move it.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="place"
    )
    due_at = models.DateTimeField()
    what = models.CharField(max_length=64, blank=True, default="", db_default="")
    owner = models.CharField(max_length=8, blank=True)
    weakness = models.SmallIntegerField()
    state = models.CharField(max_length=32)
    manager = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    policy = models.CharField(max_length=200)  # its slug
    language = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)

    class Meta:
        """One index a way of reading it, each in the queue's order."""

        indexes = [
            models.Index(fields=ORDER, name="place_due"),
            models.Index(fields=["manager", *ORDER], name="place_manager"),
            models.Index(fields=["policy", *ORDER], name="place_policy"),
            models.Index(fields=["language", *ORDER], name="place_language"),
            models.Index(fields=["state", *ORDER], name="place_state"),
            models.Index(fields=["again_at"], name="place_again"),
        ]

    def __str__(self) -> str:
        """Say what is due when."""
        return f"{self.case_id}: {self.state}, {self.due_at:%Y-%m-%d %H:%M}"


class Unplaced(models.Model):
    """An undecided case whose place could not be worked out, and why; derived, as a place is.

    It stands alone, so that it keeps no other waiting, and is named above the queue. It is tried
    again `again_at`, and whenever something is written in it.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="unplaced"
    )
    at = models.DateTimeField()
    why = models.CharField(max_length=400)
    again_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Say which, and why."""
        return f"{self.case}: {self.why}"


class Moved(models.Model):
    """A note that something was written down which may move a case; taken away once it is placed.

    Triggers write it, so that no door forgets to. It has no rule but one: cheap to write.
    """

    case_id = models.UUIDField()

    class Meta:
        """A page of the queue asks for its cases' notes, however many wait."""

        indexes = [models.Index(fields=["case_id"], name="moved_case")]

    def __str__(self) -> str:
        """Name the case's key."""
        return str(self.case_id)
