"""What the database itself refuses about remedies and probation (P3, P4, P8, P9)."""

from django.db import migrations

APPEND_ONLY = ("remedyplan", "remedystep", "stepproof", "probation", "putback")

PLAN = """
CREATE FUNCTION check_remedy_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_decision WHERE id = NEW.decision_id AND at = NEW.made_at
                   AND measure IN ('interim_restriction', 'restriction', 'suspension',
                                   'termination')) THEN
        RAISE EXCEPTION 'P9: a remedy plan is made with a decision that takes something away'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM cases_remedystep WHERE plan_id = NEW.id) <> NEW.size THEN
        RAISE EXCEPTION 'P9: a remedy plan is made with all of its % steps', NEW.size
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_remedy_plan AFTER INSERT ON cases_remedyplan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_remedy_plan();

CREATE FUNCTION check_remedy_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.place >= (SELECT size FROM cases_remedyplan WHERE id = NEW.plan_id)
       OR EXISTS (SELECT 1 FROM cases_remedystep
                  WHERE plan_id = NEW.plan_id AND place = NEW.place) THEN
        RAISE EXCEPTION 'P9: a remedy plan gets no step after it is made'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_remedy_step BEFORE INSERT ON cases_remedystep
    FOR EACH ROW EXECUTE FUNCTION check_remedy_step();
"""

PROOF = """
CREATE FUNCTION remedy_step_is_proved(step cases_remedystep) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM cases_stepproof p WHERE p.step_id = step.id AND source = 'staff')
        OR (SELECT count(*) FROM cases_stepproof p WHERE p.step_id = step.id)
           >= CASE WHEN step.kind IN ('contracts', 'refund') THEN step.count ELSE 1 END
$$;

CREATE FUNCTION check_step_proof() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step cases_remedystep;
    plan cases_remedyplan;
    about record;
    expected text;
BEGIN
    SELECT * INTO step FROM cases_remedystep WHERE id = NEW.step_id;
    SELECT * INTO plan FROM cases_remedyplan WHERE id = step.plan_id;
    SELECT a.id, a.name, p.slug INTO about FROM cases_decision d
        JOIN cases_case c ON c.id = d.case_id JOIN accounts_account a ON a.id = c.account_id
        JOIN policies_policyversion p ON p.id = d.policy_id WHERE d.id = plan.decision_id;
    IF NEW.at < plan.made_at THEN
        RAISE EXCEPTION 'P9: nothing proves a step before its plan was made'
            USING ERRCODE = 'check_violation';
    END IF;
    expected := CASE WHEN step.kind IN ('lesson', 'assurance') THEN 'member'
                     WHEN step.kind = 'clean_weeks' THEN 'clock' ELSE 'event' END;
    IF NEW.source NOT IN (expected, 'staff') THEN
        RAISE EXCEPTION 'P9: a step % is proved by the %, not by the %',
            step.kind, expected, NEW.source USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'member' AND NEW."by" <> about.name THEN
        RAISE EXCEPTION 'P9: nobody proves a step for %', about.name
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'staff' AND NOT EXISTS (
        SELECT 1 FROM accounts_staffrole r JOIN accounts_staff s ON s.id = r.staff_id
        WHERE s.id = NEW.staff_id AND s.name = NEW."by" AND r.role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P3: other proof is accepted by a named, qualified case manager'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'member' AND step.kind = 'assurance' AND NEW.text !~ '\\S' THEN
        RAISE EXCEPTION 'P9: an assurance says something' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'member' AND step.kind = 'lesson' AND NEW.answers IS DISTINCT FROM
        jsonb_path_query_array(step.questions, '$[*].right') THEN
        RAISE EXCEPTION 'P9: a lesson is proved by the right answer to each of its questions'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'clock' AND (
        NEW.at < plan.made_at + step.count * interval '7 days' OR EXISTS (
            SELECT 1 FROM findings_finding f JOIN policies_policyversion p ON p.id = f.policy_id
            WHERE f.account_id = about.id AND p.slug = about.slug
              AND f.conduct_until > plan.made_at
              AND f.conduct_until > NEW.at - step.count * interval '7 days')) THEN
        RAISE EXCEPTION 'P9: these % weeks are not full, or not clean', step.count
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.source = 'event' AND EXISTS (
        SELECT 1 FROM events_event WHERE id = NEW.event_id AND (account <> about.name OR kind <>
            CASE step.kind WHEN 'identity' THEN 'identity.verified'
                           WHEN 'contracts' THEN 'contract.ended' ELSE 'payment.refunded' END)
    ) THEN
        RAISE EXCEPTION 'P9: this event does not prove a step % of %', step.kind, about.name
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_step_proof BEFORE INSERT ON cases_stepproof
    FOR EACH ROW EXECUTE FUNCTION check_step_proof();
"""

LIFT = """
CREATE FUNCTION check_remedy_lift() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unproved text;
BEGIN
    IF NEW.plan_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF (SELECT decision_id FROM cases_remedyplan WHERE id = NEW.plan_id) IS DISTINCT FROM
       (SELECT decision_id FROM cases_measure WHERE id = NEW.measure_id) THEN
        RAISE EXCEPTION 'P9: a remedy lifts no measure but those of its own decision'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT s.kind INTO unproved FROM cases_remedystep s
        WHERE s.plan_id = NEW.plan_id AND NOT remedy_step_is_proved(s) ORDER BY place LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'P9: a remedy lifts nothing while a step (%) is unproved', unproved
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_remedy_lift BEFORE INSERT ON cases_measurelift
    FOR EACH ROW EXECUTE FUNCTION check_remedy_lift();
"""

PROBATION = """
CREATE FUNCTION check_probation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lifted record;
BEGIN
    SELECT l.at, l.plan_id, m.ends_at INTO lifted FROM cases_measurelift l
        JOIN cases_measure m ON m.id = l.measure_id WHERE l.id = NEW.lift_id;
    IF lifted.plan_id IS NOT NULL OR lifted.ends_at IS NULL OR lifted.at <> NEW.at THEN
        RAISE EXCEPTION 'P9: a probation begins when a person lifts a measure that has an end'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.until > NEW.at + interval '365 days' THEN
        RAISE EXCEPTION 'P4: a probation lasts at most 365 days'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.by_id AND role = 'case_manager'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until)
    ) THEN
        RAISE EXCEPTION 'P3: a probation is set by a qualified case manager'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_probation BEFORE INSERT ON cases_probation
    FOR EACH ROW EXECUTE FUNCTION check_probation();

CREATE FUNCTION check_put_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was record;
    anew record;
BEGIN
    SELECT m.kind, m.capabilities, m.contract, m.subject, m.account_id, p.until, l.at AS lifted_at,
           m.ends_at - greatest(m.starts_at, l.at) AS remaining, v.slug
        INTO was FROM cases_probation p JOIN cases_measurelift l ON l.id = p.lift_id
        JOIN cases_measure m ON m.id = l.measure_id JOIN cases_decision d ON d.id = m.decision_id
        JOIN policies_policyversion v ON v.id = d.policy_id WHERE p.id = NEW.probation_id;
    SELECT d.measure, d.decided_by_id, d.ends_at - d.effect_at AS lasts, c.id AS case_id,
           c.account_id, v.slug
        INTO anew FROM cases_decision d JOIN cases_case c ON c.id = d.case_id
        JOIN policies_policyversion v ON v.id = d.policy_id WHERE d.id = NEW.decision_id;
    IF anew.decided_by_id IS NULL THEN
        RAISE EXCEPTION 'P3: a person puts back what was left of a measure'
            USING ERRCODE = 'check_violation';
    END IF;
    IF anew.lasts > was.remaining THEN
        RAISE EXCEPTION 'P4: at most what was left of the measure (%) is put back', was.remaining
            USING ERRCODE = 'check_violation';
    END IF;
    IF (anew.measure, anew.account_id, anew.slug) IS DISTINCT FROM
       (was.kind, was.account_id, was.slug)
       OR EXISTS (SELECT 1 FROM cases_measure m WHERE m.decision_id = NEW.decision_id
                  AND (NOT m.capabilities <@ was.capabilities OR m.contract <> was.contract
                       OR m.subject <> was.subject)) THEN
        RAISE EXCEPTION 'P9: only the measure that was lifted on conditions is put back'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_casefinding t JOIN findings_finding f ON f.id = t.finding_id
        WHERE t.case_id = anew.case_id AND f.conduct_from >= was.lifted_at
          AND f.conduct_from < was.until) THEN
        RAISE EXCEPTION 'P9: nothing is put back without new conduct during the probation'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_put_back AFTER INSERT ON cases_putback
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_put_back();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("cases", "0004_remedies"),
        ("accounts", "0002_promises"),
        ("events", "0002_promises"),
        ("findings", "0002_promises"),
        ("policies", "0002_promises"),
    ]
    operations = [migrations.RunSQL(sql) for sql in (PLAN, PROOF, LIFT, PROBATION, TRIGGERS)]
