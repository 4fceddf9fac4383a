"""P8: a search that others share is never rewritten behind their backs; it is dropped."""

from django.db import migrations

KEEP = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in ("savedsearch", "savedsearchend")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0056_saved_searches")]
    operations = [migrations.RunSQL(KEEP)]
