"""What the marketplace was told is never changed (P8)."""

from django.db import migrations

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON webhooks_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("message", "dispatch", "attempt")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("webhooks", "0001_initial"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(TRIGGERS)]
