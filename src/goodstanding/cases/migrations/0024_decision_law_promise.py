"""No decision without the law that bound it, so that each of its days can be recomputed (P1)."""

from django.db import migrations

LAW = """
CREATE FUNCTION check_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_decisionlaw l WHERE l.decision_id = NEW.id) THEN
        RAISE EXCEPTION 'P1: decision % says nothing of the law that bound it', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER which_law_bound_it AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_decision_law();
"""

BACK = """
DROP TRIGGER which_law_bound_it ON cases_decision;
DROP FUNCTION check_decision_law();
"""


class Migration(migrations.Migration):
    """The function and the trigger."""

    dependencies = [("cases", "0023_set_aside")]
    operations = [migrations.RunSQL(LAW, BACK)]
