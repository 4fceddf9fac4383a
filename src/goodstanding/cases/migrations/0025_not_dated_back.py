"""P1 and P8: what is decided or adopted now is not dated into the past."""

from django.db import migrations

POLICY = """
CREATE FUNCTION policy_not_dated_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest CONSTANT timestamptz :=
        (SELECT received_at FROM events_event ORDER BY id DESC LIMIT 1);
BEGIN
    -- A first version may have bound elsewhere before this record began.
    IF NEW.adopted_at < latest AND EXISTS (
            SELECT FROM policies_policyversion AS before
            WHERE before.slug = NEW.slug AND before.version < NEW.version) THEN
        RAISE EXCEPTION 'P1: policy % version % is dated back to %: the record has come to %',
            NEW.slug, NEW.version, NEW.adopted_at, latest USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER policy_not_dated_back AFTER INSERT ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION policy_not_dated_back();
"""

DECISION = """
CREATE FUNCTION decision_not_dated_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Two servers' clocks differ a little, and a long transaction ends after a shorter one.
    tolerated CONSTANT interval := interval '1 hour';
    latest CONSTANT timestamptz := greatest(
        (SELECT max(at) FROM cases_assignment WHERE case_id = NEW.case_id),
        (SELECT max(served_at) FROM cases_preliminarynotice WHERE case_id = NEW.case_id),
        (SELECT max(at) FROM cases_answer WHERE case_id = NEW.case_id),
        (SELECT max(at) FROM cases_clockbreach WHERE case_id = NEW.case_id),
        (SELECT max(at) FROM cases_decision WHERE case_id = NEW.case_id AND id <> NEW.id));
BEGIN
    IF NEW.at < latest - tolerated THEN
        RAISE EXCEPTION 'P8: the decision is dated back to %: its case has come to %',
            NEW.at, latest USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER decision_not_dated_back AFTER INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION decision_not_dated_back();
"""

UNDO = """
DROP TRIGGER decision_not_dated_back ON cases_decision;
DROP FUNCTION decision_not_dated_back();
DROP TRIGGER policy_not_dated_back ON policies_policyversion;
DROP FUNCTION policy_not_dated_back();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("cases", "0024_decision_law_promise"),
        ("events", "0001_initial"),
        ("policies", "0002_promises"),
    ]
    operations = [migrations.RunSQL(POLICY + DECISION, UNDO)]
