"""Whoever answered one reporter's appeal in a case answers no other in it (P7)."""

from django.db import migrations

OUTCOME = """
CREATE OR REPLACE FUNCTION check_reporter_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    looked appeals_reporterappeal;
    about uuid;
BEGIN
    SELECT * INTO looked FROM appeals_reporterappeal WHERE id = NEW.appeal_id;
    SELECT case_id INTO about FROM cases_decision WHERE id = looked.decision_id;
    IF had_a_hand(NEW.decided_by_id, about) OR EXISTS (
        SELECT 1 FROM appeals_reporterappealoutcome o
        JOIN appeals_reporterappeal a ON a.id = o.appeal_id
        JOIN cases_decision d ON d.id = a.decision_id
        WHERE d.case_id = about AND a.id <> looked.id
          AND o.decided_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'P7: whoever had a hand in a case does not answer the reporter''s appeal'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P7: a reporter''s appeal is decided by a qualified reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The trigger's function."""

    dependencies = [("appeals", "0009_answered_in_time")]
    operations = [migrations.RunSQL(OUTCOME)]
