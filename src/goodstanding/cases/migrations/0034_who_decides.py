"""P3: who decides, proposes and hears is qualified; a rule alone stops one thing it found itself.

P12: a rule's decision and the reversal that takes the rule past its limit wait for each other.
"""

from django.db import migrations

DECIDER = """
CREATE FUNCTION decider_is_qualified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_qualified(NEW.decided_by_id, ARRAY['case_manager'], NEW.at)
       OR is_qualified(NEW.decided_by_id, ARRAY['reviewer'], NEW.at) AND EXISTS (
            SELECT 1 FROM cases_decision d JOIN cases_reversal r ON r.decision_id = d.id
            WHERE d.case_id = NEW.case_id AND r.by_id = NEW.decided_by_id AND r.at = NEW.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'P3: who decides is a case manager qualified at that moment'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER decider_is_qualified BEFORE INSERT ON cases_decision FOR EACH ROW
    WHEN (NEW.decided_by_id IS NOT NULL
          AND NEW.measure NOT IN ('interim_restriction', 'restriction', 'suspension', 'termination'))
    EXECUTE FUNCTION decider_is_qualified();

CREATE FUNCTION hearing_is_by_a_manager() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_qualified(NEW.by_id, ARRAY['case_manager'], NEW.served_at) THEN
        RAISE EXCEPTION 'P3: a member is heard by a qualified case manager'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hearing_is_by_a_manager BEFORE INSERT ON cases_preliminarynotice
    FOR EACH ROW EXECUTE FUNCTION hearing_is_by_a_manager();

CREATE FUNCTION hearing_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM notices_notice n JOIN notices_delivery d ON d.notice_id = n.id
        WHERE n.id = NEW.notice_id AND n.kind = 'preliminary_notice'
          AND n.created_at = NEW.served_at) THEN
        RAISE EXCEPTION 'P3: a preliminary notice is written and queued the moment it is served'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hearing_is_told AFTER INSERT ON cases_preliminarynotice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hearing_is_told();
"""

REVERSER = """
CREATE FUNCTION reverser_is_qualified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_qualified(NEW.by_id, ARRAY['case_manager', 'reviewer'], NEW.at) THEN
        RAISE EXCEPTION 'P3: a decision is reversed by a qualified case manager or reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reverser_is_qualified BEFORE INSERT ON cases_reversal
    FOR EACH ROW EXECUTE FUNCTION reverser_is_qualified();
"""

ALONE = """
CREATE FUNCTION rule_found_it() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decisionfinding r JOIN findings_finding f ON f.id = r.finding_id
        JOIN policies_policyversion p ON p.id = NEW.policy_id
        WHERE r.decision_id = NEW.id AND f.detector = NEW.rule AND p.detectors ? NEW.rule) THEN
        RAISE EXCEPTION 'P3: a rule decides only on what it found itself, not on the word "%"',
            NEW.rule USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER rule_found_it AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.decided_by_id IS NULL AND NEW.measure NOT IN ('no_action', 'coaching_note'))
    EXECUTE FUNCTION rule_found_it();

CREATE FUNCTION rule_stops_one_thing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cases_decision WHERE id = NEW.decision_id AND decided_by_id IS NULL)
       AND NOT EXISTS (
        SELECT 1 FROM cases_decisionfinding r JOIN findings_finding f ON f.id = r.finding_id
        WHERE r.decision_id = NEW.decision_id AND f.subject = NEW.subject AND f.subject <> '') THEN
        RAISE EXCEPTION 'P3: a rule alone stops one thing that it found, never a whole account'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER rule_stops_one_thing AFTER INSERT ON cases_measure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rule_stops_one_thing();

CREATE FUNCTION rule_waits_for_reversals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('rule: ' || NEW.rule, 0));
    RETURN NEW;
END $$;
CREATE TRIGGER a_rule_waits_for_reversals BEFORE INSERT ON cases_decision FOR EACH ROW
    WHEN (NEW.decided_by_id IS NULL) EXECUTE FUNCTION rule_waits_for_reversals();

CREATE FUNCTION reversal_waits_for_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text;
BEGIN
    FOR named IN SELECT DISTINCT f.detector FROM cases_decisionfinding r
        JOIN findings_finding f ON f.id = r.finding_id
        WHERE r.decision_id = NEW.decision_id ORDER BY 1
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended('rule: ' || named, 0));
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER a_reversal_waits_for_rules BEFORE INSERT ON cases_reversal
    FOR EACH ROW EXECUTE FUNCTION reversal_waits_for_rules();
"""

UNDO = """
DROP TRIGGER a_reversal_waits_for_rules ON cases_reversal;
DROP FUNCTION reversal_waits_for_rules();
DROP TRIGGER a_rule_waits_for_reversals ON cases_decision;
DROP FUNCTION rule_waits_for_reversals();
DROP TRIGGER rule_stops_one_thing ON cases_measure;
DROP FUNCTION rule_stops_one_thing();
DROP TRIGGER rule_found_it ON cases_decision;
DROP FUNCTION rule_found_it();
DROP TRIGGER reverser_is_qualified ON cases_reversal;
DROP FUNCTION reverser_is_qualified();
DROP TRIGGER hearing_is_told ON cases_preliminarynotice;
DROP FUNCTION hearing_is_told();
DROP TRIGGER hearing_is_by_a_manager ON cases_preliminarynotice;
DROP FUNCTION hearing_is_by_a_manager();
DROP TRIGGER decider_is_qualified ON cases_decision;
DROP FUNCTION decider_is_qualified();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0033_report_promises"), ("notices", "0001_initial")]
    operations = [migrations.RunSQL(DECIDER + REVERSER + ALONE, UNDO)]
