"""What the database itself refuses about cases, decisions and measures (P1 to P4, P8, P9)."""

from django.db import migrations

APPEND_ONLY = (
    "case",
    "assignment",
    "casefinding",
    "preliminarynotice",
    "answer",
    "letter",
    "decision",
    "measure",
    "measurelift",
    "strike",
    "strikeremoval",
    "reversal",
)

ONE_OPEN_CASE = """
CREATE FUNCTION one_open_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('case of ' || NEW.account_id, 0));
    IF EXISTS (
        SELECT 1 FROM cases_case c
        JOIN policies_policyversion p ON p.id = c.policy_id
        WHERE c.account_id = NEW.account_id AND c.id <> NEW.id
          AND p.slug = (SELECT slug FROM policies_policyversion WHERE id = NEW.policy_id)
          AND NOT EXISTS (SELECT 1 FROM cases_decision d
                          WHERE d.case_id = c.id AND d.measure <> 'interim_restriction')
    ) THEN
        RAISE EXCEPTION 'one case: this account already has an undecided case under this policy'
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_open_case BEFORE INSERT ON cases_case
    FOR EACH ROW EXECUTE FUNCTION one_open_case();
"""

DECISION = """
CREATE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    binding policies_policyversion;
    about cases_case;
BEGIN
    SELECT * INTO about FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
    IF NEW.measure <> 'interim_restriction' AND EXISTS (
        SELECT 1 FROM cases_decision
        WHERE case_id = NEW.case_id AND measure <> 'interim_restriction') THEN
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
        WHERE staff_id = NEW.decided_by_id AND role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P3: a % is decided by a qualified case manager', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_decision BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION check_decision();

CREATE FUNCTION decision_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.measure <> 'no_action' AND NOT EXISTS (
        SELECT 1 FROM notices_delivery WHERE notice_id = NEW.notice_id) THEN
        RAISE EXCEPTION 'P2: no notice of this % is queued in the same transaction', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.measure IN ('interim_restriction', 'restriction', 'suspension', 'termination')
       AND NOT EXISTS (SELECT 1 FROM cases_measure WHERE decision_id = NEW.id) THEN
        RAISE EXCEPTION 'P1: this % has no measure to carry it out', NEW.measure
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_is_told AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decision_is_told();
"""

MEASURE = """
CREATE FUNCTION check_measure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ordered record;
BEGIN
    SELECT d.measure, d.effect_at, d.ends_at, c.account_id INTO ordered
        FROM cases_decision d JOIN cases_case c ON c.id = d.case_id WHERE d.id = NEW.decision_id;
    IF NOT FOUND OR ordered.measure <> NEW.kind OR ordered.account_id <> NEW.account_id THEN
        RAISE EXCEPTION 'P1: no decision orders a % of this account', NEW.kind
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.starts_at < ordered.effect_at
       OR (ordered.ends_at IS NOT NULL AND NEW.ends_at > ordered.ends_at) THEN
        RAISE EXCEPTION 'P4: the measure reaches beyond its decision (% to %)',
            ordered.effect_at, ordered.ends_at USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'interim_restriction' AND NEW.ends_at > NEW.starts_at + interval '11 days' THEN
        RAISE EXCEPTION 'P4: an interim restriction lasts at most 7 business days'
            USING ERRCODE = 'check_violation';
    END IF;
    IF jsonb_array_length(NEW.capabilities) = 0 THEN
        RAISE EXCEPTION 'a measure says which capabilities it restricts'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_measure BEFORE INSERT ON cases_measure
    FOR EACH ROW EXECUTE FUNCTION check_measure();
"""

REVERSAL = """
CREATE FUNCTION reversal_undoes_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cases_measure m LEFT JOIN cases_measurelift l ON l.measure_id = m.id
        WHERE m.decision_id = NEW.decision_id AND l.id IS NULL)
    OR EXISTS (
        SELECT 1 FROM cases_strike s LEFT JOIN cases_strikeremoval r ON r.strike_id = s.id
        WHERE s.decision_id = NEW.decision_id AND r.id IS NULL)
    OR EXISTS (
        SELECT 1 FROM cases_decision d JOIN funds_holdpart p ON p.hold_id = d.hold_id
        LEFT JOIN funds_release r ON r.part_id = p.id
        WHERE d.id = NEW.decision_id AND r.id IS NULL) THEN
        RAISE EXCEPTION 'P9: a reversal leaves nothing of its decision behind'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_undoes_all AFTER INSERT ON cases_reversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reversal_undoes_all();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("cases", "0001_initial"),
        ("accounts", "0002_promises"),
        ("funds", "0002_promises"),
        ("notices", "0002_promises"),
    ]
    operations = [
        migrations.RunSQL(ONE_OPEN_CASE),
        migrations.RunSQL(DECISION),
        migrations.RunSQL(MEASURE),
        migrations.RunSQL(REVERSAL),
        migrations.RunSQL(TRIGGERS),
    ]
