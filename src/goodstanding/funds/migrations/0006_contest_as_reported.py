"""P5: what is contested is what a client contested, by the marketplace's own event."""

from django.db import migrations

CONTEST = """
CREATE FUNCTION contest_as_reported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told events_event;
    named text := (SELECT name FROM accounts_account WHERE id = NEW.account_id);
BEGIN
    SELECT * INTO told FROM events_event WHERE id = NEW.event;
    IF told.id IS NULL AND EXISTS (
            SELECT FROM events_seal WHERE NEW.event BETWEEN first_id AND latest_id) THEN
        RETURN NULL;  -- it was sealed before the ledger came to it: a file holds it, not a table
    END IF;
    IF told.kind IS DISTINCT FROM 'dispute.opened' OR told.account <> named
       OR told.body ->> 'contract' <> NEW.contract OR told.body ->> 'client' <> NEW.client
       OR (told.body ->> 'amount')::bigint <> NEW.amount
       OR told.body ->> 'currency' <> NEW.currency THEN
        RAISE EXCEPTION 'P5: event % does not say that % contests % of % on contract %',
            NEW.event, NEW.client, NEW.amount, NEW.currency, NEW.contract
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contest_as_reported AFTER INSERT ON funds_contest
    FOR EACH ROW EXECUTE FUNCTION contest_as_reported();
"""
UNDO = """
DROP TRIGGER contest_as_reported ON funds_contest;
DROP FUNCTION contest_as_reported();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("funds", "0005_hold_limits"), ("events", "0001_initial")]
    operations = [migrations.RunSQL(CONTEST, UNDO)]
