"""A measure may name one member of an agency's team."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The column; all earlier measures are about the whole account."""

    dependencies = [("cases", "0019_strike_promises")]
    operations = [
        migrations.AddField(
            "measure",
            "member",
            models.CharField(max_length=200, blank=True, default="", db_default=""),
        ),
    ]
