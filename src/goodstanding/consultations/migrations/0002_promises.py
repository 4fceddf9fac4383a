"""What the database itself refuses of a consultation (P2, P3, P7, P8)."""

from django.db import migrations

QUALIFIED = """
CREATE FUNCTION consultation_qualified(who bigint, what text[], moment timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM accounts_staffrole WHERE staff_id = who AND role = ANY (what)
        AND qualified_from <= moment AND (qualified_until IS NULL OR moment < qualified_until))
$$;
"""

COMMENT = """
CREATE FUNCTION check_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version policies_policyversion;
    source text;
BEGIN
    SELECT * INTO version FROM policies_policyversion WHERE id = NEW.policy_id;
    IF EXISTS (SELECT FROM consultations_closing WHERE policy_id = NEW.policy_id)
       OR NEW.at < version.adopted_at
       OR (NEW.staff_id IS NULL AND NEW.at >= version.in_force_from) THEN
        RAISE EXCEPTION 'P8: the consultation on % version % is not open',
            version.slug, version.version USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.staff_id IS NOT NULL
       AND NOT consultation_qualified(NEW.staff_id, ARRAY['policy_owner'], NEW.at) THEN
        RAISE EXCEPTION 'P3: only a policy owner answers officially'
            USING ERRCODE = 'check_violation';
    END IF;
    source := version.text;
    IF NEW.quotes_id IS NOT NULL THEN
        SELECT text INTO source FROM consultations_comment
            WHERE id = NEW.quotes_id AND policy_id = NEW.policy_id AND at <= NEW.at;
        IF source IS NULL THEN
            RAISE EXCEPTION 'P8: a comment answers an earlier one on the same version'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF position(btrim(regexp_replace(NEW.quoted, '\\s+', ' ', 'g'))
                IN regexp_replace(source, '\\s+', ' ', 'g')) = 0 THEN
        RAISE EXCEPTION 'P8: a quote is word for word what was written'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_comment BEFORE INSERT ON consultations_comment
    FOR EACH ROW EXECUTE FUNCTION check_comment();
"""

VOTE = """
CREATE FUNCTION check_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said consultations_comment;
    earlier consultations_vote;
BEGIN
    SELECT * INTO said FROM consultations_comment WHERE id = NEW.comment_id;
    SELECT * INTO earlier FROM consultations_vote WHERE id = NEW.before_id;
    IF NEW.before_id IS NOT NULL AND (earlier.comment_id, earlier.account_id)
       IS DISTINCT FROM (NEW.comment_id, NEW.account_id) THEN
        RAISE EXCEPTION 'P8: a member takes back no vote but their own'
            USING ERRCODE = 'check_violation';
    END IF;
    IF said.account_id = NEW.account_id THEN
        RAISE EXCEPTION 'P8: nobody votes on their own comment' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < said.at
       OR EXISTS (SELECT FROM consultations_closing WHERE policy_id = said.policy_id)
       OR NEW.at >= (SELECT in_force_from FROM policies_policyversion WHERE id = said.policy_id)
    THEN
        RAISE EXCEPTION 'P8: there is no voting before a comment or after its consultation'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_vote BEFORE INSERT ON consultations_vote
    FOR EACH ROW EXECUTE FUNCTION check_vote();
"""

REMOVAL = """
CREATE FUNCTION check_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT consultation_qualified(NEW.by_id, ARRAY['policy_owner'], NEW.at) THEN
        RAISE EXCEPTION 'P3: only a policy owner removes a comment' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM consultations_comment c JOIN notices_notice n ON n.account_id = c.account_id
        WHERE c.id = NEW.comment_id AND c.at <= NEW.at AND n.id = NEW.notice_id
          AND n.kind = 'comment_removed' AND n.created_at = NEW.at) THEN
        RAISE EXCEPTION 'P2: whose comment is removed is told that moment, with the reasons'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_removal BEFORE INSERT ON consultations_removal
    FOR EACH ROW EXECUTE FUNCTION check_removal();

CREATE FUNCTION check_objection_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    removal consultations_removal;
    objected timestamptz;
BEGIN
    SELECT r.* INTO removal FROM consultations_removal r
        JOIN consultations_objection o ON o.removal_id = r.id WHERE o.id = NEW.objection_id;
    SELECT at INTO objected FROM consultations_objection WHERE id = NEW.objection_id;
    IF NEW.by_id = removal.by_id THEN
        RAISE EXCEPTION 'P7: an objection is answered by another person than who removed the comment'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < objected
       OR NOT consultation_qualified(NEW.by_id, ARRAY['policy_owner', 'reviewer'], NEW.at) THEN
        RAISE EXCEPTION 'P7: an objection is answered by a policy owner or reviewer, once it is there'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM consultations_comment c JOIN notices_notice n ON n.account_id = c.account_id
        WHERE c.id = removal.comment_id AND n.id = NEW.notice_id
          AND n.kind = 'objection_answered' AND n.created_at = NEW.at) THEN
        RAISE EXCEPTION 'P7: who objected is told the answer that moment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_objection_outcome BEFORE INSERT ON consultations_objectionoutcome
    FOR EACH ROW EXECUTE FUNCTION check_objection_outcome();
"""

CLOSING = """
CREATE FUNCTION check_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT consultation_qualified(NEW.by_id, ARRAY['policy_owner'], NEW.at) THEN
        RAISE EXCEPTION 'P3: only a policy owner closes a consultation'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < (SELECT adopted_at + interval '14 days' FROM policies_policyversion
                 WHERE id = NEW.policy_id) THEN
        RAISE EXCEPTION 'P1: a consultation is open for 14 days at least'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_closing BEFORE INSERT ON consultations_closing
    FOR EACH ROW EXECUTE FUNCTION check_closing();

CREATE FUNCTION check_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM notices_notice WHERE id = NEW.notice_id AND account_id = NEW.account_id
        AND kind = 'policy_announcement' AND created_at = NEW.at) THEN
        RAISE EXCEPTION 'P1: who is told of a policy has a notice of it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_announced BEFORE INSERT ON consultations_announced
    FOR EACH ROW EXECUTE FUNCTION check_announced();
"""

TABLES = ("announced", "comment", "vote", "removal", "objection", "objectionoutcome", "closing")
KEPT = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON consultations_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in TABLES
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("consultations", "0001_initial"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(part) for part in (QUALIFIED, COMMENT, VOTE, REMOVAL, CLOSING, KEPT)]
