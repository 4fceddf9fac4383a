"""P8: what was made of a mail kept apart is never rewritten; only such a mail is judged."""

from django.db import migrations

KEPT = """
CREATE TRIGGER quarantineend_stays BEFORE UPDATE OR DELETE ON cases_quarantineend
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION check_quarantine_end() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_letter WHERE id = NEW.letter_id AND from_member) THEN
        RAISE EXCEPTION 'quarantine: this mail is the member''s own word and is not kept apart'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_quarantine_end BEFORE INSERT ON cases_quarantineend
    FOR EACH ROW EXECUTE FUNCTION check_quarantine_end();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0054_quarantine")]
    operations = [migrations.RunSQL(KEPT)]
