"""P8: inquiries are erased when their time is over, and letters to people outside, as reports are."""

from importlib import import_module

from django.db import migrations

LETTERS = import_module("goodstanding.chain.migrations.0005_messages_and_notes")
BEFORE = import_module("goodstanding.chain.migrations.0006_attachments")
LISTED = LETTERS.ERASABLE.replace(BEFORE.LETTERS, BEFORE.ATTACHMENTS + BEFORE.LETTERS)
REPORTS = "('cases_report',"
ASKED = "SELECT asked.sender FROM support_inquiry AS asked WHERE asked.id = one.inquiry_id"
TICKETS = f"""('support_inquiry', 'inquiries', '{{name,sender,subject,text}}', 'at', 'SELECT one.sender', 1095),
('notices_reporterletter', 'reports', '{{address,subject,text}}', 'created_at', 'SELECT one.address', 1095),
('support_inquiryend', 'inquiries', '{{text}}', 'at', '{ASKED}', 1095),
"""


class Migration(migrations.Migration):
    """The list of what is erased one day."""

    dependencies = [("chain", "0006_attachments")]
    operations = [migrations.RunSQL(LISTED.replace(REPORTS, TICKETS + REPORTS), LISTED)]
