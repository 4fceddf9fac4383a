"""P8: who read a case is never rewritten, and names a case of the account it names."""

from django.db import migrations

KEEP = """
CREATE TRIGGER casereading_stays BEFORE UPDATE OR DELETE ON cases_casereading
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION check_case_reading() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.case_id IS NOT NULL
       AND NEW.account_id <> (SELECT account_id FROM cases_case WHERE id = NEW.case_id) THEN
        RAISE EXCEPTION 'reading: a case is read of the account it is about'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_case_reading BEFORE INSERT ON cases_casereading
    FOR EACH ROW EXECUTE FUNCTION check_case_reading();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0048_readings")]
    operations = [migrations.RunSQL(KEEP)]
