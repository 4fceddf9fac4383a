"""The database refuses to restrict anyone unheard, or without the notice the law gives (G05, G08)."""

from django.db import migrations

HEARD = """
CREATE FUNCTION decision_after_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.measure IN ('suspension', 'termination')
       OR (NEW.measure = 'restriction' AND NEW.emergency = '') THEN
        IF NOT EXISTS (
            SELECT 1 FROM cases_preliminarynotice p
            WHERE p.case_id = NEW.case_id AND p.served_at <= NEW.at
              AND (p.respond_by <= NEW.at OR EXISTS (
                  SELECT 1 FROM cases_answer a
                  WHERE a.case_id = NEW.case_id AND a.at > p.served_at AND a.at <= NEW.at))) THEN
            RAISE EXCEPTION 'P3: a % is decided after hearing the member: no preliminary notice of '
                'this case was answered, or its time to answer is not over (G05)', NEW.measure
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.emergency = '' AND NEW.measure IN ('suspension', 'termination')
       AND NEW.effect_at < NEW.at + interval '14 days' THEN
        RAISE EXCEPTION 'P3: a % takes effect 14 days after it is told at the earliest, not on %',
            NEW.measure, NEW.effect_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_after_hearing BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION decision_after_hearing();

CREATE FUNCTION preliminary_leaves_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.respond_by < NEW.served_at + interval '1 day' THEN
        RAISE EXCEPTION 'P3: a preliminary notice leaves more than a day to answer (G05), not until %',
            NEW.respond_by USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT account_id FROM notices_notice WHERE id = NEW.notice_id)
       <> (SELECT account_id FROM cases_case WHERE id = NEW.case_id) THEN
        RAISE EXCEPTION 'P3: a preliminary notice goes to the person it is about'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER preliminary_leaves_a_day BEFORE INSERT ON cases_preliminarynotice
    FOR EACH ROW EXECUTE FUNCTION preliminary_leaves_a_day();
"""
REVERSE = """
DROP TRIGGER preliminary_leaves_a_day ON cases_preliminarynotice;
DROP FUNCTION preliminary_leaves_a_day();
DROP TRIGGER decision_after_hearing ON cases_decision;
DROP FUNCTION decision_after_hearing();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0009_four_eyes_promises")]
    operations = [migrations.RunSQL(HEARD, REVERSE)]
