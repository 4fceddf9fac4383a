"""The number below which no event can still appear, asked in one statement.

The lock is let go in the same statement, however it ends. Asked for and let go in two, a reader
that fails between them would keep everyone from recording until its connection closes.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION events_ceiling() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    recording CONSTANT bigint := hashtextextended('events: recording', 0);
    latest bigint;
BEGIN
    PERFORM pg_advisory_lock(recording);
    BEGIN
        SELECT coalesce(max(id), 0) INTO latest FROM events_eventkey;
    EXCEPTION WHEN OTHERS OR query_canceled THEN
        PERFORM pg_advisory_unlock(recording);
        RAISE;
    END;
    PERFORM pg_advisory_unlock(recording);
    RETURN latest;
END $$;
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("events", "0003_seal_once")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION events_ceiling()")]
