"""P8: messages and notes are erased when their time is over, as letters are."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("goodstanding.chain.migrations.0004_erasure").ERASABLE
SUBJECT = (
    "SELECT account.name FROM cases_case AS own JOIN accounts_account AS account "
    "ON account.id = own.account_id WHERE own.id = one.case_id"
)
OWN = "SELECT account.name FROM accounts_account AS account WHERE account.id = one.account_id"

ERASABLE = f"""
CREATE OR REPLACE FUNCTION chain_erasable() RETURNS TABLE (relation text, class text,
    columns text[], since text, subject text, days int) LANGUAGE sql IMMUTABLE AS $$ VALUES
('cases_letter', 'correspondence', '{{sender,subject,text}}'::text[], 'at', '{SUBJECT}', 1095),
('cases_answer', 'correspondence', '{{text}}', 'at', '{SUBJECT}', 1095),
('cases_message', 'correspondence', '{{text}}', 'at', '{SUBJECT}', 1095),
('cases_note', 'team-notes', '{{text}}', 'at', '{SUBJECT}', 1095),
('cases_report', 'reports', '{{name,email,place,text}}', 'at', '{SUBJECT}', 1095),
('notices_notice', 'notices', '{{subject,text}}', 'created_at', '{OWN}', 2190),
('appeals_appeal', 'appeals', '{{text}}', 'filed_at', '{OWN}', 2190)
$$;
"""


class Migration(migrations.Migration):
    """The list of what is erased one day."""

    dependencies = [("chain", "0004_erasure")]
    operations = [
        migrations.RunSQL(
            ERASABLE, BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        )
    ]
