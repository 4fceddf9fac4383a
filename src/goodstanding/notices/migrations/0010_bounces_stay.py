"""That a mail came back is never changed (P8)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER bounce_append_only BEFORE UPDATE OR DELETE ON notices_bounce
FOR EACH ROW EXECUTE FUNCTION refuse_change();"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("notices", "0009_bounces")]
    operations = [migrations.RunSQL(TRIGGER)]
