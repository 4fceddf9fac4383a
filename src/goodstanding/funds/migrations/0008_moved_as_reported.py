"""P6: money enters and leaves what is payable only by an event, a hold, or for a named cause.

Between two pots there are four ways. In or out of a held pot: by a hold, its release, or a transfer
(`funds_held_has_reason`). Between payable and the world outside: as the event says whose number is
in the entry's key. From outside to payable also to compensate, once a cause; that something ordered
it, is for the rooms above to ask. No other way leads anywhere.
"""

from django.db import migrations

READ = """
-- Sealed before the ledger came to it: a file holds it, no table.
CREATE FUNCTION funds_still_unread(event_id bigint) RETURNS boolean LANGUAGE sql STABLE RETURN (
    EXISTS (SELECT FROM events_seal WHERE event_id BETWEEN first_id AND latest_id)
    AND event_id > coalesce((SELECT max(event) FROM funds_progress), 0));

CREATE FUNCTION funds_reads_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.event < OLD.event OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'P6: the ledger reads each event once; it never goes back to one before %',
            OLD.event USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_reads_on BEFORE UPDATE OR DELETE ON funds_progress
    FOR EACH ROW EXECUTE FUNCTION funds_reads_on();
"""

REPORTED = """
-- Whether an event says that so much of a payable pot came in, or went out.
CREATE FUNCTION funds_is_reported(event_id bigint, kinds text[], pot funds_ledgeraccount,
                                  asked bigint, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    told events_event;
BEGIN
    SELECT * INTO told FROM events_event WHERE id = event_id;
    IF told.id IS NULL THEN
        RETURN funds_still_unread(event_id) OR EXISTS (
            SELECT FROM funds_unposted u WHERE u.event = event_id AND u.kind = ANY (kinds)
                AND (u.pot_id, u.amount, u.currency) = (pot.id, asked, pot.currency));
    END IF;
    RETURN told.kind = ANY (kinds) AND told.at <= moment AND pot.purpose = 'payable'
        AND told.account = (SELECT name FROM accounts_account WHERE id = pot.owner_id)
        AND told.body ->> 'contract' = pot.contract AND told.body ->> 'currency' = pot.currency
        AND (told.body ->> 'amount')::numeric = asked;
END $$;

CREATE FUNCTION funds_require_cause(one funds_entry, giving funds_ledgeraccount,
                                    taking funds_ledgeraccount) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    payable funds_ledgeraccount;
    kinds text[];
    told bigint := substring(one.key FROM '^event:([1-9][0-9]{0,17})$')::bigint;
BEGIN
    IF giving.purpose = 'held' OR taking.purpose = 'held' THEN
        IF starts_with(one.key, 'event:') OR starts_with(one.key, 'compensation:') THEN
            RAISE EXCEPTION 'P6: no event and no compensation moves held money; got the key %',
                one.key USING ERRCODE = 'check_violation';
        END IF;
        RETURN;
    END IF;
    IF giving.purpose = taking.purpose OR giving.owner_id IS DISTINCT FROM taking.owner_id THEN
        RAISE EXCEPTION 'P6: money goes from what is payable to the same member''s world outside, or back; not from % to %',
            giving.purpose, taking.purpose USING ERRCODE = 'check_violation';
    END IF;
    IF taking.purpose = 'payable' AND one.key = 'compensation:' || encode(sha256(convert_to(
            concat_ws(E'\\n', taking.owner_id, taking.contract, taking.currency, one.cause),
            'UTF8')), 'hex') THEN
        RETURN;
    END IF;
    kinds := CASE taking.purpose WHEN 'payable' THEN '{payment.earned}'
        ELSE '{payment.refunded,payout.sent}' END;
    payable := CASE taking.purpose WHEN 'payable' THEN taking ELSE giving END;
    IF told IS NULL OR one.cause <> 'event ' || told
       OR NOT funds_is_reported(told, kinds, payable, one.amount, one.at) THEN
        RAISE EXCEPTION 'P6: no event reports % % contract %; got the cause "%", the key "%"',
            funds_money(one.amount, payable.currency),
            CASE taking.purpose WHEN 'payable' THEN 'earned with' ELSE 'paid out of' END,
            payable.contract, one.cause, one.key USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""

# As before, and it asks for the cause.
MOVE = """
CREATE OR REPLACE FUNCTION funds_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    giving funds_ledgeraccount;
    taking funds_ledgeraccount;
BEGIN
    -- Both pots in the order of their ids, so that two entries never wait for each other.
    PERFORM 1 FROM funds_ledgeraccount WHERE id IN (NEW.source_id, NEW.target_id)
        ORDER BY id FOR NO KEY UPDATE;
    SELECT * INTO giving FROM funds_ledgeraccount WHERE id = NEW.source_id;
    SELECT * INTO taking FROM funds_ledgeraccount WHERE id = NEW.target_id;
    IF giving.id IS NULL OR taking.id IS NULL THEN
        RAISE EXCEPTION 'P6: an entry moves money between two pots; one of % and % does not exist',
            NEW.source_id, NEW.target_id USING ERRCODE = 'check_violation';
    END IF;
    IF giving.currency <> taking.currency THEN
        RAISE EXCEPTION 'P6: an entry keeps its currency; got % to %',
            giving.currency, taking.currency USING ERRCODE = 'check_violation';
    END IF;
    IF giving.purpose <> 'marketplace' AND giving.balance < NEW.amount THEN
        RAISE EXCEPTION 'P6: no overdraft: the % pot of contract % has %, % was asked',
            giving.purpose, giving.contract, funds_money(giving.balance, giving.currency),
            funds_money(NEW.amount, giving.currency) USING ERRCODE = 'check_violation';
    END IF;
    PERFORM funds_require_cause(NEW, giving, taking);
    UPDATE funds_ledgeraccount SET balance = balance
            + CASE WHEN id = NEW.source_id THEN -NEW.amount ELSE NEW.amount END
        WHERE id IN (NEW.source_id, NEW.target_id);
    RETURN NULL;
END $$;
"""

UNPOSTED = """
CREATE FUNCTION funds_unposted_is_reported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pot funds_ledgeraccount;
BEGIN
    SELECT * INTO pot FROM funds_ledgeraccount WHERE id = NEW.pot_id;
    IF NEW.kind NOT IN ('payment.refunded', 'payout.sent') OR NEW.currency <> pot.currency
       OR NOT funds_is_reported(NEW.event, ARRAY[NEW.kind::text], pot, NEW.amount, NEW.at) THEN
        RAISE EXCEPTION 'P6: event % does not report % of % paid out of contract %', NEW.event,
            NEW.kind, funds_money(NEW.amount, NEW.currency), pot.contract
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_unposted_is_reported BEFORE INSERT ON funds_unposted
    FOR EACH ROW EXECUTE FUNCTION funds_unposted_is_reported();
"""

# As before; a file holds only what the ledger has not come to.
CONTEST = """
CREATE OR REPLACE FUNCTION contest_as_reported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told events_event;
    named text := (SELECT name FROM accounts_account WHERE id = NEW.account_id);
BEGIN
    SELECT * INTO told FROM events_event WHERE id = NEW.event;
    IF told.id IS NULL AND funds_still_unread(NEW.event) THEN
        RETURN NULL;
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
"""


class Migration(migrations.Migration):
    """The functions and triggers."""

    dependencies = [("funds", "0007_decimals_of_a_currency"), ("events", "0002_promises")]
    operations = [
        migrations.RunSQL(READ),
        migrations.RunSQL(REPORTED),
        migrations.RunSQL(MOVE),
        migrations.RunSQL(UNPOSTED),
        migrations.RunSQL(CONTEST),
    ]
