"""What a decision relies on is in its case; when it came there is told by the case itself (P10)."""

from django.db import migrations

RELIED = """
CREATE OR REPLACE FUNCTION check_relied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_casefinding t ON t.case_id = d.case_id
        WHERE d.id = NEW.decision_id AND t.finding_id = NEW.finding_id) THEN
        RAISE EXCEPTION 'P10: a decision relies only on findings of its own case'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("cases", "0012_hearing_promises")]
    operations = [migrations.RunSQL(RELIED)]
