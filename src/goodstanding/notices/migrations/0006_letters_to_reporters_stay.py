"""A letter to somebody who reported, and that it was sent, are never changed (P8)."""

from django.db import migrations

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON notices_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("reporterletter", "reporterlettersent")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("notices", "0005_letters_to_reporters")]
    operations = [migrations.RunSQL(TRIGGERS)]
