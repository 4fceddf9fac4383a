"""What is remembered of what a case manager and the member write to each other."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.case import Case
from goodstanding.notices.models import Notice


class Message(models.Model):
    """What a case manager, or the member, writes to the other in a case, at any time.

    `staff` is empty where the member wrote, or who speaks for them; `by` names who it was.
    `notice` is what the member was told of it: our words, or that theirs have come.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField()
    by = models.CharField(max_length=400)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="messages")
    door = models.CharField(max_length=16)
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="message")

    class Meta:
        """It says something, and came by a door: a case manager's is the console."""

        indexes = [
            models.Index(fields=["case", "at"], name="message_of_case"),
            GinIndex(SearchVector("text", config="simple"), name="message_words"),
        ]
        constraints = [
            models.CheckConstraint(name="message_says_something", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="message_door_known",
                condition=Q(staff=None, door__in=["portal", "mail"])
                | Q(staff__isnull=False, door="console"),
            ),
        ]

    def __str__(self) -> str:
        """Say who wrote."""
        return f"{self.by}: {self.text[:80]}"


class Heed(models.Model):
    """A message of the member's waits no longer: it was answered, or needs no answer.

    `answer` is the message of ours that answers it; empty where somebody read it and said that it
    needs none.
    """

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="heed")
    answer = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="heeds")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="heeds")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what waits no longer."""
        return f"{self.message} heeded by {self.by}"
