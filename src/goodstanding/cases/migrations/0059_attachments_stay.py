"""P8: an attachment is what it was when it came, until its time is over; then its digest stays."""

from django.db import migrations

KEEP = """
CREATE TRIGGER attachment_stays BEFORE UPDATE OR DELETE ON cases_attachment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION attachment_is_as_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_attachment told WHERE told.id = NEW.attachment_id
                   AND told.size = octet_length(NEW.content)
                   AND told.sha256 = encode(sha256(NEW.content), 'hex')) THEN
        RAISE EXCEPTION 'P8: the bytes of attachment % are not those of its record',
            NEW.attachment_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attachment_is_as_told BEFORE INSERT ON cases_attachmentcontent
    FOR EACH ROW EXECUTE FUNCTION attachment_is_as_told();

CREATE FUNCTION attachment_is_whole() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cases_attachmentcontent WHERE attachment_id = NEW.id)
       AND NOT EXISTS (SELECT FROM chain_erasure
                       WHERE relation = 'cases_attachment' AND key = NEW.id::text) THEN
        RAISE EXCEPTION 'P8: attachment % has no bytes', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER attachment_is_whole AFTER INSERT ON cases_attachment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION attachment_is_whole();

CREATE FUNCTION attachment_content_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM chain_erasure WHERE relation = 'cases_attachment'
                   AND key = OLD.attachment_id::text) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'P8: the bytes of an attachment stay until it is erased: % of % is refused',
        TG_OP, OLD.attachment_id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER attachment_content_stays BEFORE UPDATE OR DELETE ON cases_attachmentcontent
    FOR EACH ROW EXECUTE FUNCTION attachment_content_stays();

-- The one change of an attachment that is let through is its erasure.
CREATE FUNCTION attachment_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM cases_attachmentcontent WHERE attachment_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER attachment_goes AFTER UPDATE ON cases_attachment
    FOR EACH ROW EXECUTE FUNCTION attachment_goes();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0058_attachments"), ("chain", "0005_messages_and_notes")]
    operations = [migrations.RunSQL(KEEP)]
