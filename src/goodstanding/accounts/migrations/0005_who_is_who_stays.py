"""P8: who somebody is does not change under the record that names them."""

from django.db import migrations

ACCOUNT = """
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'P8: account % stays: the record names it', OLD.name
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.id, NEW.name) IS DISTINCT FROM (OLD.id, OLD.name) THEN
        RAISE EXCEPTION 'P8: account % stays who it is, and does not become %', OLD.name, NEW.name
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.registered_at > OLD.registered_at THEN
        RAISE EXCEPTION 'P8: account % was heard of on %, not only on %', OLD.name,
            OLD.registered_at, NEW.registered_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_account BEFORE UPDATE OR DELETE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION keep_account();
"""

TEAM = """
CREATE TRIGGER staff_stays BEFORE UPDATE OR DELETE ON accounts_staff
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending CONSTANT text := TG_ARGV[0];  -- the column that may be filled, once
    was CONSTANT jsonb := to_jsonb(OLD);
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'P8: a row of % ends and is not removed', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF was - ending <> to_jsonb(NEW) - ending OR was ->> ending IS NOT NULL
       OR to_jsonb(NEW) ->> ending IS NULL THEN
        RAISE EXCEPTION 'P8: a row of % only ends, once: nothing but % is ever filled in',
            TG_TABLE_NAME, ending USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_period BEFORE UPDATE OR DELETE ON accounts_staffrole
    FOR EACH ROW EXECUTE FUNCTION keep_period('qualified_until');
CREATE TRIGGER keep_period BEFORE UPDATE OR DELETE ON accounts_apikey
    FOR EACH ROW EXECUTE FUNCTION keep_period('revoked_at');

ALTER TABLE accounts_staffrole ADD CONSTRAINT "P8_a_qualification_ends_after_it_begins"
    CHECK (qualified_until >= qualified_from);
"""

UNDO = """
ALTER TABLE accounts_staffrole DROP CONSTRAINT "P8_a_qualification_ends_after_it_begins";
DROP TRIGGER keep_period ON accounts_apikey;
DROP TRIGGER keep_period ON accounts_staffrole;
DROP FUNCTION keep_period();
DROP TRIGGER staff_stays ON accounts_staff;
DROP TRIGGER keep_account ON accounts_account;
DROP FUNCTION keep_account();
"""


class Migration(migrations.Migration):
    """Members' details follow the marketplace's events and may change; who they are may not."""

    dependencies = [("accounts", "0004_what_decides_the_law")]
    operations = [migrations.RunSQL(ACCOUNT + TEAM, UNDO)]
