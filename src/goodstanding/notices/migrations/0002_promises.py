"""Notices are never changed (P8)."""

from django.db import migrations

TABLES = ("notice", "statement", "delivery", "deliveryattempt", "opening")
CREATE = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON notices_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in TABLES
)
DROP = "\n".join(f"DROP TRIGGER {table}_append_only ON notices_{table};" for table in TABLES)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("notices", "0001_initial"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(CREATE, DROP)]
