"""What is remembered of rules: which may no longer decide without a person, and since when."""

from django.db import models
from django.db.models import Q

from goodstanding.accounts.models import Staff
from goodstanding.cases.models.decision import Reversal


class RuleLoss(models.Model):
    """A rule that was overturned too often: it decides nothing against anyone without a person.

    The figures are those of the reversal that took its bound past the limit: decisions against
    someone that rested on it, and of these the reversed ones, since it was last given back.
    """

    rule = models.CharField(max_length=64)  # the detector's name
    made = models.PositiveIntegerField()
    overturned = models.PositiveIntegerField()
    bound = models.FloatField()
    limit = models.FloatField()
    reversal = models.ForeignKey(Reversal, on_delete=models.PROTECT, related_name="losses")
    at = models.DateTimeField()

    class Meta:
        """Once a reversal."""

        constraints = [
            models.UniqueConstraint(fields=["rule", "reversal"], name="rule_loss_once"),
        ]

    def __str__(self) -> str:
        """Say what decides no longer alone."""
        return f"{self.rule} decides nothing alone since {self.at:%Y-%m-%d}"


class RuleReturn(models.Model):
    """A rule was changed, and a policy owner lets it act alone again; counts start anew."""

    loss = models.OneToOneField(RuleLoss, on_delete=models.PROTECT, related_name="returned")
    change = models.CharField(max_length=200)  # what is different now: a version, parameters
    reasons = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """It says what is different now, and why that is enough."""

        constraints = [
            models.CheckConstraint(
                name="P12_rule_given_back_for_a_change",
                condition=Q(change__regex=r"\S", reasons__regex=r"\S"),
            )
        ]

    def __str__(self) -> str:
        """Say what acts alone again."""
        return f"{self.loss.rule} may act alone again since {self.at:%Y-%m-%d}"
