"""What the database itself refuses about holds, reversals and awards (P4 to P6)."""

from django.db import migrations

APPEND_ONLY = ("holdreview", "holdextension", "award", "transfer")

GROUNDS = """
CREATE FUNCTION funds_longest(ground text) RETURNS interval LANGUAGE sql IMMUTABLE
    RETURN CASE ground WHEN 'security_period' THEN interval '5 days'
        WHEN 'hourly_review' THEN interval '10 days' WHEN 'new_seller' THEN interval '21 days'
        WHEN 'dispute' THEN interval '30 days' WHEN 'chargeback_exposure' THEN interval '120 days'
        WHEN 'order' THEN NULL ELSE interval '180 days' END;

CREATE FUNCTION funds_hold_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.ground, '') = '' THEN
        NEW.ground := CASE NEW.family WHEN 'fraud' THEN 'fraud' ELSE 'dispute' END;
    END IF;
    IF NEW.ends_at > NEW.placed_at + funds_longest(NEW.ground) THEN
        RAISE EXCEPTION 'P4: a hold on the ground "%" ends within % days', NEW.ground,
            extract(day FROM funds_longest(NEW.ground)) USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_hold_in_time BEFORE INSERT ON funds_hold
    FOR EACH ROW EXECUTE FUNCTION funds_hold_in_time();

CREATE FUNCTION funds_lapses_at(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE RETURN (
    SELECT least(coalesce(longer.ends_at, h.ends_at),
                 coalesce((SELECT max(next_at) FROM funds_holdreview r WHERE r.hold_id = h.id),
                          h.placed_at + interval '7 days'))
    FROM funds_hold h LEFT JOIN funds_holdextension longer ON longer.hold_id = h.id
    WHERE h.id = asked);

-- How long money of a pot was or will be held on a ground; what overlaps counts once.
CREATE FUNCTION funds_time_held(owner bigint, pot text, money text, why text) RETURNS interval
LANGUAGE sql STABLE RETURN (
    SELECT sum(upper(span) - lower(span)) FROM unnest((
        SELECT range_agg(tstzrange(h.placed_at, greatest(h.placed_at, least(
            coalesce(r.at, 'infinity'), coalesce(longer.ends_at, h.ends_at)))))
        FROM funds_holdpart p JOIN funds_hold h ON h.id = p.hold_id
        LEFT JOIN funds_holdextension longer ON longer.hold_id = h.id
        LEFT JOIN funds_release r ON r.part_id = p.id
        WHERE (h.account_id, p.contract, p.currency, h.ground) = (owner, pot, money, why)
    )) span);

CREATE FUNCTION funds_require_absolute(one funds_hold, pot text, money text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF one.ground <> 'order'
       AND funds_time_held(one.account_id, pot, money, one.ground) > interval '180 days' THEN
        RAISE EXCEPTION 'P4: money of contract % is held on the ground "%" for 180 days in all',
            pot, one.ground USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION funds_part_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one funds_hold;
BEGIN
    SELECT * INTO one FROM funds_hold WHERE id = NEW.hold_id;
    -- One writer at a time: whoever waits here then sees what the other has held.
    PERFORM 1 FROM funds_ledgeraccount WHERE purpose = 'held'
        AND (owner_id, contract, currency) = (one.account_id, NEW.contract, NEW.currency)
        FOR NO KEY UPDATE;
    PERFORM funds_require_absolute(one, NEW.contract, NEW.currency);
    RETURN NULL;
END $$;
CREATE TRIGGER funds_part_in_time AFTER INSERT ON funds_holdpart
    FOR EACH ROW EXECUTE FUNCTION funds_part_in_time();
"""

LOOKS = """
CREATE FUNCTION funds_is(person bigint, wanted text[], moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE RETURN EXISTS (
    SELECT 1 FROM accounts_staffrole WHERE staff_id = person AND role = ANY (wanted)
        AND qualified_from <= moment AND (qualified_until IS NULL OR moment < qualified_until));

CREATE FUNCTION funds_require_look(asked uuid, person bigint, moment timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    one funds_hold;
BEGIN
    SELECT * INTO one FROM funds_hold WHERE id = asked;
    IF moment < one.placed_at OR moment >= funds_lapses_at(asked) THEN
        RAISE EXCEPTION 'P4: the hold lapsed on % and goes on for nobody', funds_lapses_at(asked)
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM funds_holdpart p LEFT JOIN funds_release r ON r.part_id = p.id
                   WHERE p.hold_id = asked AND r.id IS NULL) THEN
        RAISE EXCEPTION 'P4: nothing of the hold is held any more'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT funds_is(person, '{finance_officer,case_manager,reviewer}', moment) THEN
        RAISE EXCEPTION 'P4: a hold goes on only if a qualified person has looked at it'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION funds_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM funds_require_look(NEW.hold_id, NEW.by_id, NEW.at);
    RETURN NEW;
END $$;
CREATE TRIGGER funds_look BEFORE INSERT ON funds_holdreview
    FOR EACH ROW EXECUTE FUNCTION funds_look();

CREATE FUNCTION funds_extend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one funds_hold;
    part funds_holdpart;
BEGIN
    PERFORM funds_require_look(NEW.hold_id, NEW.by_id, NEW.at);
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
CREATE TRIGGER funds_extend AFTER INSERT ON funds_holdextension
    FOR EACH ROW EXECUTE FUNCTION funds_extend();
"""

TRANSFERS = """
CREATE FUNCTION funds_transfer_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part funds_holdpart;
    one funds_hold;
    taken funds_entry;
    won funds_award;
    gone numeric;
BEGIN
    SELECT * INTO part FROM funds_holdpart WHERE id = NEW.part_id;
    SELECT * INTO one FROM funds_hold WHERE id = part.hold_id;
    SELECT * INTO taken FROM funds_entry WHERE id = part.entry_id;
    -- One writer at a time: whoever waits here then sees what the other has moved.
    PERFORM 1 FROM funds_ledgeraccount WHERE id = taken.target_id FOR NO KEY UPDATE;
    IF NEW.recipient_id = one.account_id OR NOT EXISTS (
        SELECT 1 FROM funds_entry e JOIN funds_ledgeraccount pot ON pot.id = e.target_id
        WHERE e.id = NEW.entry_id AND (e.source_id, e.amount) = (taken.target_id, NEW.amount)
          AND (pot.owner_id, pot.contract, pot.purpose)
            = (NEW.recipient_id, part.contract, 'payable')) THEN
        RAISE EXCEPTION 'P6: the entry of a transfer moves exactly % from what is held of contract % to what is payable to the other party of it',
            funds_money(NEW.amount, part.currency), part.contract USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(amount), 0) INTO gone FROM funds_transfer WHERE part_id = part.id;
    IF EXISTS (SELECT 1 FROM funds_release WHERE part_id = part.id)
       OR gone + NEW.amount > part.amount THEN
        RAISE EXCEPTION 'P6: no more is transferred than is still held of the part'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.award_id IS NOT NULL THEN
        SELECT * INTO won FROM funds_award WHERE id = NEW.award_id;
        IF (won.account_id, won.recipient_id, won.contract, won.currency) IS DISTINCT FROM
           (one.account_id, NEW.recipient_id, part.contract, part.currency) THEN
            RAISE EXCEPTION 'P6: an award moves money of its own contract, to whom it names'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF one.family <> 'fraud' THEN
        RAISE EXCEPTION 'P5: money is given back to a client on the ground of fraud only, not "%"',
            one.family USING ERRCODE = 'check_violation';
    END IF;
    IF NOT ((funds_is(NEW.by_id, '{finance_officer}', NEW.at)
             AND funds_is(NEW.agreed_by_id, '{case_manager,reviewer}', NEW.at))
         OR (funds_is(NEW.agreed_by_id, '{finance_officer}', NEW.at)
             AND funds_is(NEW.by_id, '{case_manager,reviewer}', NEW.at))) THEN
        RAISE EXCEPTION 'P5: a reversal is agreed by a finance officer and a case manager or reviewer'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_transfer_is_open BEFORE INSERT ON funds_transfer
    FOR EACH ROW EXECUTE FUNCTION funds_transfer_is_open();

CREATE FUNCTION funds_award_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid := CASE TG_TABLE_NAME WHEN 'funds_award' THEN (to_jsonb(NEW) ->> 'id')
        ELSE (to_jsonb(NEW) ->> 'award_id') END;
    won funds_award;
    moved numeric;
BEGIN
    SELECT * INTO won FROM funds_award WHERE id = asked;
    SELECT coalesce(sum(amount), 0) INTO moved FROM funds_transfer WHERE award_id = asked;
    IF won.id IS NOT NULL AND moved <> won.amount THEN
        RAISE EXCEPTION 'P6: an award moves exactly what it says, %; got %',
            funds_money(won.amount, won.currency), funds_money(moved, won.currency)
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_award_carried_out AFTER INSERT ON funds_award
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_award_carried_out();
CREATE CONSTRAINT TRIGGER funds_transfer_of_award AFTER INSERT ON funds_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_award_carried_out();
"""

LEAVING = """
CREATE OR REPLACE FUNCTION funds_held_has_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM funds_ledgeraccount WHERE id = NEW.target_id AND purpose = 'held')
       AND NOT EXISTS (SELECT 1 FROM funds_holdpart WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: money is held only by a hold; entry % belongs to none', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM funds_ledgeraccount WHERE id = NEW.source_id AND purpose = 'held')
       AND NOT EXISTS (SELECT 1 FROM funds_release WHERE entry_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM funds_transfer WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'P5: held money leaves only by a release or a transfer; entry % is neither',
            NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION funds_release_gives_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken funds_entry;
    gone bigint;
BEGIN
    SELECT e.* INTO taken FROM funds_entry e
        JOIN funds_holdpart p ON p.entry_id = e.id WHERE p.id = NEW.part_id;
    PERFORM 1 FROM funds_ledgeraccount WHERE id = taken.target_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM funds_release WHERE part_id = NEW.part_id) THEN
        RAISE EXCEPTION 'P6: part % of a hold is released already', NEW.part_id
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(amount), 0) INTO gone FROM funds_transfer WHERE part_id = NEW.part_id;
    IF NOT EXISTS (SELECT 1 FROM funds_entry e
                   WHERE e.id = NEW.entry_id AND (e.source_id, e.target_id, e.amount)
                       = (taken.target_id, taken.source_id, taken.amount - gone)) THEN
        RAISE EXCEPTION 'P6: a release gives back exactly what its hold took: entry % does not',
            NEW.entry_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON funds_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("funds", "0003_holds_looked_at")]
    operations = [
        migrations.RunSQL(GROUNDS),
        migrations.RunSQL(LOOKS),
        migrations.RunSQL(TRANSFERS),
        migrations.RunSQL(LEAVING),
        migrations.RunSQL(TRIGGERS),
    ]
