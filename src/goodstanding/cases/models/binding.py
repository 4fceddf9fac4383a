"""What is remembered of the law that bound a decision; each of its days can be recomputed."""

from django.db import models

from goodstanding.cases.models.decision import Decision


class DecisionLaw(models.Model):
    """The profiles, clocks and relaxations that a decision was made under.

    `clocks` holds seconds for lengths and numbers for counts, by the names of `law.clocks.Clocks`.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="law")
    profiles = models.JSONField()
    clocks = models.JSONField()
    relaxations = models.JSONField()  # names of the parameters that were relaxed

    def __str__(self) -> str:
        """Say which laws."""
        return ", ".join(self.profiles)
