"""P1, P2, P8, P9: each row of a decision is of its moment, and nothing outlasts its reversal."""

from django.db import migrations

HEARD = """
CREATE FUNCTION decision_no_harsher_than_heard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mildest_first CONSTANT text[] := ARRAY['no_action', 'coaching_note', 'warning',
        'interim_restriction', 'restriction', 'suspension', 'termination'];
    heard text := (SELECT proposed FROM cases_preliminarynotice
                   WHERE case_id = NEW.case_id AND served_at <= NEW.at
                   ORDER BY served_at DESC, id DESC LIMIT 1);
BEGIN
    IF heard IS NOT NULL AND NEW.emergency NOT IN ('legal_duty', 'authority_order')
       AND array_position(mildest_first, NEW.measure::text)
           > array_position(mildest_first, heard) THEN
        RAISE EXCEPTION 'P3: a % needs its own hearing: the member was heard on a %', NEW.measure,
            heard USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_no_harsher_than_heard BEFORE INSERT ON cases_decision FOR EACH ROW
    WHEN (NEW.measure IN ('restriction', 'suspension', 'termination'))
    EXECUTE FUNCTION decision_no_harsher_than_heard();

CREATE FUNCTION member_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM cases_case c JOIN accounts_account a ON a.id = c.account_id
                   WHERE c.id = NEW.case_id AND a.name = NEW."by")
       AND NOT EXISTS (SELECT 1 FROM cases_representative
                       WHERE case_id = NEW.case_id AND starts_with(NEW."by", name || ', for ')
                         AND at <= NEW.at)
       OR (SELECT n.account_id FROM notices_notice n WHERE n.id = NEW.receipt_id) <>
          (SELECT c.account_id FROM cases_case c WHERE c.id = NEW.case_id) THEN
        RAISE EXCEPTION 'P3: nobody answers for the member but who speaks for them'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_answers BEFORE INSERT ON cases_answer
    FOR EACH ROW EXECUTE FUNCTION member_answers();
"""

CONDUCT = """
CREATE FUNCTION finding_under_its_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT p.slug FROM findings_finding f JOIN policies_policyversion p ON p.id = f.policy_id
        WHERE f.id = NEW.finding_id) <>
       (SELECT p.slug FROM cases_case c JOIN policies_policyversion p ON p.id = c.policy_id
        WHERE c.id = NEW.case_id) THEN
        RAISE EXCEPTION 'P1: a finding under another policy is no ground in this case'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_under_its_policy BEFORE INSERT ON cases_casefinding
    FOR EACH ROW EXECUTE FUNCTION finding_under_its_policy();

CREATE FUNCTION conduct_is_what_was_found() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    earliest timestamptz;
    latest timestamptz;
BEGIN
    SELECT min(f.conduct_from), max(f.found_at) INTO earliest, latest
        FROM cases_decisionfinding r JOIN findings_finding f ON f.id = r.finding_id
        WHERE r.decision_id = NEW.id;
    IF NEW.conduct_from <> coalesce(earliest, NEW.conduct_from) OR NEW.conduct_from > NEW.at THEN
        RAISE EXCEPTION 'P1: the conduct decided on began on %, as it was found, not on %',
            coalesce(earliest, NEW.at), NEW.conduct_from USING ERRCODE = 'check_violation';
    END IF;
    IF latest > NEW.at THEN
        RAISE EXCEPTION 'P1: nothing is decided on what was found only later, on %', latest
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER conduct_is_what_was_found AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION conduct_is_what_was_found();

CREATE FUNCTION nothing_rests_on_what_was_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM findings_setaside s JOIN cases_decision d ON d.id = NEW.decision_id
               WHERE s.finding_id = NEW.finding_id AND s.at < d.at) THEN
        RAISE EXCEPTION 'P9: nothing rests on a finding that was set aside before'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nothing_rests_on_what_was_set_aside BEFORE INSERT ON cases_decisionfinding
    FOR EACH ROW EXECUTE FUNCTION nothing_rests_on_what_was_set_aside();
"""

WORDS = """
CREATE FUNCTION statement_is_of_its_moment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told record;
BEGIN
    SELECT n.kind, n.created_at, s.automated_decision, s.appeal_until INTO told
        FROM notices_statement s JOIN notices_notice n ON n.id = s.notice_id
        WHERE s.id = NEW.statement_id;
    IF told.kind <> 'statement_of_reasons' OR told.created_at <> NEW.at THEN
        RAISE EXCEPTION 'P2: a statement of reasons says that it is one, and is of that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    IF told.automated_decision <> (NEW.decided_by_id IS NULL) THEN
        RAISE EXCEPTION 'P2: the statement of reasons says whether a person decided'
            USING ERRCODE = 'check_violation';
    END IF;
    IF told.appeal_until < NEW.at + 180 * interval '24 hours' THEN
        RAISE EXCEPTION 'P2: the statement of reasons leaves six months to appeal, not until %',
            told.appeal_until USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_is_of_its_moment AFTER INSERT ON cases_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.statement_id IS NOT NULL)
    EXECUTE FUNCTION statement_is_of_its_moment();
"""

TOGETHER = """
CREATE CONSTRAINT TRIGGER decided_in_one AFTER INSERT ON cases_emergencyevidence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decided_in_one();
CREATE CONSTRAINT TRIGGER decided_in_one AFTER INSERT ON cases_remedyplan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decided_in_one();
"""

UNDO = """
DROP TRIGGER decided_in_one ON cases_remedyplan;
DROP TRIGGER decided_in_one ON cases_emergencyevidence;
DROP TRIGGER statement_is_of_its_moment ON cases_decision;
DROP FUNCTION statement_is_of_its_moment();
DROP TRIGGER nothing_rests_on_what_was_set_aside ON cases_decisionfinding;
DROP FUNCTION nothing_rests_on_what_was_set_aside();
DROP TRIGGER conduct_is_what_was_found ON cases_decision;
DROP FUNCTION conduct_is_what_was_found();
DROP TRIGGER finding_under_its_policy ON cases_casefinding;
DROP FUNCTION finding_under_its_policy();
DROP TRIGGER member_answers ON cases_answer;
DROP FUNCTION member_answers();
DROP TRIGGER decision_no_harsher_than_heard ON cases_decision;
DROP FUNCTION decision_no_harsher_than_heard();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0034_who_decides"), ("findings", "0003_set_aside")]
    operations = [migrations.RunSQL(HEARD + CONDUCT + WORDS + TOGETHER, UNDO)]
