"""P8: what was asked and answered at the front door is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER inquiry_stays BEFORE UPDATE OR DELETE ON support_inquiry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inquiry_end_stays BEFORE UPDATE OR DELETE ON support_inquiryend
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("support", "0001_initial"), ("chain", "0006_attachments")]
    operations = [migrations.RunSQL(KEEP)]
