"""A measure names only who is of the agency's team then, and one put back names the same (P1, P9)."""

from django.db import migrations

MEMBER = """
CREATE FUNCTION check_measure_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d
        JOIN accounts_agencymembership s ON s.agency_id = NEW.account_id
            AND s.active_from <= d.at AND (s.active_until IS NULL OR d.at < s.active_until)
        JOIN accounts_account a ON a.id = s.member_id AND a.name = NEW.member
        WHERE d.id = NEW.decision_id) THEN
        RAISE EXCEPTION 'P1: % does not work through the account this measure is about', NEW.member
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_measure_member BEFORE INSERT ON cases_measure
    FOR EACH ROW WHEN (NEW.member <> '') EXECUTE FUNCTION check_measure_member();

CREATE FUNCTION check_put_back_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_probation p
        JOIN cases_measurelift l ON l.id = p.lift_id
        JOIN cases_measure was ON was.id = l.measure_id
        JOIN cases_measure anew ON anew.decision_id = NEW.decision_id
        WHERE p.id = NEW.probation_id AND anew.member <> was.member) THEN
        RAISE EXCEPTION 'P9: only the measure that was lifted on conditions is put back'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_put_back_member AFTER INSERT ON cases_putback
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_put_back_member();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0020_measure_member"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(MEMBER)]
