"""What the marketplace said of itself, and what it relaxed, is never changed (P8)."""

from django.db import migrations

TABLES = ("policies_platformversion", "policies_platformrelaxation")
CREATE = "".join(
    f"CREATE TRIGGER {name.removeprefix('policies_')}_append_only "
    f"BEFORE UPDATE OR DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for name in TABLES
)
DROP = "".join(f"DROP TRIGGER {name.removeprefix('policies_')}_append_only ON {name};" for name in TABLES)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("policies", "0003_platform"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(CREATE, DROP)]
