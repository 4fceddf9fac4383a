"""P8: what was written in a case, and who heeded it, is never rewritten."""

from django.db import migrations

TABLES = ("message", "heed")
KEEP = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table in TABLES
)
HEEDED = """
CREATE FUNCTION check_heed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    said cases_message;
    answered cases_message;
BEGIN
    SELECT * INTO said FROM cases_message WHERE id = NEW.message_id;
    SELECT * INTO answered FROM cases_message WHERE id = NEW.answer_id;
    IF said.staff_id IS NOT NULL THEN
        RAISE EXCEPTION 'heed: only what the member wrote waits for us'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer_id IS NOT NULL
       AND (answered.staff_id IS NULL OR answered.case_id <> said.case_id) THEN
        RAISE EXCEPTION 'heed: a message is answered by one of ours in the same case'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_heed BEFORE INSERT ON cases_heed
    FOR EACH ROW EXECUTE FUNCTION check_heed();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0045_dialogue")]
    operations = [migrations.RunSQL(KEEP + HEEDED)]
