"""What the database itself refuses about second looks and withheld evidence (P3, P8, P10)."""

from django.db import migrations

APPEND_ONLY = ("proposal", "agreement", "withholding", "withholdingend", "decisionfinding")

FOUR_EYES = """
CREATE FUNCTION is_qualified(person bigint, held text[], moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = person AND role = ANY (held)
          AND qualified_from <= moment AND (qualified_until IS NULL OR moment < qualified_until))
$$;

CREATE FUNCTION check_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_qualified(NEW.by_id, ARRAY['case_manager'], NEW.at) THEN
        RAISE EXCEPTION 'P3: a % is proposed by a qualified case manager', NEW.act
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_proposal BEFORE INSERT ON cases_proposal
    FOR EACH ROW EXECUTE FUNCTION check_proposal();

CREATE FUNCTION check_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed cases_proposal;
BEGIN
    SELECT * INTO proposed FROM cases_proposal WHERE id = NEW.proposal_id;
    IF proposed.by_id = NEW.by_id THEN
        RAISE EXCEPTION 'P3: nobody is the second person of their own proposal'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < proposed.at OR NOT is_qualified(
        NEW.by_id, ARRAY['case_manager', 'reviewer'], NEW.at) THEN
        RAISE EXCEPTION 'P3: the second person is a case manager or reviewer qualified that day'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_agreement BEFORE INSERT ON cases_agreement
    FOR EACH ROW EXECUTE FUNCTION check_agreement();

CREATE FUNCTION agreement_is_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed cases_proposal;
BEGIN
    SELECT * INTO proposed FROM cases_proposal WHERE id = NEW.proposal_id;
    IF NEW.agrees AND proposed.act = 'termination' AND NOT EXISTS (
        SELECT 1 FROM cases_decision WHERE agreement_id = NEW.id)
    OR NEW.agrees AND proposed.act = 'withholding' AND NOT EXISTS (
        SELECT 1 FROM cases_withholding WHERE proposal_id = NEW.proposal_id) THEN
        RAISE EXCEPTION 'P3: a % was agreed to and is not carried out', proposed.act
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agreement_is_carried_out AFTER INSERT ON cases_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreement_is_carried_out();

CREATE FUNCTION check_termination() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_agreement a JOIN cases_proposal p ON p.id = a.proposal_id
        WHERE a.id = NEW.agreement_id AND a.agrees AND p.act = 'termination'
          AND p.case_id = NEW.case_id AND p.by_id = NEW.decided_by_id
          AND a.by_id <> NEW.decided_by_id AND a.at = NEW.at) THEN
        RAISE EXCEPTION
            'P3: a termination has the agreement of a second person, given that moment to its decider'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_termination BEFORE INSERT ON cases_decision
    FOR EACH ROW WHEN (NEW.measure = 'termination') EXECUTE FUNCTION check_termination();
"""

RELIED = """
CREATE FUNCTION check_relied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_casefinding t ON t.case_id = d.case_id
        WHERE d.id = NEW.decision_id AND t.finding_id = NEW.finding_id AND t.at <= d.at) THEN
        RAISE EXCEPTION 'P10: a decision relies only on findings of its own case'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_relied BEFORE INSERT ON cases_decisionfinding
    FOR EACH ROW EXECUTE FUNCTION check_relied();

CREATE FUNCTION is_withheld(evidence uuid, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases_withholding w LEFT JOIN cases_withholdingend e ON e.withholding_id = w.id
        WHERE w.finding_id = evidence AND w.at <= moment
          AND moment < LEAST(w.review_at, COALESCE(e.at, w.review_at)))
$$;

CREATE FUNCTION decision_rests_on_something() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written boolean;
BEGIN
    IF NEW.measure IN ('no_action', 'coaching_note') AND NEW.hold_id IS NULL THEN
        RETURN NULL;
    END IF;
    written := EXISTS (SELECT 1 FROM cases_case WHERE id = NEW.case_id AND why ~ '\\S')
        OR EXISTS (SELECT 1 FROM cases_emergencyevidence
                   WHERE decision_id = NEW.id AND ground ~ '\\S');
    IF NOT written AND NOT EXISTS (
        SELECT 1 FROM cases_decisionfinding WHERE decision_id = NEW.id) THEN
        RAISE EXCEPTION 'P10: a decision against someone names the findings it relies on'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT written AND NOT EXISTS (
        SELECT 1 FROM cases_decisionfinding
        WHERE decision_id = NEW.id AND NOT is_withheld(finding_id, NEW.at)) THEN
        RAISE EXCEPTION 'P10: not everything a decision relies on can be withheld'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_rests_on_something AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decision_rests_on_something();
"""

WITHHELD = """
CREATE FUNCTION check_withholding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    policy policies_policyversion;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_agreement a JOIN cases_proposal p ON p.id = a.proposal_id
        WHERE p.id = NEW.proposal_id AND p.act = 'withholding' AND p.case_id = NEW.case_id
          AND a.agrees AND a.by_id <> p.by_id AND a.at = NEW.at) THEN
        RAISE EXCEPTION 'P10: nothing is withheld without the agreement of a second person'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_proposal p
        WHERE p.id = NEW.proposal_id AND p.wish ->> 'finding' = NEW.finding_id::text
          AND p.wish ->> 'code' = NEW.code
          AND (p.wish ->> 'review_at')::timestamptz = NEW.review_at) THEN
        RAISE EXCEPTION 'P10: what is withheld, why and until when is not what was agreed to'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_casefinding
        WHERE case_id = NEW.case_id AND finding_id = NEW.finding_id) THEN
        RAISE EXCEPTION 'P10: only a finding of the case can be withheld in it'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT v.* INTO policy FROM policies_policyversion v
        JOIN cases_case c ON c.policy_id = v.id WHERE c.id = NEW.case_id;
    IF policy.family <> 'fraud' OR NOT COALESCE(policy.settings -> 'may_withhold', '[]') ? NEW.code
    THEN
        RAISE EXCEPTION 'P10: the policy does not publish that anything is withheld as %', NEW.code
            USING ERRCODE = 'check_violation';
    END IF;
    IF is_withheld(NEW.finding_id, NEW.at) THEN
        RAISE EXCEPTION 'P10: this is withheld already; its end comes first'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.review_at > interval '90 days' + (
        SELECT min(at) FROM cases_withholding WHERE finding_id = NEW.finding_id) THEN
        RAISE EXCEPTION 'P10: nothing is withheld for more than 90 days in all'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_casefinding
        WHERE case_id = NEW.case_id AND finding_id <> NEW.finding_id
          AND NOT is_withheld(finding_id, NEW.at)) THEN
        RAISE EXCEPTION 'P10: not everything in a case can be withheld'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_withholding BEFORE INSERT ON cases_withholding
    FOR EACH ROW EXECUTE FUNCTION check_withholding();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)

EARLIER = """
INSERT INTO cases_decisionfinding (decision_id, finding_id)
SELECT d.id, t.finding_id FROM cases_decision d
JOIN cases_casefinding t ON t.case_id = d.case_id AND t.at <= d.at;
"""
"""Decisions made before this was kept rest on what was in their case then."""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0008_four_eyes"), ("policies", "0002_promises")]
    operations = [
        migrations.RunSQL(EARLIER),
        migrations.RunSQL(FOUR_EYES),
        migrations.RunSQL(RELIED),
        migrations.RunSQL(WITHHELD),
        migrations.RunSQL(TRIGGERS),
    ]
