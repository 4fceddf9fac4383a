"""What the database itself refuses about appeals by who reported (P7, P8)."""

from django.db import migrations

APPEAL = """
CREATE FUNCTION check_reporter_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed cases_decision;
BEGIN
    SELECT * INTO closed FROM cases_decision WHERE id = NEW.decision_id;
    IF closed.measure NOT IN ('no_action', 'coaching_note') OR closed.statement_id IS NOT NULL
       OR EXISTS (SELECT 1 FROM cases_reopening o WHERE o.decision_id = closed.id) THEN
        RAISE EXCEPTION 'P7: who reported appeals only where a case was closed without action'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM cases_reportoutcome o
                   WHERE o.report_id = NEW.report_id AND o.decision_id = NEW.decision_id
                     AND o.at <= NEW.filed_at) THEN
        RAISE EXCEPTION 'P7: nobody appeals as a reporter but who was told how their report ended'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_reporter_appeal BEFORE INSERT ON appeals_reporterappeal
    FOR EACH ROW EXECUTE FUNCTION check_reporter_appeal();
"""

OUTCOME = """
CREATE FUNCTION had_a_hand(person bigint, one uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM cases_decision d WHERE d.case_id = one AND d.decided_by_id = person)
        OR EXISTS (SELECT 1 FROM cases_preliminarynotice p
                   WHERE p.case_id = one AND p.by_id = person)
        OR EXISTS (SELECT 1 FROM cases_assignment g WHERE g.case_id = one AND g.staff_id = person)
        OR EXISTS (SELECT 1 FROM cases_proposal p LEFT JOIN cases_agreement g ON g.proposal_id = p.id
                   WHERE p.case_id = one AND person IN (p.by_id, g.by_id))
        OR EXISTS (SELECT 1 FROM appeals_appealoutcome o
                   JOIN appeals_appeal a ON a.id = o.appeal_id
                   JOIN cases_decision d ON d.id = a.decision_id
                   WHERE d.case_id = one AND o.decided_by_id = person)
$$;

CREATE FUNCTION check_reporter_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    looked appeals_reporterappeal;
    about uuid;
BEGIN
    SELECT * INTO looked FROM appeals_reporterappeal WHERE id = NEW.appeal_id;
    SELECT case_id INTO about FROM cases_decision WHERE id = looked.decision_id;
    IF had_a_hand(NEW.decided_by_id, about) OR EXISTS (
        SELECT 1 FROM appeals_reporterappealoutcome o
        JOIN appeals_reporterappeal a ON a.id = o.appeal_id
        JOIN cases_decision d ON d.id = a.decision_id
        WHERE d.case_id = about AND d.id <> looked.decision_id
          AND o.decided_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'P7: whoever had a hand in a case does not answer the reporter''s appeal'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P7: a reporter''s appeal is decided by a qualified reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_reporter_outcome BEFORE INSERT ON appeals_reporterappealoutcome
    FOR EACH ROW EXECUTE FUNCTION check_reporter_outcome();

CREATE FUNCTION reporter_was_right() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome = 'reversed' AND NOT EXISTS (
        SELECT 1 FROM cases_reopening o JOIN appeals_reporterappeal a
            ON a.decision_id = o.decision_id WHERE a.id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the reporter''s appeal is right but the case is not reopened'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reporter_was_right AFTER INSERT ON appeals_reporterappealoutcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reporter_was_right();

CREATE FUNCTION reopening_is_asked_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM appeals_reporterappealoutcome o
        JOIN appeals_reporterappeal a ON a.id = o.appeal_id
        WHERE a.decision_id = NEW.decision_id AND o.outcome = 'reversed'
          AND o.decided_by_id = NEW.by_id) THEN
        RAISE EXCEPTION 'P8: a case is reopened only where a reporter''s appeal was right, by who '
            'answered it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reopening_is_asked_for AFTER INSERT ON cases_reopening
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reopening_is_asked_for();

CREATE FUNCTION answered_the_reporter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision mine ON mine.id = a.decision_id
        JOIN cases_decision d ON d.case_id = mine.case_id
        JOIN appeals_reporterappeal r ON r.decision_id = d.id
        JOIN appeals_reporterappealoutcome o ON o.appeal_id = r.id
        WHERE a.id = NEW.appeal_id AND o.decided_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'P7: whoever answered a reporter''s appeal does not answer the member''s'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answered_the_reporter BEFORE INSERT ON appeals_appealoutcome
    FOR EACH ROW EXECUTE FUNCTION answered_the_reporter();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON appeals_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("reporterappeal", "reporterappealtaken", "reporterappealoutcome")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("appeals", "0007_by_reporters"), ("cases", "0033_report_promises")]
    operations = [
        migrations.RunSQL(APPEAL),
        migrations.RunSQL(OUTCOME),
        migrations.RunSQL(TRIGGERS),
    ]
