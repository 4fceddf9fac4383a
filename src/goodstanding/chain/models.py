"""What the chain remembers. Only triggers and functions of the database write here.

See `migrations/0002_binding.py` and, for what is erased, `migrations/0004_erasure.py`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Shape(models.Model):
    """The columns a table of the record had, so that columns added later change no hash."""

    relation = models.TextField()
    columns = ArrayField(models.TextField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relation", "columns"], name="P8_shape_once")
        ]

    def __str__(self) -> str:
        return self.relation


class Link(models.Model):
    """Rows that one statement wrote to one table, in their order.

    `digests` holds the SHA-256 of each row, 32 bytes a key.
    """

    transaction = models.BigIntegerField(db_index=True)
    shape = models.ForeignKey(Shape, models.PROTECT)
    keys = ArrayField(models.TextField())
    digests = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.shape}: {', '.join(self.keys)}"


class Block(models.Model):
    """What one transaction wrote, bound to the block before it."""

    number = models.BigIntegerField(primary_key=True)
    transaction = models.BigIntegerField(db_index=True)
    links = ArrayField(models.BigIntegerField())
    previous = models.BinaryField()
    hash = models.BinaryField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)


class Retention(models.Model):
    """For how many days rows of a class are kept, and on which ground; the latest counts."""

    class_name = models.TextField(db_column="class")
    days = models.PositiveIntegerField()
    ground = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="P8_retention_has_a_ground", condition=Q(ground__regex=r"\S")
            ),
            models.CheckConstraint(name="P8_kept_for_a_year_at_least", condition=Q(days__gte=365)),
        ]

    def __str__(self) -> str:
        return f"{self.class_name}: {self.days} days"


class LegalHold(models.Model):
    """What is about an account is not erased, until the hold ends."""

    account = models.TextField(db_index=True)
    ground = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="P8_legal_hold_has_a_ground", condition=Q(ground__regex=r"\S")
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.ground}"


class LegalHoldEnd(models.Model):
    """A legal hold is over."""

    hold = models.OneToOneField(LegalHold, models.PROTECT, related_name="end")
    ground = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="P8_legal_hold_end_has_a_ground", condition=Q(ground__regex=r"\S")
            )
        ]

    def __str__(self) -> str:
        return f"{self.hold} is over"


class Erasure(models.Model):
    """What a row said is gone; that it was there, and is the same row, can still be proved.

    `was` and `made` hold the row's SHA-256 before and after for each of `shapes`; `row_was` and
    `row_made` the same of the whole row as it was then.
    """

    relation = models.TextField()
    key = models.TextField()
    class_name = models.TextField(db_column="class")
    columns = ArrayField(models.TextField())
    shapes = ArrayField(models.BigIntegerField())
    was = ArrayField(models.BinaryField())
    made = ArrayField(models.BinaryField())
    row_was = models.BinaryField()
    row_made = models.BinaryField()
    transaction = models.BigIntegerField(db_index=True)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relation", "key"], name="P8_erased_once"),
            models.CheckConstraint(name="P8_erased_by_someone", condition=Q(by__regex=r"\S")),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.key}"
