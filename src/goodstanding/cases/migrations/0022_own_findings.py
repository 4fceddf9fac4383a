"""Nobody is judged by what was found about somebody else (P1)."""

from django.db import migrations

OWN = """
CREATE FUNCTION check_case_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_case c JOIN findings_finding f ON f.account_id = c.account_id
        WHERE c.id = NEW.case_id AND f.id = NEW.finding_id) THEN
        RAISE EXCEPTION 'P1: a finding about somebody else is no ground against this account'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_case_finding BEFORE INSERT ON cases_casefinding
    FOR EACH ROW EXECUTE FUNCTION check_case_finding();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("cases", "0021_member_promises"), ("findings", "0002_promises")]
    operations = [migrations.RunSQL(OWN)]
