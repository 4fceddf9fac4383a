"""Decided cases are listed latest first, and all are found by what was written in them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models

WORDS = (("decision", "reasons"), ("message", "text"), ("answer", "text"))


class Migration(migrations.Migration):
    """Indexes, while people work."""

    atomic = False
    dependencies = [("cases", "0059_attachments_stay")]
    operations = [
        AddIndexConcurrently(
            "decision", models.Index(fields=["-at", "-id"], name="decision_latest")
        ),
        *(
            AddIndexConcurrently(
                model, GinIndex(SearchVector(field, config="simple"), name=f"{model}_words")
            )
            for model, field in WORDS
        ),
    ]
