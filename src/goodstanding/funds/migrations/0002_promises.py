"""What the database itself refuses about money (P4 to P6)."""

from django.db import migrations

APPEND_ONLY = ("entry", "contest", "contestend", "hold", "holdpart", "release", "unposted")

MONEY = """
CREATE FUNCTION funds_money(minor numeric, currency text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN to_char(minor / 100.0, 'FM999999999999999990.00') || ' ' || currency;
"""

POTS = """
CREATE FUNCTION funds_new_pot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.balance <> 0 THEN
        RAISE EXCEPTION 'P6: a new pot is empty; got a balance of %',
            funds_money(NEW.balance, NEW.currency) USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_new_pot BEFORE INSERT ON funds_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION funds_new_pot();

CREATE FUNCTION funds_keep_pot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'P6: a pot is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.id, NEW.owner_id, NEW.contract, NEW.currency, NEW.purpose) IS DISTINCT FROM
       (OLD.id, OLD.owner_id, OLD.contract, OLD.currency, OLD.purpose) THEN
        RAISE EXCEPTION 'P6: a pot keeps its owner, contract, currency and purpose'
            USING ERRCODE = 'check_violation';
    END IF;
    -- Depth 1 is this trigger; 2 means that another trigger, that of an entry, made the change.
    IF NEW.balance <> OLD.balance AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'P6: a balance changes only by an entry' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_keep_pot BEFORE UPDATE OR DELETE ON funds_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION funds_keep_pot();
"""

# After, not before, the insert: an entry that ON CONFLICT drops must move nothing.
ENTRIES = """
CREATE FUNCTION funds_move() RETURNS trigger LANGUAGE plpgsql AS $$
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
    UPDATE funds_ledgeraccount SET balance = balance
            + CASE WHEN id = NEW.source_id THEN -NEW.amount ELSE NEW.amount END
        WHERE id IN (NEW.source_id, NEW.target_id);
    RETURN NULL;
END $$;
CREATE TRIGGER funds_move AFTER INSERT ON funds_entry
    FOR EACH ROW EXECUTE FUNCTION funds_move();

CREATE FUNCTION funds_held_has_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM funds_ledgeraccount WHERE id = NEW.target_id AND purpose = 'held')
       AND NOT EXISTS (SELECT 1 FROM funds_holdpart WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: money is held only by a hold; entry % belongs to none', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds_ledgeraccount WHERE id = NEW.source_id AND purpose = 'held')
       AND NOT EXISTS (SELECT 1 FROM funds_release WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: held money leaves only by a release; entry % belongs to none', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_held_has_reason AFTER INSERT ON funds_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_held_has_reason();
"""

HOLDS = """
CREATE FUNCTION funds_hold_has_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM funds_holdpart WHERE hold_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: a hold says how much of which contract; hold % says nothing', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_hold_has_parts AFTER INSERT ON funds_hold
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_hold_has_parts();

CREATE FUNCTION funds_hold_within_contest() RETURNS trigger LANGUAGE plpgsql AS $$
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
    SELECT coalesce(sum(p.amount), 0) - NEW.amount INTO held FROM funds_holdpart p
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
CREATE TRIGGER funds_hold_within_contest AFTER INSERT ON funds_holdpart
    FOR EACH ROW EXECUTE FUNCTION funds_hold_within_contest();
"""

RELEASES = """
CREATE FUNCTION funds_release_gives_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken funds_entry;
BEGIN
    SELECT e.* INTO taken FROM funds_entry e
        JOIN funds_holdpart p ON p.entry_id = e.id WHERE p.id = NEW.part_id;
    PERFORM 1 FROM funds_ledgeraccount WHERE id = taken.target_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM funds_release WHERE part_id = NEW.part_id) THEN
        RAISE EXCEPTION 'P6: part % of a hold is released already', NEW.part_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM funds_entry e
                   WHERE e.id = NEW.entry_id AND (e.source_id, e.target_id, e.amount)
                       = (taken.target_id, taken.source_id, taken.amount)) THEN
        RAISE EXCEPTION 'P6: a release gives back exactly what its hold took: entry % does not',
            NEW.entry_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_release_gives_back BEFORE INSERT ON funds_release
    FOR EACH ROW EXECUTE FUNCTION funds_release_gives_back();
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON funds_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("funds", "0001_initial"), ("accounts", "0002_promises")]
    operations = [
        migrations.RunSQL(MONEY),
        migrations.RunSQL(POTS),
        migrations.RunSQL(ENTRIES),
        migrations.RunSQL(HOLDS),
        migrations.RunSQL(RELEASES),
        migrations.RunSQL(TRIGGERS),
    ]
