"""What the chain remembers. Only triggers write here; see `migrations/0002_binding.py`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
