"""P1, P4, P10: days are 24 hours for everybody; P11: a finding judges by no trait.

P5, P9, P10: what goes together waits for what would undo it.
"""

from django.db import migrations

HOURS = """
CREATE FUNCTION days_are_24_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    day CONSTANT interval := interval '24 hours';
BEGIN
    IF TG_TABLE_NAME = 'funds_holdreview' AND
       (to_jsonb(NEW) ->> 'next_at')::timestamptz > (to_jsonb(NEW) ->> 'at')::timestamptz + 7 * day
    THEN
        RAISE EXCEPTION 'P4: a hold is looked at within seven days of 24 hours'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'cases_withholding' AND (to_jsonb(NEW) ->> 'review_at')::timestamptz
       > (to_jsonb(NEW) ->> 'at')::timestamptz + 30 * day THEN
        RAISE EXCEPTION 'P10: nothing is withheld for more than thirty days of 24 hours at once'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'policies_platformversion' AND
       (to_jsonb(NEW) ->> 'relaxed_from')::timestamptz
       < greatest((to_jsonb(NEW) ->> 'announced_at')::timestamptz,
                  (to_jsonb(NEW) ->> 'adopted_at')::timestamptz) + 30 * day THEN
        RAISE EXCEPTION 'P1: a relaxation is announced for thirty days of 24 hours'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER days_are_24_hours AFTER INSERT ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION days_are_24_hours();\n"
    for table in ("funds_holdreview", "cases_withholding", "policies_platformversion")
)

FOUND = """
CREATE FUNCTION finding_by_its_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF protected_trait(NEW.counts, true) IS NOT NULL THEN
        RAISE EXCEPTION 'P11: a finding counts by %, a trait nobody may be judged by',
            protected_trait(NEW.counts, true) USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM policies_policyversion
                   WHERE id = NEW.policy_id AND detectors ? NEW.detector) THEN
        RAISE EXCEPTION 'P1: a finding is by a detector that its policy names, not by "%"',
            NEW.detector USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_by_its_policy BEFORE INSERT ON findings_finding
    FOR EACH ROW EXECUTE FUNCTION finding_by_its_policy();
"""

TURNS = """
CREATE FUNCTION takes_its_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named CONSTANT uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
    IF TG_ARGV[0] = 'case_id' THEN
        PERFORM 1 FROM cases_case WHERE id = named FOR UPDATE;
    ELSE
        PERFORM 1 FROM cases_decision WHERE id = named FOR NO KEY UPDATE;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_turn BEFORE INSERT ON cases_withholding
    FOR EACH ROW EXECUTE FUNCTION takes_its_turn('case_id');
CREATE TRIGGER a_turn BEFORE INSERT ON cases_reversal
    FOR EACH ROW EXECUTE FUNCTION takes_its_turn('decision_id');
CREATE TRIGGER a_turn BEFORE INSERT ON cases_restitution
    FOR EACH ROW EXECUTE FUNCTION takes_its_turn('decision_id');
CREATE TRIGGER a_turn BEFORE INSERT ON cases_decision
    FOR EACH ROW WHEN (NEW.confirms_id IS NOT NULL)
    EXECUTE FUNCTION takes_its_turn('confirms_id');
"""

UNDO = """
DROP TRIGGER a_turn ON cases_decision;
DROP TRIGGER a_turn ON cases_restitution;
DROP TRIGGER a_turn ON cases_reversal;
DROP TRIGGER a_turn ON cases_withholding;
DROP FUNCTION takes_its_turn();
DROP TRIGGER finding_by_its_policy ON findings_finding;
DROP FUNCTION finding_by_its_policy();
DROP TRIGGER days_are_24_hours ON policies_platformversion;
DROP TRIGGER days_are_24_hours ON cases_withholding;
DROP TRIGGER days_are_24_hours ON funds_holdreview;
DROP FUNCTION days_are_24_hours();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("cases", "0037_compensation_promises"),
        ("funds", "0004_hold_promises"),
        ("findings", "0003_set_aside"),
        ("policies", "0007_traits_in_other_letters"),
    ]
    operations = [migrations.RunSQL(HOURS + FOUND + TURNS, UNDO)]
