"""A place says what is due next, so that a page of the queue need not work it out again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The word, and a note for every case that has a place, so that it gets one."""

    atomic = False
    dependencies = [("cases", "0043_moved_cases")]
    operations = [
        migrations.AddField(
            model_name="place",
            name="what",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        AddIndexConcurrently(
            model_name="moved", index=models.Index(fields=["case_id"], name="moved_case")
        ),
        migrations.RunSQL("INSERT INTO cases_moved (case_id) SELECT case_id FROM cases_place"),
    ]
