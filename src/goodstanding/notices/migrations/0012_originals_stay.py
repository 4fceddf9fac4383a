"""The English original of a notice is never changed (P8)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER original_append_only BEFORE UPDATE OR DELETE ON notices_noticeoriginal
FOR EACH ROW EXECUTE FUNCTION refuse_change();"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("notices", "0011_originals")]
    operations = [migrations.RunSQL(TRIGGER)]
