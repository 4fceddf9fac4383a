"""A case is taken over openly by who stands in, and the record of it stays."""

from django.db import migrations

OPENLY = """
CREATE FUNCTION check_handover() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE manager bigint;
BEGIN
    PERFORM FROM cases_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    SELECT COALESCE(
        (SELECT staff_id FROM cases_handover WHERE case_id = NEW.case_id ORDER BY id DESC LIMIT 1),
        (SELECT staff_id FROM cases_assignment WHERE case_id = NEW.case_id)) INTO manager;
    IF manager IS DISTINCT FROM NEW.former_id OR NEW.staff_id = NEW.former_id THEN
        RAISE EXCEPTION 'handover: a case is taken over from its manager, by another'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_message WHERE id = NEW.message_id AND case_id = NEW.case_id
          AND staff_id = NEW.staff_id AND at <= NEW.at) THEN
        RAISE EXCEPTION 'handover: whoever takes a case over tells its member so'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole WHERE staff_id = NEW.staff_id AND role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until))
    OR (EXISTS (
        SELECT 1 FROM accounts_staffrole WHERE staff_id = NEW.former_id AND role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until))
    AND NOT EXISTS (
        SELECT 1 FROM accounts_absence a LEFT JOIN accounts_absenceend e ON e.absence_id = a.id
        WHERE a.staff_id = NEW.former_id AND a.stand_in_id = NEW.staff_id
          AND a.starts_at <= NEW.at AND NEW.at < LEAST(a.ends_at, e.at))) THEN
        RAISE EXCEPTION 'handover: only who stands in for the case manager takes a case over'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_handover BEFORE INSERT ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION check_handover();
CREATE TRIGGER case_moved AFTER INSERT ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION case_moved('case');
CREATE TRIGGER handover_stays BEFORE UPDATE OR DELETE ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION check_report_reading() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_report r WHERE r.id = NEW.report_id AND NEW.staff_id = COALESCE(
            (SELECT staff_id FROM cases_handover WHERE case_id = r.case_id
             ORDER BY id DESC LIMIT 1),
            (SELECT staff_id FROM cases_assignment WHERE case_id = r.case_id))) THEN
        RAISE EXCEPTION 'report: only the case manager reads who reported'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0050_handover"), ("accounts", "0012_presence_stays")]
    operations = [migrations.RunSQL(OPENLY)]
