"""What is remembered of how a measure is put right: plan, steps, proofs; and of probation."""

import uuid

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.decision import Decision, MeasureLift
from goodstanding.events.models import EventKey
from goodstanding.law.remedy import ProofSource, StepKind
from goodstanding.notices.models import Notice


class RemedyPlan(models.Model):
    """What lifts every measure of a decision once it is proved; made with the decision.

    `size` is the number of its steps. All places are taken when it is made, so none is ever added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="remedy_plan")
    size = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        """A plan has a step."""

        constraints = [
            models.CheckConstraint(name="P9_remedy_plan_has_steps", condition=Q(size__gt=0))
        ]

    def __str__(self) -> str:
        """Say what it lifts."""
        return f"{self.decision}: remedy of {self.size} steps"


class RemedyStep(models.Model):
    """One step of a plan, as the policy had it then; `place` counts from 0.

    `count` is how many contracts, refunds or weeks; `questions` are those of a lesson.
    """

    plan = models.ForeignKey(RemedyPlan, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    words = models.TextField()
    count = models.PositiveSmallIntegerField(default=1)
    questions = models.JSONField(default=list)

    class Meta:
        """Each place once, and something is asked."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="remedy_step_once"),
            models.CheckConstraint(
                name="remedy_step_kind_known", condition=Q(kind__in=[str(one) for one in StepKind])
            ),
            models.CheckConstraint(
                name="remedy_step_asks_something",
                condition=Q(words__regex=r"\S", count__gt=0),
            ),
        ]

    def __str__(self) -> str:
        """Say what to do."""
        return self.words


class StepProof(models.Model):
    """That a step, or a part of it, is done. Never changed.

    `key` names the part (a contract), "" for the whole; `event` is the event that proves it.
    `text` is an assurance in the member's words, or why a person accepts other proof; `answers`
    are those to a lesson, in the order of its questions.
    """

    step = models.ForeignKey(RemedyStep, on_delete=models.PROTECT, related_name="proofs")
    source = models.CharField(max_length=8)
    key = models.CharField(max_length=200, blank=True)
    event = models.ForeignKey(EventKey, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    answers = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A part is proved once; who accepts other proof is named and says why."""

        constraints = [
            models.UniqueConstraint(fields=["step", "key"], name="step_proof_once"),
            models.CheckConstraint(
                name="step_proof_source_known",
                condition=Q(source__in=[str(one) for one in ProofSource]),
            ),
            models.CheckConstraint(
                name="P9_other_proof_is_accepted_by_a_person_with_reasons",
                condition=Q(staff=None) & ~Q(source="staff")
                | Q(source="staff", staff__isnull=False, text__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="P9_event_proof_names_its_event",
                condition=Q(event=None) & ~Q(source="event")
                | Q(source="event", event__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Say what is proved."""
        return f"{self.step}: proved by {self.by}"


class Probation(models.Model):
    """A measure lifted on conditions, which hold until a day and then end by themselves."""

    lift = models.OneToOneField(MeasureLift, on_delete=models.PROTECT, related_name="probation")
    conditions = models.TextField()
    until = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT)

    class Meta:
        """It has conditions, and an end (P4)."""

        constraints = [
            models.CheckConstraint(
                name="probation_has_conditions", condition=Q(conditions__regex=r"\S")
            ),
            models.CheckConstraint(name="P4_probation_ends", condition=Q(until__gt=F("at"))),
        ]

    def __str__(self) -> str:
        """Say until when."""
        return f"{self.lift}: probation until {self.until:%Y-%m-%d}"


class PutBack(models.Model):
    """The rest of a measure, put back by a decision about new conduct during its probation."""

    probation = models.OneToOneField(Probation, on_delete=models.PROTECT, related_name="put_back")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="put_back")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what is back."""
        return f"{self.probation.lift.measure} put back"
