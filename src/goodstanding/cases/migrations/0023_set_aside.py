"""A reversal sets aside what its decision alone rested on (P9)."""

from django.db import migrations

SET_ASIDE = """
CREATE FUNCTION reversal_sets_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_decisionfinding mine
        LEFT JOIN findings_setaside aside ON aside.finding_id = mine.finding_id
        WHERE mine.decision_id = NEW.decision_id AND aside.id IS NULL
          AND NOT EXISTS (
              SELECT 1 FROM cases_decisionfinding other
              LEFT JOIN cases_reversal undone ON undone.decision_id = other.decision_id
              WHERE other.finding_id = mine.finding_id AND other.decision_id <> mine.decision_id
                AND undone.id IS NULL)) THEN
        RAISE EXCEPTION 'P9: a reversal sets aside the findings that its decision alone rested on'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_sets_aside AFTER INSERT ON cases_reversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reversal_sets_aside();
"""
REVERSE = """
DROP TRIGGER reversal_sets_aside ON cases_reversal;
DROP FUNCTION reversal_sets_aside();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("cases", "0022_own_findings"), ("findings", "0003_set_aside")]
    operations = [migrations.RunSQL(SET_ASIDE, REVERSE)]
