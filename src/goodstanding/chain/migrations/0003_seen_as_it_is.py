"""P8: nobody chooses what the guards see: neither an old snapshot nor another clock or path.

A guard asks what others wrote before. In a transaction that sees the record as it once was it would
be told of the past, so the record is written under "read committed" only. What a session may set
for itself (the length of a day at a change of clocks, where names are looked up) is set anew for
each guard.
"""

from django.db import migrations

FRESH = """
CREATE FUNCTION chain_sees_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'P8: the record is written seeing what others wrote, not under "%"',
            current_setting('transaction_isolation')
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION chain_pin() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT relation.relname AS name FROM pg_trigger AS guard
        JOIN pg_class AS relation ON relation.oid = guard.tgrelid
        WHERE guard.tgname = 'chain_link' AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND tgname = 'chain_sees_all')
    LOOP
        EXECUTE format('CREATE TRIGGER chain_sees_all BEFORE INSERT ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION chain_sees_all()', one.name);
    END LOOP;
    FOR one IN
        SELECT DISTINCT does.oid FROM pg_trigger AS guard
        JOIN pg_proc AS does ON does.oid = guard.tgfoid
        WHERE NOT guard.tgisinternal AND does.pronamespace = 'public'::regnamespace
          AND does.proname NOT LIKE 'procrastinate%' AND does.proconfig IS NULL
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp SET timezone = ''UTC'' '
            'SET datestyle = ''ISO'' SET standard_conforming_strings = on', one.oid::regprocedure);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION chain_pin() FROM PUBLIC;
"""

UNDO = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT tgrelid::regclass AS name FROM pg_trigger WHERE tgname = 'chain_sees_all' LOOP
        EXECUTE format('DROP TRIGGER chain_sees_all ON %s', one.name);
    END LOOP;
END $$;
DROP FUNCTION chain_pin();
DROP FUNCTION chain_sees_all();
"""


class Migration(migrations.Migration):
    """The functions; `chain.apps` calls them after each migration."""

    dependencies = [("chain", "0002_binding")]
    operations = [migrations.RunSQL(FRESH, UNDO)]
