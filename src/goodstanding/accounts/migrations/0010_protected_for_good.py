"""P8: who was protected, from when, for whose eyes, and who looked, is never rewritten."""

from django.db import migrations

TABLES = ("protection", "admission", "protectionend", "protectedreading")
KEEP = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON accounts_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in TABLES
)
UNDO = "".join(f"DROP TRIGGER {table}_stays ON accounts_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("accounts", "0009_protected_members")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
