"""P7: who appeals is answered in time, told that moment, and never worse off; by whom is said."""

from django.db import migrations

FILED = """
CREATE FUNCTION appeal_is_answered_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided CONSTANT timestamptz := (SELECT at FROM cases_decision WHERE id = NEW.decision_id);
    bound CONSTANT interval := interval '1 second' * coalesce(
        (SELECT (clocks ->> 'appeal_reply')::float8 FROM cases_decisionlaw
         WHERE decision_id = NEW.decision_id), 14 * 86400);
BEGIN
    IF NEW.filed_at < decided THEN
        RAISE EXCEPTION 'P7: nobody appeals before the decision, on %', NEW.filed_at
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reply_due_at <= NEW.filed_at OR NEW.reply_due_at > NEW.filed_at + bound THEN
        RAISE EXCEPTION 'P7: an appeal of % is answered within %, not on %', NEW.filed_at, bound,
            NEW.reply_due_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_answered_in_time BEFORE INSERT ON appeals_appeal
    FOR EACH ROW EXECUTE FUNCTION appeal_is_answered_in_time();
"""

ANSWERED = """
CREATE FUNCTION who_appealed_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked appeals_appeal;
BEGIN
    SELECT * INTO asked FROM appeals_appeal WHERE id = NEW.appeal_id;
    IF NEW.at < asked.filed_at THEN
        RAISE EXCEPTION 'P7: an appeal of % is not answered before, on %', asked.filed_at, NEW.at
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM notices_notice n JOIN notices_delivery d ON d.notice_id = n.id
        WHERE n.id = NEW.notice_id AND n.account_id = asked.account_id
          AND n.kind = 'appeal_outcome' AND n.created_at = NEW.at) THEN
        RAISE EXCEPTION 'P7: who appealed is told the answer and its reasons that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome IN ('reversed', 'modified') AND NOT EXISTS (
        SELECT 1 FROM cases_reversal r WHERE r.decision_id = asked.decision_id
          AND r.by_id = NEW.decided_by_id AND r.at = NEW.at) THEN
        RAISE EXCEPTION 'P7: who answers the appeal reverses the decision, at that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome = 'confirmed' AND EXISTS (
        SELECT 1 FROM cases_reversal r
        WHERE r.decision_id = asked.decision_id AND r.at <= NEW.at) THEN
        RAISE EXCEPTION 'P7: a decision that is reversed is not confirmed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER who_appealed_is_told AFTER INSERT ON appeals_appealoutcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION who_appealed_is_told();
"""

MILDER = """
CREATE FUNCTION worse_in_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old CONSTANT uuid := (SELECT decision_id FROM appeals_appeal WHERE id = NEW.appeal_id);
BEGIN
    IF EXISTS (SELECT 1 FROM cases_measure WHERE decision_id = old) AND EXISTS (
        SELECT 1 FROM cases_measure anew
        WHERE anew.decision_id = NEW.milder_id AND NOT EXISTS (
            SELECT 1 FROM cases_measure was
            WHERE was.decision_id = old AND anew.capabilities <@ was.capabilities
              AND was.contract IN ('', anew.contract) AND was.subject IN ('', anew.subject)
              AND was.member IN ('', anew.member)
              AND coalesce(anew.ends_at, 'infinity') <= coalesce(was.ends_at, 'infinity'))) THEN
        RAISE EXCEPTION 'P7: a modified decision reaches no further than the first: no other '
            'capability, contract, thing or person' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM cases_decision d JOIN funds_holdpart p ON p.hold_id = d.hold_id
        WHERE d.id = NEW.milder_id AND NOT EXISTS (
            SELECT 1 FROM cases_decision was JOIN funds_holdpart q ON q.hold_id = was.hold_id
            WHERE was.id = old AND (q.contract, q.currency) = (p.contract, p.currency)
              AND q.amount >= p.amount)) THEN
        RAISE EXCEPTION 'P7: a modified decision holds no more than the first did'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER worse_in_nothing AFTER INSERT ON appeals_appealoutcome
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.milder_id IS NOT NULL)
    EXECUTE FUNCTION worse_in_nothing();
"""

UNDO = """
DROP TRIGGER worse_in_nothing ON appeals_appealoutcome;
DROP FUNCTION worse_in_nothing();
DROP TRIGGER who_appealed_is_told ON appeals_appealoutcome;
DROP FUNCTION who_appealed_is_told();
DROP TRIGGER appeal_is_answered_in_time ON appeals_appeal;
DROP FUNCTION appeal_is_answered_in_time();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("appeals", "0008_by_reporters_promises"),
        ("cases", "0036_undone_at_once"),
        ("funds", "0002_promises"),
    ]
    operations = [migrations.RunSQL(FILED + ANSWERED + MILDER, UNDO)]
