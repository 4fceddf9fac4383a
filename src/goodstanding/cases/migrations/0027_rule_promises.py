"""P12: a rule that was lost decides nothing alone until a policy owner gives it back, changed."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("goodstanding.cases.migrations.0018_rules_act_alone")

JUDGE = """
CREATE FUNCTION rule_limit(detector_name text, own bigint, now timestamptz) RETURNS float8
LANGUAGE sql STABLE AS $$
    -- The strictest of the version decided under, and of all in force that use the rule.
    SELECT min(overturn_limit) FROM (
        SELECT overturn_limit FROM policies_policyversion WHERE id = own
        UNION ALL
        SELECT overturn_limit FROM (
            SELECT DISTINCT ON (slug) overturn_limit, detectors FROM policies_policyversion
            WHERE in_force_from <= now ORDER BY slug, version DESC) latest
        WHERE detectors ? detector_name) known
$$;

CREATE FUNCTION rule_tally(detector_name text, now timestamptz, OUT made bigint, OUT undone bigint)
LANGUAGE sql STABLE AS $$
    SELECT count(*), count(r.id)
    FROM cases_decision d LEFT JOIN cases_reversal r ON r.decision_id = d.id
    WHERE d.measure NOT IN ('no_action', 'coaching_note')
      AND d.at > coalesce((SELECT max(b.at) FROM cases_rulereturn b
                           JOIN cases_ruleloss l ON l.id = b.loss_id
                           WHERE l.rule = detector_name AND b.at <= now), '-infinity')
      AND EXISTS (
          SELECT 1 FROM cases_decisionfinding f JOIN findings_finding x ON x.id = f.finding_id
          WHERE f.decision_id = d.id AND x.detector = detector_name)
$$;

CREATE FUNCTION chance_of_so_few(undone bigint, made bigint, rate float8) RETURNS float8
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    term float8 := made * ln(1 - rate);
    tail float8 := 0;
BEGIN
    FOR i IN 0..undone LOOP
        IF term > -700 THEN  -- logarithms, as exp() may not underflow
            tail := tail + exp(term);
        END IF;
        EXIT WHEN i = made;
        term := term + ln((made - i)::float8 / (i + 1)) + ln(rate / (1 - rate));
    END LOOP;
    RETURN tail;
END $$;

CREATE FUNCTION rule_is_lost(detector_name text, now timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases_ruleloss l
        LEFT JOIN cases_rulereturn b ON b.loss_id = l.id AND b.at <= now
        WHERE l.rule = detector_name AND b.id IS NULL)
$$;

CREATE FUNCTION rule_is_within(detector_name text, own bigint, now timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT undone = 0
        OR chance_of_so_few(undone, made, rule_limit(detector_name, own, now)) <= 0.05
    FROM rule_tally(detector_name, now)
$$;
"""

ALONE = """
CREATE FUNCTION check_rule_acts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF rule_is_lost(NEW.rule, NEW.at) OR NOT rule_is_within(NEW.rule, NEW.policy_id, NEW.at) THEN
        RAISE EXCEPTION 'P12: % was overturned too often to decide without a person', NEW.rule
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_rule_acts_alone BEFORE INSERT ON cases_decision FOR EACH ROW
WHEN (NEW.decided_by_id IS NULL AND NEW.measure NOT IN ('no_action', 'coaching_note'))
EXECUTE FUNCTION check_rule_acts_alone();

CREATE FUNCTION check_relied_rule_acts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text := (SELECT detector FROM findings_finding WHERE id = NEW.finding_id);
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_decision d WHERE d.id = NEW.decision_id
          AND d.decided_by_id IS NULL AND d.measure NOT IN ('no_action', 'coaching_note')
          AND rule_is_lost(named, d.at)) THEN
        RAISE EXCEPTION 'P12: nothing rests without a person on what % found, a lost rule', named
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER relied_rule_acts_alone BEFORE INSERT ON cases_decisionfinding
    FOR EACH ROW EXECUTE FUNCTION check_relied_rule_acts_alone();
"""

LOST = """
CREATE FUNCTION reversal_writes_the_loss() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text;
BEGIN
    FOR named IN SELECT DISTINCT f.detector FROM cases_decisionfinding r
        JOIN findings_finding f ON f.id = r.finding_id WHERE r.decision_id = NEW.decision_id
    LOOP
        IF NOT rule_is_lost(named, NEW.at) AND NOT rule_is_within(named,
            (SELECT policy_id FROM cases_decision WHERE id = NEW.decision_id), NEW.at) THEN
            RAISE EXCEPTION 'P12: the reversal that takes % past its limit writes down its loss',
                named USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_writes_the_loss AFTER INSERT ON cases_reversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reversal_writes_the_loss();

CREATE FUNCTION check_rule_loss() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own bigint := (SELECT d.policy_id FROM cases_reversal r
                   JOIN cases_decision d ON d.id = r.decision_id WHERE r.id = NEW.reversal_id);
BEGIN
    IF rule_is_lost(NEW.rule, NEW.at) THEN
        RAISE EXCEPTION 'P12: % is lost already', NEW.rule USING ERRCODE = 'check_violation';
    END IF;
    IF rule_is_within(NEW.rule, own, NEW.at)
        OR NOT EXISTS (
            SELECT 1 FROM rule_tally(NEW.rule, NEW.at)
            WHERE made = NEW.made AND undone = NEW.overturned
              AND rule_limit(NEW.rule, own, NEW.at) = NEW."limit")
        OR (CASE WHEN NEW.made = NEW.overturned THEN NEW.bound <> 1
            ELSE abs(chance_of_so_few(NEW.overturned, NEW.made, NEW.bound) - 0.05) > 1e-6 END) THEN
        RAISE EXCEPTION 'P12: the figures of the loss of % are not those of the record', NEW.rule
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_rule_loss BEFORE INSERT ON cases_ruleloss
    FOR EACH ROW EXECUTE FUNCTION check_rule_loss();

CREATE FUNCTION check_rule_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.by_id AND role = 'policy_owner'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P12: only a policy owner lets a rule act alone again'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < (SELECT at FROM cases_ruleloss WHERE id = NEW.loss_id) THEN
        RAISE EXCEPTION 'P12: a rule is given back after it was lost, not before'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_rule_return BEFORE INSERT ON cases_rulereturn
    FOR EACH ROW EXECUTE FUNCTION check_rule_return();
""" + "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("ruleloss", "rulereturn")
)

BACK = """
DROP TRIGGER ruleloss_append_only ON cases_ruleloss;
DROP TRIGGER rulereturn_append_only ON cases_rulereturn;
DROP TRIGGER check_rule_return ON cases_rulereturn;
DROP TRIGGER check_rule_loss ON cases_ruleloss;
DROP TRIGGER reversal_writes_the_loss ON cases_reversal;
DROP TRIGGER relied_rule_acts_alone ON cases_decisionfinding;
DROP TRIGGER decision_rule_acts_alone ON cases_decision;
DROP FUNCTION check_rule_return();
DROP FUNCTION check_rule_loss();
DROP FUNCTION reversal_writes_the_loss();
DROP FUNCTION check_relied_rule_acts_alone();
DROP FUNCTION check_rule_acts_alone();
DROP FUNCTION rule_is_within(text, bigint, timestamptz);
DROP FUNCTION rule_is_lost(text, timestamptz);
DROP FUNCTION chance_of_so_few(bigint, bigint, float8);
DROP FUNCTION rule_tally(text, timestamptz);
DROP FUNCTION rule_limit(text, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    """The functions and the triggers."""

    dependencies = [("cases", "0026_rules"), ("policies", "0006_overturn_limit")]
    operations = [
        migrations.RunSQL(BEFORE.BACK, BEFORE.RULE),
        migrations.RunSQL(JUDGE + ALONE + LOST, BACK),
    ]
