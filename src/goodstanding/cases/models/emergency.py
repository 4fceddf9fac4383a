"""What is remembered of emergencies: what showed them."""

from django.db import models
from django.db.models import Q

from goodstanding.cases.models.decision import Decision
from goodstanding.findings.models import Finding


class EmergencyEvidence(models.Model):
    """What showed the emergency a decision states: a finding, or a ground in writing (G10)."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="emergency_evidence"
    )
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.TextField(blank=True)

    class Meta:
        """It names something."""

        constraints = [
            models.CheckConstraint(
                name="P4_emergency_evidence_names_something",
                condition=Q(finding__isnull=False) | Q(ground__regex=r"\S"),
            ),
        ]

    def __str__(self) -> str:
        """Say what shows it."""
        return self.ground or str(self.finding)
