"""P8: who was away, who stood in, and what each was able to when, is never rewritten."""

from django.db import migrations

TABLES = ("absence", "absenceend", "ability", "abilityend")
KEEP = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON accounts_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in TABLES
)
UNDO = "".join(f"DROP TRIGGER {table}_stays ON accounts_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("accounts", "0011_presence")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
