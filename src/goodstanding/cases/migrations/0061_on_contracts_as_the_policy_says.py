"""P1: on a contract named alone a measure may stop what the policy says it stops there instead."""

from django.db import migrations

ANYWHERE = "NEW.capabilities <@ (one -> 'capabilities')"
OR_THERE = f"""({ANYWHERE} OR NEW.contract <> ''
                   AND NEW.capabilities <@ (one -> 'on_contracts'))"""
TAKES_AWAY = """
CREATE OR REPLACE FUNCTION policy_takes_this_away() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy policies_policyversion;
BEGIN
    SELECT p.* INTO policy FROM cases_decision AS d
        JOIN policies_policyversion AS p ON p.id = d.policy_id WHERE d.id = NEW.decision_id;
    IF NOT EXISTS (
            SELECT FROM jsonb_array_elements(policy.settings -> 'ladder') AS one
            WHERE one ->> 'measure' = NEW.kind
              AND {within}) THEN
        RAISE EXCEPTION 'P1: no % of policy % takes away %', NEW.kind, policy.slug,
            NEW.capabilities USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0060_found_by_words")]
    operations = [
        migrations.RunSQL(
            TAKES_AWAY.replace("{within}", OR_THERE), TAKES_AWAY.replace("{within}", ANYWHERE)
        )
    ]
