"""What the database itself refuses about appeals (P7, P8)."""

from django.db import migrations

OUTCOME = """
CREATE FUNCTION check_appeal_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        JOIN cases_decision d ON d.case_id = against.case_id
        WHERE a.id = NEW.appeal_id AND d.decided_by_id = NEW.decided_by_id)
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
CREATE TRIGGER check_appeal_outcome BEFORE INSERT ON appeals_appealoutcome
    FOR EACH ROW EXECUTE FUNCTION check_appeal_outcome();

CREATE FUNCTION appeal_outcome_is_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome = 'reversed' AND NOT EXISTS (
        SELECT 1 FROM cases_reversal r JOIN appeals_appeal a ON a.decision_id = r.decision_id
        WHERE a.id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the appeal is upheld but its decision is not reversed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appeal_outcome_is_carried_out AFTER INSERT ON appeals_appealoutcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION appeal_outcome_is_carried_out();

CREATE FUNCTION check_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_case c ON c.id = d.case_id
        WHERE d.id = NEW.decision_id AND c.account_id = NEW.account_id) THEN
        RAISE EXCEPTION 'P7: the appeal is not by the person the decision is about'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_appeal BEFORE INSERT ON appeals_appeal
    FOR EACH ROW EXECUTE FUNCTION check_appeal();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON appeals_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("appeal", "appealassignment", "appealoutcome", "overdue")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("appeals", "0001_initial"), ("cases", "0002_promises")]
    operations = [migrations.RunSQL(OUTCOME), migrations.RunSQL(TRIGGERS)]
