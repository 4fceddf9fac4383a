"""What the database itself refuses about acting before hearing (P4)."""

from django.db import migrations

BUSINESS_DAYS = """
CREATE FUNCTION business_days_after(moment timestamptz, days int) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    WHILE days > 0 LOOP
        moment := moment + interval '24 hours';
        IF extract(isodow FROM moment AT TIME ZONE 'UTC') < 6 THEN
            days := days - 1;
        END IF;
    END LOOP;
    RETURN moment;
END $$;
"""

INTERIM = """
CREATE FUNCTION first_interim(asked cases_decision) RETURNS timestamptz LANGUAGE plpgsql AS $$
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
          AND d.at >= (SELECT max(f.conduct_until) FROM cases_casefinding t
                       JOIN findings_finding f ON f.id = t.finding_id
                       WHERE t.case_id = asked.case_id);
    END IF;
    RETURN least(asked.effect_at, began);
END $$;

CREATE FUNCTION check_confirmation(asked cases_decision) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named cases_decision;
BEGIN
    SELECT * INTO named FROM cases_decision WHERE id = asked.confirms_id;
    IF asked.measure <> 'interim_restriction' OR named.measure <> 'interim_restriction'
       OR named.case_id <> asked.case_id THEN
        RAISE EXCEPTION 'P4: what is confirmed is an interim restriction of the same case'
            USING ERRCODE = 'check_violation';
    END IF;
    IF asked.decided_by_id IS NULL THEN
        RAISE EXCEPTION 'P4: only a person confirms an interim restriction'
            USING ERRCODE = 'check_violation';
    END IF;
    IF asked.at >= named.ends_at
       OR EXISTS (SELECT 1 FROM cases_reversal WHERE decision_id = named.id)
       OR NOT EXISTS (
            SELECT 1 FROM cases_measure m LEFT JOIN cases_measurelift l ON l.measure_id = m.id
            WHERE m.decision_id = named.id AND l.id IS NULL) THEN
        RAISE EXCEPTION 'P4: the interim restriction to be confirmed had ended before'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION check_interim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz;
    latest timestamptz;
BEGIN
    IF NEW.confirms_id IS NOT NULL THEN
        PERFORM check_confirmation(NEW);
    END IF;
    IF NEW.emergency NOT IN ('', 'legal_duty', 'authority_order', 'imminent_safety', 'fraud',
                             'serious_misconduct')
       OR (NEW.measure = 'interim_restriction' AND NEW.emergency = '') THEN
        RAISE EXCEPTION 'P4: acting before hearing names an emergency of the closed list, not "%"',
            NEW.emergency USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure <> 'interim_restriction' THEN
        RETURN NEW;
    END IF;
    first := first_interim(NEW);
    latest := business_days_after(first, 7);
    IF NEW.decided_by_id IS NULL THEN
        latest := first + interval '24 hours';
    END IF;
    IF NEW.ends_at > latest THEN
        RAISE EXCEPTION 'P4: this interim restriction ends by % at the latest, % of the first on %',
            latest, CASE WHEN NEW.decided_by_id IS NULL THEN '24 hours' ELSE '7 business days' END,
            first USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decided_by_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P3: an interim restriction is placed by a qualified case manager or a rule'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_interim BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION check_interim();
"""

EVIDENCE = """
CREATE FUNCTION emergency_is_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.emergency <> '' AND NOT EXISTS (
        SELECT 1 FROM cases_emergencyevidence WHERE decision_id = NEW.id) THEN
        RAISE EXCEPTION 'P4: an emergency decision names its evidence, a finding or a ground'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER emergency_is_shown AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION emergency_is_shown();
CREATE TRIGGER emergencyevidence_append_only BEFORE UPDATE OR DELETE ON cases_emergencyevidence
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0006_interim_confirmed")]
    operations = [
        migrations.RunSQL(BUSINESS_DAYS),
        migrations.RunSQL(INTERIM),
        migrations.RunSQL(EVIDENCE),
    ]
