"""P12: a rule overturned too often decides nothing against anyone without a person."""

from django.db import migrations

RULE = """
CREATE FUNCTION rule_may_act_alone(detector_name text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    made bigint;
    undone bigint;
    term float8;
    tail float8 := 0;
BEGIN
    SELECT count(*), count(r.id) INTO made, undone
    FROM cases_decision d LEFT JOIN cases_reversal r ON r.decision_id = d.id
    WHERE d.measure NOT IN ('no_action', 'coaching_note') AND EXISTS (
        SELECT 1 FROM cases_decisionfinding l JOIN findings_finding f ON f.id = l.finding_id
        WHERE l.decision_id = d.id AND f.detector = detector_name);
    IF undone = 0 THEN
        RETURN true;
    END IF;
    -- The chance of so few reversals at the limit of 10 %; logarithms, as exp() may not underflow.
    term := made * ln(0.9::float8);
    FOR i IN 0..undone LOOP
        IF term > -700 THEN
            tail := tail + exp(term);
        END IF;
        EXIT WHEN i = made;
        term := term + ln((made - i)::float8 / (i + 1)) + ln(0.1::float8 / 0.9::float8);
    END LOOP;
    RETURN tail <= 0.05;
END $$;

CREATE FUNCTION check_rule_acts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT rule_may_act_alone(NEW.rule) THEN
        RAISE EXCEPTION 'P12: % was overturned too often to decide without a person', NEW.rule
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER decision_rule_acts_alone BEFORE INSERT ON cases_decision FOR EACH ROW
WHEN (NEW.decided_by_id IS NULL AND NEW.measure NOT IN ('no_action', 'coaching_note'))
EXECUTE FUNCTION check_rule_acts_alone();
"""

BACK = """
DROP TRIGGER decision_rule_acts_alone ON cases_decision;
DROP FUNCTION check_rule_acts_alone();
DROP FUNCTION rule_may_act_alone(text);
"""


class Migration(migrations.Migration):
    """The functions and the trigger."""

    dependencies = [("cases", "0017_clock_promises"), ("findings", "0002_promises")]
    operations = [migrations.RunSQL(RULE, BACK)]
