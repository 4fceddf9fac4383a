"""P8: what the team noted in a case is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER note_stays BEFORE UPDATE OR DELETE ON cases_note
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("cases", "0052_notes")]
    operations = [migrations.RunSQL(KEEP, "DROP TRIGGER note_stays ON cases_note")]
