"""P8, P9: what is undone was there before, and is undone then; P4: what ends, ends soon.

P1, P7: a strike counts no more and no longer than its decision lets it.
"""

from django.db import migrations

UNDONE = """
CREATE FUNCTION reversal_comes_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided CONSTANT timestamptz := (SELECT at FROM cases_decision WHERE id = NEW.decision_id);
BEGIN
    IF NEW.at < decided THEN
        RAISE EXCEPTION 'P8: a decision of % is not reversed before, on %', decided, NEW.at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reversal_comes_after BEFORE INSERT ON cases_reversal
    FOR EACH ROW EXECUTE FUNCTION reversal_comes_after();

CREATE FUNCTION reversal_undoes_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_measure m JOIN cases_measurelift l ON l.measure_id = m.id
        WHERE m.decision_id = NEW.decision_id AND l.at > NEW.at)
    OR EXISTS (
        SELECT 1 FROM cases_strike s JOIN cases_strikeremoval r ON r.strike_id = s.id
        WHERE s.decision_id = NEW.decision_id AND r.at > NEW.at)
    OR EXISTS (
        SELECT 1 FROM cases_decisionfinding r JOIN findings_setaside a
            ON a.finding_id = r.finding_id
        WHERE r.decision_id = NEW.decision_id AND a.at > NEW.at)
    OR EXISTS (
        SELECT 1 FROM cases_decision d JOIN funds_holdpart p ON p.hold_id = d.hold_id
        JOIN funds_release r ON r.part_id = p.id
        WHERE d.id = NEW.decision_id AND r.at > NEW.at) THEN
        RAISE EXCEPTION 'P9: what a decision did ends with its reversal, not later'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_undoes_at_once AFTER INSERT ON cases_reversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reversal_undoes_at_once();

CREATE FUNCTION strike_goes_with_its_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_reversal r JOIN cases_strike s ON s.decision_id = r.decision_id
        WHERE r.id = NEW.reversal_id AND s.id = NEW.strike_id) THEN
        RAISE EXCEPTION 'P9: a strike goes with the reversal of its own decision, of no other'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER strike_goes_with_its_decision AFTER INSERT ON cases_strikeremoval
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strike_goes_with_its_decision();

CREATE FUNCTION set_aside_by_a_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_reversal r JOIN cases_decisionfinding f ON f.decision_id = r.decision_id
        WHERE f.finding_id = NEW.finding_id AND r.at <= NEW.at) THEN
        RAISE EXCEPTION 'P9: a finding is set aside by the reversal of what rests on it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER set_aside_by_a_reversal AFTER INSERT ON findings_setaside
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION set_aside_by_a_reversal();

CREATE FUNCTION lift_comes_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided CONSTANT timestamptz := (SELECT d.at FROM cases_measure m
        JOIN cases_decision d ON d.id = m.decision_id WHERE m.id = NEW.measure_id);
BEGIN
    IF NEW.at < decided THEN
        RAISE EXCEPTION 'P8: a measure of % is not lifted before, on %', decided, NEW.at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lift_comes_after BEFORE INSERT ON cases_measurelift
    FOR EACH ROW EXECUTE FUNCTION lift_comes_after();
"""

STRIKE = """
CREATE FUNCTION strike_as_the_policy_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    made cases_decision;
    settings jsonb;
    heaviest int;
    lasts int;
BEGIN
    SELECT * INTO made FROM cases_decision WHERE id = NEW.decision_id;
    SELECT p.settings INTO settings FROM policies_policyversion p WHERE p.id = made.policy_id;
    IF made.measure NOT IN ('warning', 'restriction', 'suspension', 'termination') THEN
        RAISE EXCEPTION 'P1: a % confirms no violation, and makes no strike', made.measure
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT max(coalesce((one ->> 'strike_weight')::int, 1)) INTO heaviest
        FROM jsonb_array_elements(settings -> 'ladder') AS one
        WHERE one ->> 'measure' = made.measure;
    IF EXISTS (SELECT 1 FROM cases_putback WHERE decision_id = made.id) THEN
        heaviest := greatest(heaviest, 1);
    END IF;
    lasts := least(coalesce((settings ->> 'strike_days')::int, 366), 366);
    IF NEW.weight > heaviest OR NEW.at <> made.at
       OR NEW.expires_at > made.at + lasts * interval '24 hours' THEN
        RAISE EXCEPTION 'P1: a strike weighs and lasts as its policy says: at most % for % days',
            heaviest, lasts USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_reversal r ON r.decision_id = d.id
        LEFT JOIN cases_strike s ON s.decision_id = d.id
        WHERE d.case_id = made.case_id AND d.id <> made.id AND r.at = made.at
          AND r.by_id = made.decided_by_id AND d.measure <> 'interim_restriction'
          AND (s.id IS NULL OR NEW.weight > s.weight OR NEW.expires_at > s.expires_at)) THEN
        RAISE EXCEPTION 'P7: a modified decision is never worse than the first: nor is its strike'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER strike_as_the_policy_says AFTER INSERT ON cases_strike
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strike_as_the_policy_says();
"""

INTERIM = """
-- As before, but a case that no finding opened has a first interim restriction, too.
CREATE OR REPLACE FUNCTION first_interim(asked cases_decision) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
BEGIN
    IF asked.confirms_id IS NOT NULL THEN
        WITH RECURSIVE chain AS (
            SELECT id, confirms_id, effect_at FROM cases_decision WHERE id = asked.confirms_id
            UNION ALL
            SELECT d.id, d.confirms_id, d.effect_at
            FROM cases_decision d JOIN chain c ON d.id = c.confirms_id
        ) SELECT min(effect_at) INTO began FROM chain;
    ELSE
        SELECT min(d.effect_at) INTO began FROM cases_decision d
        WHERE d.case_id = asked.case_id AND d.measure = 'interim_restriction'
          AND NOT EXISTS (SELECT 1 FROM cases_reversal r WHERE r.decision_id = d.id)
          AND d.at >= coalesce((SELECT max(f.conduct_until) FROM cases_casefinding t
                                JOIN findings_finding f ON f.id = t.finding_id
                                WHERE t.case_id = asked.case_id), '-infinity');
    END IF;
    RETURN least(asked.effect_at, began);
END $$;

CREATE FUNCTION interim_takes_effect_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.effect_at > NEW.at THEN
        RAISE EXCEPTION 'P4: an interim restriction takes effect at once, not on %', NEW.effect_at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interim_takes_effect_at_once BEFORE INSERT ON cases_decision FOR EACH ROW
    WHEN (NEW.measure = 'interim_restriction') EXECUTE FUNCTION interim_takes_effect_at_once();

CREATE FUNCTION confirmed_as_it_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_measure anew
        WHERE anew.decision_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM cases_measure was
            WHERE was.decision_id = NEW.confirms_id AND anew.capabilities <@ was.capabilities
              AND (anew.contract, anew.subject, anew.member)
                = (was.contract, was.subject, was.member))) THEN
        RAISE EXCEPTION 'P4: what is confirmed is confirmed as it stands, and reaches no further'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER confirmed_as_it_stands AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.confirms_id IS NOT NULL)
    EXECUTE FUNCTION confirmed_as_it_stands();
"""

UNDO = """
DROP TRIGGER confirmed_as_it_stands ON cases_decision;
DROP FUNCTION confirmed_as_it_stands();
DROP TRIGGER interim_takes_effect_at_once ON cases_decision;
DROP FUNCTION interim_takes_effect_at_once();
DROP TRIGGER strike_as_the_policy_says ON cases_strike;
DROP FUNCTION strike_as_the_policy_says();
DROP TRIGGER lift_comes_after ON cases_measurelift;
DROP FUNCTION lift_comes_after();
DROP TRIGGER set_aside_by_a_reversal ON findings_setaside;
DROP FUNCTION set_aside_by_a_reversal();
DROP TRIGGER strike_goes_with_its_decision ON cases_strikeremoval;
DROP FUNCTION strike_goes_with_its_decision();
DROP TRIGGER reversal_undoes_at_once ON cases_reversal;
DROP FUNCTION reversal_undoes_at_once();
DROP TRIGGER reversal_comes_after ON cases_reversal;
DROP FUNCTION reversal_comes_after();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0035_in_its_time"), ("findings", "0003_set_aside")]
    operations = [migrations.RunSQL(UNDONE + STRIKE + INTERIM, UNDO)]
