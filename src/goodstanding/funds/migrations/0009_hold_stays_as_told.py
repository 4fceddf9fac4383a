"""P5: a hold is what its decision named and its member was told; no part is added to it later."""

from django.db import migrations

# A row that we see and whose transaction is in progress is our own, savepoints and all. The number
# of the epoch is not in `xmin`: it is ours, or the one before where that would be yet to come.
WHOLE = """
CREATE FUNCTION funds_hold_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ours CONSTANT bigint := pg_current_xact_id()::text::bigint;
    placed bigint;
BEGIN
    SELECT (ours >> 32 << 32) | h.xmin::text::bigint INTO placed
        FROM funds_hold h WHERE h.id = NEW.hold_id;
    -- A savepoint's number is after its transaction's.
    IF placed > ours + 2147483648 THEN
        placed := placed - 4294967296;
    END IF;
    IF pg_xact_status(placed::text::xid8) IS DISTINCT FROM 'in progress' THEN
        RAISE EXCEPTION 'P5: a hold is no more than its decision named; % of contract % is added later',
            funds_money(NEW.amount, NEW.currency), NEW.contract USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_hold_is_whole BEFORE INSERT ON funds_holdpart
    FOR EACH ROW EXECUTE FUNCTION funds_hold_is_whole();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("funds", "0008_moved_as_reported")]
    operations = [migrations.RunSQL(WHOLE)]
