"""P8: a key that was given an end may end sooner, never later: one that leaked opens nothing."""

from django.db import migrations

ENDS_SOONER = """
CREATE FUNCTION keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD) - 'revoked_at';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'P8: a row of % ends and is not removed', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF was <> to_jsonb(NEW) - 'revoked_at' OR NEW.revoked_at IS NULL
       OR NEW.revoked_at >= OLD.revoked_at THEN
        RAISE EXCEPTION 'P8: a key only ends, and sooner, never later: nothing else of it changes'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER keep_period ON accounts_apikey;
CREATE TRIGGER keep_key BEFORE UPDATE OR DELETE ON accounts_apikey
    FOR EACH ROW EXECUTE FUNCTION keep_key();
"""

UNDO = """
DROP TRIGGER keep_key ON accounts_apikey;
DROP FUNCTION keep_key();
CREATE TRIGGER keep_period BEFORE UPDATE OR DELETE ON accounts_apikey
    FOR EACH ROW EXECUTE FUNCTION keep_period('revoked_at');
"""


class Migration(migrations.Migration):
    """Another trigger on the keys."""

    dependencies = [("accounts", "0007_attempts_to_sign_in")]
    operations = [migrations.RunSQL(ENDS_SOONER, UNDO)]
