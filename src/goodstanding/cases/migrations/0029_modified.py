"""A case takes a second decision only once its first is reversed; a reviewer then decides (P3, P8).

That the second is milder, and that an appeal asked for it, is kept by the room of appeals.
"""

from django.db import migrations

DECISION = """
CREATE OR REPLACE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    binding policies_policyversion;
    about cases_case;
BEGIN
    SELECT * INTO about FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
    IF NEW.measure <> 'interim_restriction' AND EXISTS (
        SELECT 1 FROM cases_decision d LEFT JOIN cases_reversal r ON r.decision_id = d.id
        WHERE d.case_id = NEW.case_id AND d.measure <> 'interim_restriction' AND r.id IS NULL) THEN
        RAISE EXCEPTION 'P8: case % is decided; undo is a reversal, not another decision',
            about.reference USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure NOT IN ('no_action', 'coaching_note') THEN
        SELECT * INTO binding FROM policies_policyversion
            WHERE slug = (SELECT slug FROM policies_policyversion WHERE id = NEW.policy_id)
              AND in_force_from <= NEW.conduct_from
            ORDER BY version DESC LIMIT 1;
        IF binding.id IS DISTINCT FROM NEW.policy_id THEN
            RAISE EXCEPTION 'P1: the policy version was not the one binding at the conduct of %',
                NEW.conduct_from USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.notice_id IS NOT NULL AND (
        SELECT account_id FROM notices_notice WHERE id = NEW.notice_id) <> about.account_id THEN
        RAISE EXCEPTION 'P2: the notice of a decision goes to the person it is about'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.statement_id IS NOT NULL AND (
        SELECT notice_id FROM notices_statement WHERE id = NEW.statement_id)
            IS DISTINCT FROM NEW.notice_id THEN
        RAISE EXCEPTION 'P2: the statement of reasons is that of the decision''s own notice'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure IN ('restriction', 'suspension', 'termination') AND NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.decided_by_id AND qualified_from <= NEW.at
          AND (qualified_until IS NULL OR NEW.at < qualified_until)
          AND (role = 'case_manager' OR role = 'reviewer' AND EXISTS (
              SELECT 1 FROM cases_decision d JOIN cases_reversal r ON r.decision_id = d.id
              WHERE d.case_id = NEW.case_id AND r.by_id = NEW.decided_by_id AND r.at = NEW.at))
    ) THEN
        RAISE EXCEPTION 'P3: a % is decided by a qualified case manager', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The trigger's function."""

    dependencies = [("cases", "0028_as_the_policy_says")]
    operations = [migrations.RunSQL(DECISION)]
