"""What the database itself refuses about reports, and about cases that were reopened for one."""

from django.db import migrations

REPORT = """
CREATE FUNCTION check_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reporter_id = (SELECT account_id FROM cases_case WHERE id = NEW.case_id) THEN
        RAISE EXCEPTION 'report: nobody reports their own account'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_report BEFORE INSERT ON cases_report
    FOR EACH ROW EXECUTE FUNCTION check_report();

CREATE FUNCTION check_report_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT case_id FROM cases_decision WHERE id = NEW.decision_id)
       <> (SELECT case_id FROM cases_report WHERE id = NEW.report_id) THEN
        RAISE EXCEPTION 'report: whoever reported is told of their own report''s case, and no other'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_report_outcome BEFORE INSERT ON cases_reportoutcome
    FOR EACH ROW EXECUTE FUNCTION check_report_outcome();

CREATE FUNCTION reporters_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_report r
        LEFT JOIN cases_reportoutcome o ON o.report_id = r.id AND o.decision_id = NEW.id
        WHERE r.case_id = NEW.case_id AND r.at <= NEW.at AND o.id IS NULL) THEN
        RAISE EXCEPTION 'report: whoever reported is told with the decision how their report ended'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reporters_are_told AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.measure <> 'interim_restriction') EXECUTE FUNCTION reporters_are_told();

CREATE FUNCTION check_report_reading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_report r JOIN cases_assignment a ON a.case_id = r.case_id
        WHERE r.id = NEW.report_id AND a.staff_id = NEW.staff_id) THEN
        RAISE EXCEPTION 'report: only the case manager reads who reported'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_report_reading BEFORE INSERT ON cases_reportreading
    FOR EACH ROW EXECUTE FUNCTION check_report_reading();
"""

REOPENING = """
CREATE FUNCTION check_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed cases_decision;
BEGIN
    SELECT * INTO closed FROM cases_decision WHERE id = NEW.decision_id;
    IF closed.measure NOT IN ('no_action', 'coaching_note') OR closed.statement_id IS NOT NULL THEN
        RAISE EXCEPTION 'P8: only a case closed without action is reopened, not after a %',
            closed.measure USING ERRCODE = 'check_violation';
    END IF;
    IF closed.decided_by_id = NEW.by_id OR NEW.at <= closed.at THEN
        RAISE EXCEPTION 'P7: a case is reopened afterwards, by another than who closed it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_reopening BEFORE INSERT ON cases_reopening
    FOR EACH ROW EXECUTE FUNCTION check_reopening();

CREATE FUNCTION heard_anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reopened_at timestamptz;
BEGIN
    SELECT max(o.at) INTO reopened_at FROM cases_reopening o
        JOIN cases_decision d ON d.id = o.decision_id WHERE d.case_id = NEW.case_id;
    IF reopened_at IS NOT NULL
       AND (NEW.measure IN ('suspension', 'termination')
            OR NEW.measure = 'restriction' AND NEW.emergency = '')
       AND NOT EXISTS (
           SELECT 1 FROM cases_preliminarynotice p
           WHERE p.case_id = NEW.case_id AND p.served_at > reopened_at AND p.served_at <= NEW.at
             AND (p.respond_by <= NEW.at OR EXISTS (
                 SELECT 1 FROM cases_answer a
                 WHERE a.case_id = NEW.case_id AND a.at > p.served_at AND a.at <= NEW.at))) THEN
        RAISE EXCEPTION 'P3: in a reopened case the member is heard anew before a %', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER heard_anew BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION heard_anew();

CREATE OR REPLACE FUNCTION one_open_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('case of ' || NEW.account_id, 0));
    IF EXISTS (
        SELECT 1 FROM cases_case c
        JOIN policies_policyversion p ON p.id = c.policy_id
        WHERE c.account_id = NEW.account_id AND c.id <> NEW.id
          AND p.slug = (SELECT slug FROM policies_policyversion WHERE id = NEW.policy_id)
          AND NOT EXISTS (SELECT 1 FROM cases_decision d
                          LEFT JOIN cases_reopening o ON o.decision_id = d.id
                          WHERE d.case_id = c.id AND d.measure <> 'interim_restriction'
                            AND o.id IS NULL)
    ) THEN
        RAISE EXCEPTION 'one case: this account already has an undecided case under this policy'
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
"""

DECISION = """
CREATE OR REPLACE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    binding policies_policyversion;
    about cases_case;
BEGIN
    SELECT * INTO about FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
    IF NEW.measure <> 'interim_restriction' AND EXISTS (
        SELECT 1 FROM cases_decision d LEFT JOIN cases_reversal r ON r.decision_id = d.id
        LEFT JOIN cases_reopening o ON o.decision_id = d.id
        WHERE d.case_id = NEW.case_id AND d.measure <> 'interim_restriction'
          AND r.id IS NULL AND o.id IS NULL) THEN
        RAISE EXCEPTION 'P8: case % is decided; undo is a reversal, not another decision',
            about.reference USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure NOT IN ('no_action', 'coaching_note') THEN
        SELECT * INTO binding FROM policies_policyversion
            WHERE slug = (SELECT slug FROM policies_policyversion WHERE id = NEW.policy_id)
              AND in_force_from <= NEW.conduct_from
            ORDER BY version DESC LIMIT 1;
        IF binding.id IS DISTINCT FROM NEW.policy_id THEN
            RAISE EXCEPTION 'P1: the policy version was not the one binding at the conduct of %',
                NEW.conduct_from USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.notice_id IS NOT NULL AND (
        SELECT account_id FROM notices_notice WHERE id = NEW.notice_id) <> about.account_id THEN
        RAISE EXCEPTION 'P2: the notice of a decision goes to the person it is about'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.statement_id IS NOT NULL AND (
        SELECT notice_id FROM notices_statement WHERE id = NEW.statement_id)
            IS DISTINCT FROM NEW.notice_id THEN
        RAISE EXCEPTION 'P2: the statement of reasons is that of the decision''s own notice'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure IN ('restriction', 'suspension', 'termination') AND NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND qualified_from <= NEW.at
          AND (qualified_until IS NULL OR NEW.at < qualified_until)
          AND (role = 'case_manager' OR role = 'reviewer' AND EXISTS (
              SELECT 1 FROM cases_decision d JOIN cases_reversal r ON r.decision_id = d.id
              WHERE d.case_id = NEW.case_id AND r.by_id = NEW.decided_by_id AND r.at = NEW.at))
    ) THEN
        RAISE EXCEPTION 'P3: a % is decided by a qualified case manager', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("report", "reportoutcome", "reportermail", "reportreading", "reopening")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0032_reports"), ("notices", "0006_letters_to_reporters_stay")]
    operations = [
        migrations.RunSQL(REPORT),
        migrations.RunSQL(REOPENING),
        migrations.RunSQL(DECISION),
        migrations.RunSQL(TRIGGERS),
    ]
