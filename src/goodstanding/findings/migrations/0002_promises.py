"""Findings are never changed (P8)."""

from django.db import migrations


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("findings", "0001_initial"), ("accounts", "0002_promises")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER finding_append_only BEFORE UPDATE OR DELETE ON findings_finding "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER finding_append_only ON findings_finding",
        )
    ]
