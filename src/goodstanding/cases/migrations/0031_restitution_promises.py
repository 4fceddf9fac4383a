"""What the database itself refuses about money that goes back to a client (P2, P5, P8)."""

from django.db import migrations

PROPOSED = """
CREATE OR REPLACE FUNCTION check_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.act = 'reversal' THEN
        IF NOT is_qualified(NEW.by_id, ARRAY['finance_officer', 'case_manager', 'reviewer'], NEW.at)
        THEN
            RAISE EXCEPTION 'P5: a finance officer, case manager or reviewer proposes to give money back'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT is_qualified(NEW.by_id, ARRAY['case_manager'], NEW.at) THEN
        RAISE EXCEPTION 'P3: a % is proposed by a qualified case manager', NEW.act
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

AGREED = """
CREATE OR REPLACE FUNCTION check_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed cases_proposal;
    judges text[] := ARRAY['case_manager', 'reviewer'];
    finance text[] := ARRAY['finance_officer'];
BEGIN
    SELECT * INTO proposed FROM cases_proposal WHERE id = NEW.proposal_id;
    IF proposed.by_id = NEW.by_id THEN
        RAISE EXCEPTION 'P3: nobody is the second person of their own proposal'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at >= proposed.at AND proposed.act = 'reversal' THEN
        IF NOT (is_qualified(proposed.by_id, finance, NEW.at) AND is_qualified(NEW.by_id, judges, NEW.at)
             OR is_qualified(NEW.by_id, finance, NEW.at) AND is_qualified(proposed.by_id, judges, NEW.at))
        THEN
            RAISE EXCEPTION 'P5: of the two who give money back one is a finance officer, the other a case manager or reviewer'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.at < proposed.at OR NOT is_qualified(NEW.by_id, judges, NEW.at) THEN
        RAISE EXCEPTION 'P3: the second person is a case manager or reviewer qualified that day'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION agreement_is_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed cases_proposal;
BEGIN
    SELECT * INTO proposed FROM cases_proposal WHERE id = NEW.proposal_id;
    IF NEW.agrees AND proposed.act = 'termination' AND NOT EXISTS (
        SELECT 1 FROM cases_decision WHERE agreement_id = NEW.id)
    OR NEW.agrees AND proposed.act = 'withholding' AND NOT EXISTS (
        SELECT 1 FROM cases_withholding WHERE proposal_id = NEW.proposal_id)
    OR NEW.agrees AND proposed.act = 'reversal' AND NOT EXISTS (
        SELECT 1 FROM cases_restitution WHERE proposal_id = NEW.proposal_id) THEN
        RAISE EXCEPTION 'P3: a % was agreed to and is not carried out', proposed.act
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""

GIVEN_BACK = """
CREATE FUNCTION check_restitution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed record;
    moved record;
BEGIN
    SELECT p.case_id, p.wish, p.by_id, a.by_id AS second_id INTO agreed
        FROM cases_proposal p JOIN cases_agreement a ON a.proposal_id = p.id
        WHERE p.id = NEW.proposal_id AND p.act = 'reversal' AND a.agrees AND a.at = NEW.at;
    IF agreed.case_id IS NULL THEN
        RAISE EXCEPTION 'P5: no money is given back without the agreement of a second person'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT t.amount, t.by_id, t.agreed_by_id, t.at, part.hold_id, part.contract, part.currency, client.name
        INTO moved FROM funds_transfer t JOIN funds_holdpart part ON part.id = t.part_id
        JOIN accounts_account client ON client.id = t.recipient_id WHERE t.id = NEW.transfer_id;
    IF (agreed.wish ->> 'hold', agreed.wish ->> 'contract', agreed.wish ->> 'client',
        agreed.wish ->> 'amount', agreed.wish ->> 'currency', agreed.by_id, agreed.second_id, NEW.at)
       IS DISTINCT FROM (moved.hold_id::text, moved.contract::text, moved.name::text,
        moved.amount::text, moved.currency::text, moved.by_id, moved.agreed_by_id, moved.at) THEN
        RAISE EXCEPTION 'P5: what is given back, of which hold and to whom is not what two people agreed to'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d LEFT JOIN cases_reversal r ON r.decision_id = d.id
        WHERE d.id = NEW.decision_id AND d.case_id = agreed.case_id AND d.hold_id = moved.hold_id
          AND r.id IS NULL) THEN
        RAISE EXCEPTION 'P5: money is given back out of a hold that a standing decision of the case orders'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM notices_statement s JOIN notices_notice n ON n.id = s.notice_id
        JOIN cases_case c ON c.account_id = n.account_id
        WHERE n.id = NEW.notice_id AND c.id = agreed.case_id AND n.created_at = NEW.at) THEN
        RAISE EXCEPTION 'P2: whose money is given back is told with a statement of reasons that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_restitution BEFORE INSERT ON cases_restitution
    FOR EACH ROW EXECUTE FUNCTION check_restitution();
CREATE TRIGGER restitution_append_only BEFORE UPDATE OR DELETE ON cases_restitution
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION transfer_is_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_restitution WHERE transfer_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: held money goes back to a client only as two people agreed in a case'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transfer_is_agreed AFTER INSERT ON funds_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.award_id IS NULL)
    EXECUTE FUNCTION transfer_is_agreed();
"""

ORDERED = """
CREATE FUNCTION hold_is_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cases_decision d JOIN cases_case c ON c.id = d.case_id
        JOIN policies_policyversion v ON v.id = d.policy_id
        WHERE d.hold_id = NEW.id AND c.account_id = NEW.account_id AND d.at = NEW.placed_at
          AND v.family = NEW.family) THEN
        RAISE EXCEPTION 'P5: a hold is ordered by a decision about the same account, on the same ground, that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hold_is_ordered AFTER INSERT ON funds_hold
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_is_ordered();
"""

# What went to a client whole is held no more; the marketplace pays it again instead.
UNDONE = """
CREATE OR REPLACE FUNCTION reversal_undoes_all() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE d.id = NEW.decision_id AND r.id IS NULL AND p.amount > (
            SELECT coalesce(sum(t.amount), 0) FROM funds_transfer t WHERE t.part_id = p.id)) THEN
        RAISE EXCEPTION 'P9: a reversal leaves nothing of its decision behind'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM cases_restitution g JOIN funds_transfer t ON t.id = g.transfer_id
        JOIN cases_decision d ON d.id = g.decision_id JOIN cases_case c ON c.id = d.case_id
        WHERE g.decision_id = NEW.decision_id AND NOT EXISTS (
            SELECT 1 FROM funds_entry e JOIN funds_ledgeraccount pot ON pot.id = e.target_id
            WHERE e.cause = format('reversal %s, transfer %s', NEW.id, t.id)
              AND e.amount = t.amount AND pot.owner_id = c.account_id AND pot.purpose = 'payable'))
    THEN
        RAISE EXCEPTION 'P9: a reversal makes good what its decision gave to a client'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """The functions and triggers."""

    dependencies = [
        ("cases", "0030_given_back"),
        ("funds", "0004_hold_promises"),
        ("policies", "0002_promises"),
    ]
    operations = [
        migrations.RunSQL(PROPOSED),
        migrations.RunSQL(AGREED),
        migrations.RunSQL(GIVEN_BACK),
        migrations.RunSQL(ORDERED),
        migrations.RunSQL(UNDONE),
    ]
