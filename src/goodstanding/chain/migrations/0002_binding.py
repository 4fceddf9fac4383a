"""P8: each transaction that writes to the record adds one block to the chain.

A statement leaves a link with the hashes of its rows. The block is written at the very end of the
transaction, after all other deferred checks: a link's deferred trigger takes a turn, and the turn's
own deferred trigger, which is queued only then, makes the block. So the lock that puts blocks into
one row is the last thing a transaction waits for, and can never cross with the lock of a row.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION chain_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'P8: % is append-only and is never emptied', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE UNLOGGED TABLE chain_turn (transaction bigint PRIMARY KEY);
""" + "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON chain_{table} "
    "FOR EACH ROW EXECUTE FUNCTION chain_keep();"
    f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON chain_{table} "
    "EXECUTE FUNCTION chain_keep();"
    for table in ("shape", "link", "block")
)

LINK = """
CREATE FUNCTION chain_shape(which oid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint;
    named text := (SELECT relname FROM pg_class WHERE oid = which);
    had text[] := (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
                   WHERE attrelid = which AND attnum > 0 AND NOT attisdropped);
BEGIN
    SELECT id INTO mine FROM chain_shape WHERE relation = named AND columns = had;
    IF mine IS NULL THEN
        INSERT INTO chain_shape (relation, columns) VALUES (named, had)
            ON CONFLICT DO NOTHING;
        SELECT id INTO mine FROM chain_shape WHERE relation = named AND columns = had;
    END IF;
    RETURN mine;
END $$;
REVOKE ALL ON FUNCTION chain_shape(oid) FROM PUBLIC;

CREATE FUNCTION chain_digest(content jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT sha256(convert_to(content::text, 'UTF8')) $$;

CREATE FUNCTION chain_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1
SET bytea_output = 'hex' SET intervalstyle = 'iso_8601' SET datestyle = 'ISO' AS $$
BEGIN
    INSERT INTO chain_link (transaction, shape_id, keys, digests)
    SELECT pg_current_xact_id()::text::bigint, chain_shape(TG_RELID),
           array_agg(content ->> TG_ARGV[0] ORDER BY place),
           string_agg(chain_digest(content), NULL ORDER BY place)
    FROM (SELECT to_jsonb(one) AS content, row_number() OVER () AS place FROM written one) AS rows
    GROUP BY (place - 1) / 1000 ORDER BY (place - 1) / 1000;
    RETURN NULL;
END $$;
"""

BLOCK = """
CREATE FUNCTION chain_take_turn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO chain_turn VALUES (NEW.transaction) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chain_take_turn AFTER INSERT ON chain_link
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_take_turn();

CREATE FUNCTION chain_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    latest chain_block;
    done bigint;
    mine bigint[];
    content bytea;
BEGIN
    DELETE FROM chain_turn WHERE transaction = NEW.transaction;
    SELECT max(one) INTO done FROM chain_block, unnest(links) AS one
        WHERE transaction = NEW.transaction;
    SELECT array_agg(link.id ORDER BY link.id),
           string_agg(convert_to(concat_ws('|', link.id, shape.relation,
               array_to_string(shape.columns, ','), array_to_string(link.keys, ','),
               encode(sha256(link.digests), 'hex')), 'UTF8'), '\\x0a' ORDER BY link.id)
        INTO mine, content
        FROM chain_link AS link JOIN chain_shape AS shape ON shape.id = link.shape_id
        WHERE link.transaction = NEW.transaction AND link.id > coalesce(done, 0);
    IF mine IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('chain: block', 0));
    SELECT * INTO latest FROM chain_block ORDER BY number DESC LIMIT 1;
    latest.number := coalesce(latest.number, 0) + 1;
    latest.hash := coalesce(latest.hash, sha256(''));
    INSERT INTO chain_block (number, transaction, links, previous, hash, at)
    VALUES (latest.number, NEW.transaction, mine, latest.hash,
            sha256(latest.hash || convert_to(latest.number || E'\\n', 'UTF8') || content),
            clock_timestamp());
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chain_block AFTER INSERT ON chain_turn
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_block();
"""

BIND = """
CREATE FUNCTION chain_bind() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1
SET bytea_output = 'hex' SET intervalstyle = 'iso_8601' SET datestyle = 'ISO' AS $$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT DISTINCT relation.oid, relation.relname AS name, key.attname AS key
        FROM pg_trigger AS guard
        JOIN pg_proc AS does ON does.oid = guard.tgfoid AND does.proname = 'refuse_change'
        JOIN pg_class AS relation ON relation.oid = guard.tgrelid
        JOIN pg_index AS unique_by ON unique_by.indrelid = relation.oid AND unique_by.indisprimary
        JOIN pg_attribute AS key
            ON key.attrelid = relation.oid AND key.attnum = unique_by.indkey[0]
        WHERE relation.relnamespace = 'public'::regnamespace
        ORDER BY name
    LOOP
        PERFORM chain_shape(kept.oid);
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = kept.oid AND tgname = 'chain_link');
        EXECUTE format('CREATE TRIGGER chain_not_emptied BEFORE TRUNCATE ON %I '
            'EXECUTE FUNCTION chain_keep()', kept.name);
        EXECUTE format('CREATE TRIGGER chain_link AFTER INSERT ON %I REFERENCING NEW TABLE AS '
            'written FOR EACH STATEMENT EXECUTE FUNCTION chain_link(%L)', kept.name, kept.key);
        EXECUTE format('INSERT INTO chain_link (transaction, shape_id, keys, digests) '
            'SELECT pg_current_xact_id()::text::bigint, chain_shape(%s), '
            'array_agg(content ->> %L ORDER BY place), '
            'string_agg(chain_digest(content), NULL ORDER BY place) FROM (SELECT to_jsonb(one) '
            'AS content, row_number() OVER (ORDER BY %I) AS place FROM %I AS one) AS rows '
            'GROUP BY (place - 1) / 1000 ORDER BY (place - 1) / 1000',
            kept.oid, kept.key, kept.key, kept.name);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION chain_bind() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("chain", "0001_initial")]
    operations = [migrations.RunSQL(part) for part in (KEEP, LINK, BLOCK, BIND)]
