"""Pots and entries, and what clients contest. Amounts are whole minor units (cents)."""

from django.db import models
from django.db.models import F, Q

from goodstanding.accounts.models import Account


class LedgerAccount(models.Model):
    """A pot of money: of a member, for a contract, in a currency, for a purpose.

    `marketplace` pots stand for the world outside and may be negative; no other pot may. Every
    member has their own, so that one member's payments never wait for another's. The balance is
    kept by the database as entries are written. A contract paid in two currencies has two pots of
    each purpose; what is contested and held is matched currency by currency.
    """

    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="pots")
    contract = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    purpose = models.CharField(max_length=16)
    balance = models.BigIntegerField(default=0)

    class Meta:
        """One pot a purpose, and no overdraft (P6)."""

        constraints = [
            models.UniqueConstraint(
                fields=["owner", "contract", "currency", "purpose"],
                name="pot_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="pot_purpose_known",
                condition=Q(purpose__in=["marketplace", "payable", "held"]),
            ),
            models.CheckConstraint(
                name="P6_no_pot_below_zero",
                condition=Q(balance__gte=0) | Q(purpose="marketplace"),
            ),
            models.CheckConstraint(
                name="pot_has_owner", condition=Q(owner__isnull=False) | Q(purpose="marketplace")
            ),
        ]

    def __str__(self) -> str:
        """Name the pot."""
        return f"{self.purpose} of {self.owner} {self.contract} {self.currency}"


class Entry(models.Model):
    """Money moved from one pot to another; never changed, never deleted."""

    source = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="out")
    target = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="into")
    amount = models.BigIntegerField()
    cause = models.CharField(max_length=200)  # what moved it: "event 12", "hold …", "release …"
    key = models.CharField(max_length=200, unique=True)  # so that nothing is moved twice
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Something moves, from here to elsewhere."""

        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(name="P6_entry_moves_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="P6_entry_goes_elsewhere", condition=~Q(source=F("target"))
            ),
        ]

    def __str__(self) -> str:
        """Say what moved."""
        return f"{self.amount} from {self.source} to {self.target}"


class Contest(models.Model):
    """A sum of a contract that its client contests. Ends by a `ContestEnd`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contests")
    contract = models.CharField(max_length=200)
    client = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.TextField(blank=True)
    event = models.BigIntegerField(unique=True)  # the event that reported it
    at = models.DateTimeField()

    class Meta:
        """A contested sum is a sum."""

        constraints = [models.CheckConstraint(name="contest_positive", condition=Q(amount__gt=0))]
        indexes = [models.Index(fields=["account", "contract"], name="contest_contract")]

    def __str__(self) -> str:
        """Say what is contested."""
        return f"{self.amount} {self.currency} of {self.contract}"


class ContestEnd(models.Model):
    """A contest ended."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="end")
    event = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what ended."""
        return f"end of {self.contest}"


class Unposted(models.Model):
    """Money the marketplace says it moved, that the ledger could not follow, and why.

    It is outstanding until an entry with the event's key exists: a payout reported before what
    was earned, or while the money was held, is followed as soon as the pot allows.
    """

    event = models.BigIntegerField(unique=True)
    pot = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="unposted")
    kind = models.CharField(max_length=64)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Plural as people say it."""

        verbose_name_plural = "unposted"

    def __str__(self) -> str:
        """Say what could not be posted."""
        return f"event {self.event}: {self.reason}"


class Progress(models.Model):
    """How far the ledger has read the marketplace's events. One row."""

    event = models.BigIntegerField(default=0)  # id of the latest event posted

    class Meta:
        """Plural as people say it."""

        verbose_name_plural = "progress"

    def __str__(self) -> str:
        """Say how far."""
        return f"posted up to event {self.event}"
