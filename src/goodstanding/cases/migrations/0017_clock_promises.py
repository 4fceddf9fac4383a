"""What is written down of clocks is never changed (P8)."""

from django.db import migrations

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("clockwarning", "clockbreach", "escalation")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0016_clocks")]
    operations = [migrations.RunSQL(TRIGGERS)]
