"""What the database itself refuses about money (P4 to P6)."""

from django.db import migrations


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("funds", "0001_initial"), ("accounts", "0002_promises")]
    operations = []
