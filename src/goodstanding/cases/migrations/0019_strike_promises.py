"""A strike is its own member's, and nobody's who was robbed of an account (P9)."""

from django.db import migrations

STRIKE = """
CREATE FUNCTION check_strike() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    made record;
BEGIN
    SELECT c.account_id, p.slug, p.settings INTO made
        FROM cases_decision d
        JOIN cases_case c ON c.id = d.case_id
        JOIN policies_policyversion p ON p.id = d.policy_id
        WHERE d.id = NEW.decision_id;
    IF NOT FOUND OR made.account_id <> NEW.account_id OR made.slug <> NEW.slug THEN
        RAISE EXCEPTION 'P1: no decision confirms a violation of % by this account', NEW.slug
            USING ERRCODE = 'check_violation';
    END IF;
    IF made.settings -> 'protects_owner' = 'true' THEN
        RAISE EXCEPTION 'P9: a measure that protects its owner makes no strike'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_strike BEFORE INSERT ON cases_strike
    FOR EACH ROW EXECUTE FUNCTION check_strike();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("cases", "0018_rules_act_alone")]
    operations = [migrations.RunSQL(STRIKE)]
