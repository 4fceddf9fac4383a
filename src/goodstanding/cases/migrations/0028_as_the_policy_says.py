"""P1: what is decided is a step of the policy; P1, P2: it is all there in one transaction."""

from django.db import migrations

STEP = """
CREATE FUNCTION policy_takes_this_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy policies_policyversion;
    step jsonb;
BEGIN
    SELECT * INTO policy FROM policies_policyversion WHERE id = NEW.policy_id;
    IF policy.slug <> (SELECT p.slug FROM cases_case AS c
                       JOIN policies_policyversion AS p ON p.id = c.policy_id
                       WHERE c.id = NEW.case_id) THEN
        RAISE EXCEPTION 'P1: the case is about another policy than %', policy.slug
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure NOT IN ('warning', 'interim_restriction', 'restriction', 'suspension',
                           'termination') THEN
        RETURN NULL;
    END IF;
    SELECT one INTO step FROM jsonb_array_elements(policy.settings -> 'ladder') AS one
        WHERE one ->> 'measure' = NEW.measure
        ORDER BY one ->> 'by' = 'rule' DESC, (one ->> 'lasts_days')::numeric DESC NULLS FIRST
        LIMIT 1;
    IF step IS NULL THEN
        RAISE EXCEPTION 'P1: policy % version % has no % on its ladder', policy.slug,
            policy.version, NEW.measure USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decided_by_id IS NULL AND step ->> 'by' <> 'rule' THEN
        RAISE EXCEPTION 'P3: policy % leaves a % to a person', policy.slug, NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure IN ('restriction', 'suspension')
       AND NEW.ends_at > NEW.effect_at + (step ->> 'lasts_days')::int * interval '1 day' THEN
        RAISE EXCEPTION 'P1: policy % lets a % last for % days, not until %', policy.slug,
            NEW.measure, step ->> 'lasts_days', NEW.ends_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER policy_takes_this_step AFTER INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION policy_takes_this_step();

CREATE FUNCTION policy_takes_this_away() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy policies_policyversion;
BEGIN
    SELECT p.* INTO policy FROM cases_decision AS d
        JOIN policies_policyversion AS p ON p.id = d.policy_id WHERE d.id = NEW.decision_id;
    IF NOT EXISTS (
            SELECT FROM jsonb_array_elements(policy.settings -> 'ladder') AS one
            WHERE one ->> 'measure' = NEW.kind
              AND NEW.capabilities <@ (one -> 'capabilities')) THEN
        RAISE EXCEPTION 'P1: no % of policy % takes away %', NEW.kind, policy.slug,
            NEW.capabilities USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER policy_takes_this_away AFTER INSERT ON cases_measure
    FOR EACH ROW EXECUTE FUNCTION policy_takes_this_away();
"""

TOGETHER = """
-- Whether a row was written by the transaction that asks, in whatever savepoint of it: it is then
-- no older than the transaction and, unlike everything else that can be seen, not yet committed.
CREATE FUNCTION is_of_this_transaction(written xid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    round CONSTANT bigint := 4294967296;
    ours CONSTANT bigint := pg_current_xact_id()::text::bigint;
    ahead CONSTANT bigint := (written::text::bigint - ours % round + round) % round;
BEGIN
    RETURN ahead < round / 2 AND pg_xact_status((ours + ahead)::text::xid8) = 'in progress';
END $$;

CREATE FUNCTION decided_in_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written xid;
BEGIN
    SELECT xmin INTO written FROM cases_decision WHERE id = NEW.decision_id;
    IF NOT is_of_this_transaction(written) THEN
        RAISE EXCEPTION 'P1: a row of % comes with its decision, in one transaction, not later',
            TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE CONSTRAINT TRIGGER decided_in_one AFTER INSERT ON cases_{table} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decided_in_one();\n"
    for table in ("measure", "strike", "decisionfinding", "decisionlaw")
)

TOLD = """
CREATE FUNCTION told_in_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written xid;
BEGIN
    SELECT xmin INTO written FROM notices_notice WHERE id = NEW.notice_id;
    IF written IS NOT NULL AND NOT is_of_this_transaction(written) THEN
        RAISE EXCEPTION 'P2: the notice of a decision is written with it, in one transaction'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER told_in_one AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION told_in_one();
"""

UNDO = """
DROP TRIGGER told_in_one ON cases_decision;
DROP FUNCTION told_in_one();
DROP TRIGGER decided_in_one ON cases_measure;
DROP TRIGGER decided_in_one ON cases_strike;
DROP TRIGGER decided_in_one ON cases_decisionfinding;
DROP TRIGGER decided_in_one ON cases_decisionlaw;
DROP FUNCTION decided_in_one();
DROP FUNCTION is_of_this_transaction(xid);
DROP TRIGGER policy_takes_this_away ON cases_measure;
DROP FUNCTION policy_takes_this_away();
DROP TRIGGER policy_takes_this_step ON cases_decision;
DROP FUNCTION policy_takes_this_step();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0027_rule_promises"), ("notices", "0001_initial")]
    operations = [migrations.RunSQL(STEP + TOGETHER + TOLD, UNDO)]
