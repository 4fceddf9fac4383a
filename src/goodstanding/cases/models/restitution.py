"""What is remembered of held money that two people gave back to a client."""

from django.db import models

from goodstanding.cases.models.decision import Decision
from goodstanding.cases.models.second import Proposal
from goodstanding.funds.models import Transfer
from goodstanding.notices.models import Notice


class Restitution(models.Model):
    """Held money that went back to the client in a case of fraud, as two people agreed (P5).

    `decision` ordered the hold that kept it; `notice` is the member's own statement of reasons
    (P2). Whether money came back to the member since is told by a `Reversal` of the decision.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="restitution")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="restitutions")
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="restitution")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what went where."""
        return f"{self.transfer}"
