"""What is remembered of decisions that are looked at again though nobody appealed."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Decision, Reversal
from goodstanding.law.quality import Opinion
from goodstanding.notices.models import Notice


class Draw(models.Model):
    """A week's draw; whoever knows the seed can draw it again (`law.quality.drawn`)."""

    week = models.DateField(unique=True)  # its Monday
    seed = models.CharField(max_length=64)  # the hash of the chain's latest block then
    share = models.FloatField()
    decided = models.PositiveIntegerField()  # how many were in it
    at = models.DateTimeField()

    class Meta:
        """A share of something."""

        constraints = [
            models.CheckConstraint(name="draw_share", condition=Q(share__gt=0, share__lte=1))
        ]

    def __str__(self) -> str:
        """Say of which week."""
        return f"week of {self.week}"


class Sample(models.Model):
    """A decision that was drawn, to be looked at by somebody who had no hand in its case."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="samples")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="sample")

    def __str__(self) -> str:
        """Say what is looked at."""
        return f"sample of {self.decision}"


class SampleAnswer(models.Model):
    """What the reviewer thinks of a sample, and where it was too harsh, its reversal."""

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="answer")
    opinion = models.CharField(max_length=16)
    reasons = models.TextField(blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="sample_answers")
    at = models.DateTimeField()
    reversal = models.OneToOneField(
        Reversal, on_delete=models.PROTECT, null=True, related_name="sample_answer"
    )
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, null=True, related_name="sample_answer"
    )

    class Meta:
        """P7, as far as one row can say it."""

        constraints = [
            models.CheckConstraint(
                name="sample_opinion_known", condition=Q(opinion__in=[str(one) for one in Opinion])
            ),
            models.CheckConstraint(
                name="sample_answer_says_why",
                condition=Q(opinion="agreed") | Q(reasons__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="P7_own_motion_only_in_favour",
                condition=Q(reversal=None, notice=None)
                | Q(opinion="too_harsh", reversal__isnull=False, notice__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Say what was thought."""
        return f"{self.sample}: {self.opinion}"
