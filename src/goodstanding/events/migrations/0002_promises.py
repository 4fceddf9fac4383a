"""What the database itself refuses about events (P8): each is kept once, unchanged, for ever."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER events_eventkey_append_only BEFORE UPDATE OR DELETE ON events_eventkey
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_seal_append_only BEFORE UPDATE OR DELETE ON events_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_event_append_only BEFORE UPDATE ON events_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

LEAVES_FOR_THE_LAKE = """
CREATE FUNCTION event_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.id <= (SELECT latest_id FROM events_seal
                  WHERE first_id <= OLD.id ORDER BY first_id DESC LIMIT 1) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'P8: the record is append-only: event % is in no sealed file and stays', OLD.id
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER event_is_sealed BEFORE DELETE ON events_event
    FOR EACH ROW EXECUTE FUNCTION event_is_sealed();

CREATE FUNCTION seal_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE here bigint;
BEGIN
    SELECT count(*) INTO here FROM events_event WHERE id BETWEEN NEW.first_id AND NEW.latest_id;
    IF here <> NEW.rows THEN
        RAISE EXCEPTION 'P8: a seal of % events from % to %, where % are', NEW.rows, NEW.first_id,
            NEW.latest_id, here USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM events_seal WHERE latest_id >= NEW.first_id)
        OR EXISTS (SELECT 1 FROM events_event WHERE id < NEW.first_id) THEN
        RAISE EXCEPTION 'P8: a seal from % is out of order', NEW.first_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_is_whole BEFORE INSERT ON events_seal
    FOR EACH ROW EXECUTE FUNCTION seal_is_whole();
"""

REVERSE = """
DROP TRIGGER seal_is_whole ON events_seal;
DROP FUNCTION seal_is_whole();
DROP TRIGGER event_is_sealed ON events_event;
DROP FUNCTION event_is_sealed();
DROP TRIGGER events_event_append_only ON events_event;
DROP TRIGGER events_seal_append_only ON events_seal;
DROP TRIGGER events_eventkey_append_only ON events_eventkey;
"""


class Migration(migrations.Migration):
    """After the house's own function that refuses change."""

    dependencies = [("events", "0001_initial"), ("accounts", "0002_promises")]
    operations = [migrations.RunSQL(APPEND_ONLY + LEAVES_FOR_THE_LAKE, REVERSE)]
