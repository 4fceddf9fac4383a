"""What is remembered of a case and of what was said in it."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Account, Staff
from goodstanding.findings.models import Finding
from goodstanding.notices.models import Notice
from goodstanding.policies.models import PolicyVersion

MEASURES = [
    "no_action",
    "coaching_note",
    "warning",
    "interim_restriction",
    "restriction",
    "suspension",
    "termination",
]


class Case(models.Model):
    """One account, one policy, its findings, one case manager for its whole life.

    At most one case of an account and policy is open at once (kept by the database).
    `token` makes the case's own mail address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=32, unique=True)
    token = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cases")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    why = models.TextField(blank=True)  # the reason given where a person opened it by hand

    class Meta:
        """The queue reads newest first."""

        indexes = [models.Index(fields=["opened_at", "id"], name="case_opened")]

    def __str__(self) -> str:
        """Name the case."""
        return self.reference


class Assignment(models.Model):
    """The one case manager who owns the case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="assignment")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="assignments")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Say whose case it is."""
        return f"{self.case}: {self.staff}"


class CaseFinding(models.Model):
    """A finding taken into a case; it is in no other."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="taken")
    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="taken")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what was taken in."""
        return f"{self.case}: {self.finding}"


class PreliminaryNotice(models.Model):
    """The member was told what is proposed, and until when to answer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="preliminary_notices")
    proposed = models.CharField(max_length=32)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT)
    served_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)

    class Meta:
        """There is time to answer (G05)."""

        constraints = [
            models.CheckConstraint(
                name="preliminary_leaves_time", condition=Q(respond_by__gt=F("served_at"))
            ),
            models.CheckConstraint(
                name="preliminary_measure_known", condition=Q(proposed__in=MEASURES)
            ),
        ]

    def __str__(self) -> str:
        """Say what is proposed."""
        return f"{self.case}: {self.proposed} proposed"


class Answer(models.Model):
    """What the member said."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    receipt = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """An answer says something."""

        indexes = [GinIndex(SearchVector("text", config="simple"), name="answer_words")]
        constraints = [
            models.CheckConstraint(name="answer_says_something", condition=Q(text__regex=r"\S"))
        ]

    def __str__(self) -> str:
        """Quote the start."""
        return self.text[:80]


class Letter(models.Model):
    """A mail that came to the case's own address.

    `from_member` is whether it is the member's word, or of who speaks for them: it came from a
    known address, and its sender is proven where that is asked for. Any other is kept apart until
    a person has looked; `apart` says why. `number` is which decision of the case the address was
    for, 0 for none. `receipt` is the acknowledgement the member was sent.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    message_id = models.CharField(max_length=400)
    sender = models.CharField(max_length=320)
    from_member = models.BooleanField()
    apart = models.CharField(max_length=16, blank=True, default="", db_default="")
    number = models.PositiveSmallIntegerField(default=0, db_default=0)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    receipt = models.OneToOneField(Notice, on_delete=models.PROTECT, null=True)

    class Meta:
        """A mail to two cases is kept in both, once in each."""

        constraints = [
            models.UniqueConstraint(fields=["case", "message_id"], name="letter_once_a_case")
        ]

    def __str__(self) -> str:
        """Say who wrote."""
        return f"{self.case}: mail from {self.sender}"
