"""Two things the database got wrong about holds.

What went from a hold to the other party is no longer held and leaves room for another hold (P5). A
hold whose end has come is not made longer (P4).
"""

from django.db import migrations

LIMIT = """
CREATE OR REPLACE FUNCTION funds_hold_within_contest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ground record;
    held_pot bigint;
    contested numeric;
    held numeric;
BEGIN
    SELECT account_id, family INTO ground FROM funds_hold WHERE id = NEW.hold_id;
    SELECT into_.id INTO held_pot FROM funds_entry e
        JOIN funds_ledgeraccount out_ ON out_.id = e.source_id
        JOIN funds_ledgeraccount into_ ON into_.id = e.target_id
        WHERE e.id = NEW.entry_id AND e.amount = NEW.amount
          AND (out_.purpose, into_.purpose) = ('payable', 'held')
          AND (out_.owner_id, out_.contract) = (ground.account_id, NEW.contract)
          AND (into_.owner_id, into_.contract) = (ground.account_id, NEW.contract)
          AND into_.currency = NEW.currency;
    IF held_pot IS NULL THEN
        RAISE EXCEPTION 'P5: the entry of a hold moves exactly % of contract % from payable to held',
            funds_money(NEW.amount, NEW.currency), NEW.contract USING ERRCODE = 'check_violation';
    END IF;
    IF ground.family = 'fraud' THEN
        RETURN NULL;
    END IF;
    -- One writer at a time: whoever waits here then sees what the other has held.
    PERFORM 1 FROM funds_ledgeraccount WHERE id = held_pot FOR NO KEY UPDATE;
    SELECT coalesce(sum(c.amount), 0) INTO contested FROM funds_contest c
        LEFT JOIN funds_contestend ended ON ended.contest_id = c.id
        WHERE ended.id IS NULL AND (c.account_id, c.contract, c.currency)
            = (ground.account_id, NEW.contract, NEW.currency);
    SELECT coalesce(sum(p.amount - coalesce((SELECT sum(t.amount) FROM funds_transfer t
                                             WHERE t.part_id = p.id), 0)), 0) - NEW.amount
        INTO held FROM funds_holdpart p
        JOIN funds_hold h ON h.id = p.hold_id
        LEFT JOIN funds_release r ON r.part_id = p.id
        WHERE r.id IS NULL AND (h.account_id, p.contract, p.currency)
            = (ground.account_id, NEW.contract, NEW.currency);
    IF NEW.amount + held > contested THEN
        RAISE EXCEPTION 'P5: a hold of % on contract % is above the contested %',
            funds_money(NEW.amount, NEW.currency), NEW.contract,
            funds_money(contested, NEW.currency) || CASE WHEN held > 0 THEN ', of which ' || funds_money(held, NEW.currency)
                || ' is held already' ELSE '' END USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


# Before the insert: once the row is there, the hold has its new end and never lapsed.
EXTENDED = """
CREATE OR REPLACE FUNCTION funds_extend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one funds_hold;
    part funds_holdpart;
BEGIN
    SELECT * INTO one FROM funds_hold WHERE id = NEW.hold_id;
    IF one.ground <> 'dispute' OR NEW.ends_at <= one.ends_at THEN
        RAISE EXCEPTION 'P4: only a hold for a dispute is made longer'
            USING ERRCODE = 'check_violation';
    END IF;
    FOR part IN SELECT * FROM funds_holdpart WHERE hold_id = one.id LOOP
        PERFORM funds_require_absolute(one, part.contract, part.currency);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER funds_look BEFORE INSERT ON funds_holdextension
    FOR EACH ROW EXECUTE FUNCTION funds_look();
"""


class Migration(migrations.Migration):
    """The limit of a hold counts what is still held; only what lasts is made longer."""

    dependencies = [("funds", "0004_hold_promises")]
    operations = [migrations.RunSQL(LIMIT), migrations.RunSQL(EXTENDED)]
