"""The function behind every append-only table of the house (promise P8)."""

from django.db import migrations

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'P8: the record is append-only: % of % is refused; undo is a new record',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
"""


class Migration(migrations.Migration):
    """Every room's own migration puts the trigger on its tables."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION refuse_change()")]
