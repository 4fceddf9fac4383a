"""What the database itself refuses about the answers to appeals (P7, P8)."""

from django.db import migrations

CARRIED_OUT = """
CREATE FUNCTION measure_severity(kind text) RETURNS int LANGUAGE sql IMMUTABLE
    RETURN array_position(ARRAY['no_action', 'coaching_note', 'warning', 'interim_restriction',
                                'restriction', 'suspension', 'termination'], kind);

CREATE FUNCTION check_milder(asked appeals_appealoutcome) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old cases_decision;
    milder cases_decision;
BEGIN
    SELECT d.* INTO old FROM cases_decision d
        JOIN appeals_appeal a ON a.decision_id = d.id WHERE a.id = asked.appeal_id;
    SELECT * INTO milder FROM cases_decision WHERE id = asked.milder_id;
    IF milder.case_id <> old.case_id OR milder.id = old.id
       OR milder.decided_by_id IS DISTINCT FROM asked.decided_by_id OR milder.at <> asked.at THEN
        RAISE EXCEPTION 'P7: the milder decision is made with the answer, in the same case, by who '
            'answers' USING ERRCODE = 'check_violation';
    END IF;
    IF milder.measure IN ('no_action', 'interim_restriction')
       OR old.measure = 'interim_restriction'
       OR measure_severity(milder.measure) > measure_severity(old.measure)
       OR milder.ends_at > old.ends_at
       OR (milder.hold_id IS NOT NULL AND old.hold_id IS NULL) THEN
        RAISE EXCEPTION 'P7: a modified decision is never worse than the first: not a % for a %',
            milder.measure, old.measure USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION appeal_outcome_is_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome IN ('reversed', 'modified') AND NOT EXISTS (
        SELECT 1 FROM cases_reversal r JOIN appeals_appeal a ON a.decision_id = r.decision_id
        WHERE a.id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the appeal is upheld but its decision is not reversed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome = 'modified' THEN
        PERFORM check_milder(NEW);
    END IF;
    RETURN NULL;
END $$;
"""

INADMISSIBLE = """
CREATE FUNCTION check_inadmissible() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.inadmissible = 'out_of_time' AND EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision d ON d.id = a.decision_id
        JOIN notices_statement s ON s.id = d.statement_id
        WHERE a.id = NEW.appeal_id AND a.filed_at <= s.appeal_until) THEN
        RAISE EXCEPTION 'P7: this appeal came in time, so that is no reason not to look into it'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.inadmissible = 'answered_before' AND NOT EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision mine ON mine.id = a.decision_id
        JOIN cases_decision d ON d.case_id = mine.case_id AND d.id <> mine.id
        JOIN appeals_appeal other ON other.decision_id = d.id
        JOIN appeals_appealoutcome o ON o.appeal_id = other.id
        WHERE a.id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: no earlier appeal in this case was answered'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_inadmissible BEFORE INSERT ON appeals_appealoutcome
    FOR EACH ROW WHEN (NEW.inadmissible <> '') EXECUTE FUNCTION check_inadmissible();
"""

HANDS = """
CREATE OR REPLACE FUNCTION check_appeal_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        JOIN cases_decision d ON d.case_id = against.case_id
        WHERE a.id = NEW.appeal_id AND d.decided_by_id = NEW.decided_by_id
          AND d.id IS DISTINCT FROM NEW.milder_id)
    OR EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        JOIN cases_preliminarynotice p ON p.case_id = against.case_id
        WHERE a.id = NEW.appeal_id AND p.by_id = NEW.decided_by_id)
    OR EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        JOIN cases_assignment g ON g.case_id = against.case_id
        WHERE a.id = NEW.appeal_id AND g.staff_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'P7: whoever had a hand in a case cannot decide the appeal in it'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P7: an appeal is decided by a qualified reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION answered_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision mine ON mine.id = a.decision_id
        JOIN cases_decision d ON d.case_id = mine.case_id
        JOIN appeals_appeal other ON other.decision_id = d.id AND other.id <> a.id
        JOIN appeals_appealoutcome o ON o.appeal_id = other.id
        WHERE a.id = NEW.appeal_id AND o.decided_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'P7: whoever answered an appeal in a case does not answer the next in it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answered_before BEFORE INSERT ON appeals_appealoutcome
    FOR EACH ROW EXECUTE FUNCTION answered_before();
"""

SECOND = """
CREATE FUNCTION second_decision_is_asked_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.measure <> 'interim_restriction' AND EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_reversal r ON r.decision_id = d.id
        WHERE d.case_id = NEW.case_id AND d.id <> NEW.id AND d.measure <> 'interim_restriction'
          AND d.at <= NEW.at)
       AND NOT EXISTS (SELECT 1 FROM appeals_appealoutcome o WHERE o.milder_id = NEW.id) THEN
        RAISE EXCEPTION 'P8: a case is decided again only where an appeal modifies its decision'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER second_decision_is_asked_for AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION second_decision_is_asked_for();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("appeals", "0005_outcomes"), ("cases", "0029_modified")]
    operations = [
        migrations.RunSQL(CARRIED_OUT),
        migrations.RunSQL(INADMISSIBLE),
        migrations.RunSQL(HANDS),
        migrations.RunSQL(SECOND),
    ]
