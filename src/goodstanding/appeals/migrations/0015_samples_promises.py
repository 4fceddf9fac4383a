"""P7, P8: who judges a sample had no hand in its case, and what is reversed is told that moment."""

from django.db import migrations

JUDGED = """
CREATE FUNCTION had_a_hand(one uuid, person bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp RETURN
    EXISTS (SELECT FROM cases_decision WHERE case_id = one AND decided_by_id = person)
    OR EXISTS (SELECT FROM cases_preliminarynotice WHERE case_id = one AND by_id = person)
    OR EXISTS (SELECT FROM cases_assignment WHERE case_id = one AND staff_id = person)
    OR EXISTS (SELECT FROM cases_handover WHERE case_id = one AND staff_id = person)
    OR EXISTS (SELECT FROM cases_proposal p LEFT JOIN cases_agreement g ON g.proposal_id = p.id
               WHERE p.case_id = one AND person IN (p.by_id, g.by_id))
    OR EXISTS (SELECT FROM appeals_appealoutcome o JOIN appeals_appeal a ON a.id = o.appeal_id
               JOIN cases_decision d ON d.id = a.decision_id
               WHERE d.case_id = one AND o.decided_by_id = person)
    OR EXISTS (SELECT FROM appeals_reporterappealoutcome o
               JOIN appeals_reporterappeal a ON a.id = o.appeal_id
               JOIN cases_decision d ON d.id = a.decision_id
               WHERE d.case_id = one AND o.decided_by_id = person);

CREATE FUNCTION sample_by_fresh_eyes() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    looked cases_decision;
BEGIN
    SELECT d.* INTO looked FROM appeals_sample s JOIN cases_decision d ON d.id = s.decision_id
        WHERE s.id = NEW.sample_id;
    IF had_a_hand(looked.case_id, NEW.by_id) THEN
        RAISE EXCEPTION 'P7: whoever had a hand in a case does not judge a sample of it'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM accounts_staffrole WHERE staff_id = NEW.by_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P7: a sample is judged by a qualified reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reversal_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM cases_reversal r JOIN cases_decision d ON d.id = r.decision_id
        JOIN cases_case c ON c.id = d.case_id
        JOIN notices_notice n ON n.id = NEW.notice_id AND n.account_id = c.account_id
        JOIN notices_delivery queued ON queued.notice_id = n.id
        WHERE r.id = NEW.reversal_id AND (r.decision_id, r.by_id, r.at) = (looked.id, NEW.by_id, NEW.at)
          AND n.created_at = NEW.at) THEN
        RAISE EXCEPTION 'P7: who finds a decision too harsh reverses it and its member is told, that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sample_by_fresh_eyes BEFORE INSERT ON appeals_sampleanswer
    FOR EACH ROW EXECUTE FUNCTION sample_by_fresh_eyes();

CREATE FUNCTION sample_of_its_week() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM appeals_draw w JOIN cases_decision d ON d.id = NEW.decision_id
        WHERE w.id = NEW.draw_id AND d.at >= w.week::timestamp AT TIME ZONE 'UTC'
          AND d.at < (w.week + 7)::timestamp AT TIME ZONE 'UTC') THEN
        RAISE EXCEPTION 'P8: decision % was not made in the week of its draw', NEW.decision_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sample_of_its_week BEFORE INSERT ON appeals_sample
    FOR EACH ROW EXECUTE FUNCTION sample_of_its_week();
""" + "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON appeals_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in ("draw", "sample", "sampleanswer")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("appeals", "0014_samples"), ("chain", "0007_inquiries")]
    operations = [migrations.RunSQL(JUDGED)]
