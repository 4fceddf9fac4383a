"""P8: attachments are erased when their time is over, their bytes with their names."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("goodstanding.chain.migrations.0005_messages_and_notes")
LETTERS = "('cases_answer',"
ATTACHMENTS = f"('cases_attachment', 'correspondence', '{{name}}', 'at', '{BEFORE.SUBJECT}', 1095),\n"


class Migration(migrations.Migration):
    """The list of what is erased one day."""

    dependencies = [("chain", "0005_messages_and_notes")]
    operations = [
        migrations.RunSQL(
            BEFORE.ERASABLE.replace(LETTERS, ATTACHMENTS + LETTERS), BEFORE.ERASABLE
        )
    ]
