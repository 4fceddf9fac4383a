"""P8: what a person wrote can be erased when its time is over, and the chain still proves the rest.

An erasure is a new record that names the old: which row, which columns, on which ground, by whom,
and the hashes of the row before and after. It is chained like any other. The application writes it
by `chain_erase` alone; a guard sees to it that the class of the row has a period, that the period is
over by the server's own clock, and that no legal hold keeps it. `refuse_change` lets exactly that
change through, in that transaction. The proof takes an erased row for the row that was written.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

PINNED = """SET search_path = public, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1
SET bytea_output = 'hex' SET intervalstyle = 'iso_8601' SET datestyle = 'ISO'"""

GUARDED = "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON chain_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("retention", "legalhold", "legalholdend", "erasure")
)

SUBJECT = (
    "SELECT account.name FROM cases_case AS own JOIN accounts_account AS account "
    "ON account.id = own.account_id WHERE own.id = one.case_id"
)
OWN = "SELECT account.name FROM accounts_account AS account WHERE account.id = one.account_id"

ERASABLE = f"""
CREATE FUNCTION chain_erasable() RETURNS TABLE (relation text, class text, columns text[],
    since text, subject text, days int) LANGUAGE sql IMMUTABLE AS $$ VALUES
('cases_letter', 'correspondence', '{{sender,subject,text}}'::text[], 'at', '{SUBJECT}', 1095),
('cases_answer', 'correspondence', '{{text}}', 'at', '{SUBJECT}', 1095),
('cases_report', 'reports', '{{name,email,place,text}}', 'at', '{SUBJECT}', 1095),
('notices_notice', 'notices', '{{subject,text}}', 'created_at', '{OWN}', 2190),
('appeals_appeal', 'appeals', '{{text}}', 'filed_at', '{OWN}', 2190)
$$;
"""

DUE = f"""
CREATE FUNCTION chain_period(which text, told timestamptz) RETURNS interval LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT make_interval(hours => 24 * coalesce(
        (SELECT days FROM chain_retention WHERE class = which AND at <= told
         ORDER BY at DESC, id DESC LIMIT 1),
        (SELECT max(one.days) FROM chain_erasable() AS one WHERE one.class = which))) $$;

CREATE FUNCTION chain_due(told timestamptz, most int)
RETURNS TABLE (relation text, key text) LANGUAGE plpgsql STABLE {PINNED} AS $$
DECLARE
    kind record;
BEGIN
    FOR kind IN SELECT * FROM chain_erasable() LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %L::text, one.id::text FROM %I AS one
             WHERE one.%I + chain_period(%L, $1) <= least($1, clock_timestamp())
               AND NOT EXISTS (SELECT FROM chain_erasure AS gone
                               WHERE gone.relation = %L AND gone.key = one.id::text)
               AND NOT EXISTS (SELECT FROM chain_legalhold AS hold
                               WHERE hold.account = (%s) AND hold.at <= $1
                                 AND NOT EXISTS (SELECT FROM chain_legalholdend AS over
                                                 WHERE over.hold_id = hold.id))
             ORDER BY one.%I, one.id LIMIT $2',
            kind.relation, kind.relation, kind.since, kind.class, kind.relation, kind.subject,
            kind.since) USING told, most;
    END LOOP;
END $$;
"""

GUARD = f"""
CREATE FUNCTION chain_erasure_is_due() RETURNS trigger LANGUAGE plpgsql {PINNED}
SET standard_conforming_strings = on AS $$
DECLARE
    kind record;
    since timestamptz;
    held text;
BEGIN
    SELECT * INTO kind FROM chain_erasable() AS one WHERE one.relation = NEW.relation;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'P8: nothing of % is ever erased', NEW.relation
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    EXECUTE format('SELECT one.%I, (%s) FROM %I AS one WHERE one.id::text = $1',
        kind.since, kind.subject, NEW.relation) INTO since, held USING NEW.key;
    IF since IS NULL THEN
        RAISE EXCEPTION 'P8: there is no row % of % to erase', NEW.key, NEW.relation
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF since + chain_period(kind.class, NEW.at) > least(NEW.at, clock_timestamp()) THEN
        RAISE EXCEPTION 'P8: row % of % is kept until its time is over', NEW.key, NEW.relation
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF EXISTS (SELECT FROM chain_legalhold AS hold WHERE hold.account = held
                  AND NOT EXISTS (SELECT FROM chain_legalholdend AS over
                                  WHERE over.hold_id = hold.id)) THEN
        RAISE EXCEPTION 'P8: a legal hold keeps what is about %', held
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER chain_erasure_is_due BEFORE INSERT ON chain_erasure
    FOR EACH ROW EXECUTE FUNCTION chain_erasure_is_due();
"""

ERASE = f"""
CREATE FUNCTION chain_erase(which text, row_key text, who text, told timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER {PINNED} AS $$
DECLARE
    kind record;
    old_row jsonb := '{{}}';
    new_row jsonb := '{{}}';
    sets text;
    gone_columns text[] := '{{}}';
BEGIN
    SELECT * INTO kind FROM chain_erasable() AS one WHERE one.relation = which;
    IF FOUND THEN
        EXECUTE format('SELECT to_jsonb(one) FROM %I AS one WHERE one.id::text = $1 FOR UPDATE',
            which) INTO old_row USING row_key;
        old_row := coalesce(old_row, '{{}}');
        SELECT string_agg(format('%I = %L', name, '[erased]'), ', '),
               old_row || coalesce(jsonb_object_agg(name, '[erased]'), '{{}}'),
               coalesce(array_agg(name), '{{}}')
            INTO sets, new_row, gone_columns
            FROM unnest(kind.columns) AS name WHERE old_row ->> name <> '';
    END IF;
    INSERT INTO chain_erasure (relation, key, class, columns, shapes, was, made, row_was, row_made,
                               transaction, by, at)
    SELECT which, row_key, coalesce((SELECT one.class FROM chain_erasable() AS one WHERE one.relation = which), ''), gone_columns,
           coalesce(array_agg(shape.id ORDER BY shape.id), '{{}}'),
           coalesce(array_agg(chain_digest(old_row - later.names) ORDER BY shape.id), '{{}}'),
           coalesce(array_agg(chain_digest(new_row - later.names) ORDER BY shape.id), '{{}}'),
           chain_digest(old_row), chain_digest(new_row), pg_current_xact_id()::text::bigint,
           who, told
    FROM chain_shape AS shape, LATERAL (
        SELECT coalesce(array_agg(name) FILTER (WHERE name <> ALL (shape.columns)), '{{}}') AS names
        FROM jsonb_object_keys(old_row) AS name) AS later
    WHERE shape.relation = which;
    EXECUTE format('UPDATE %I SET %s WHERE id::text = $1', which, sets) USING row_key;
END $$;

CREATE FUNCTION chain_set_period(which text, how_many int, why text, who text, told timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER {PINNED} AS $$
    INSERT INTO chain_retention (class, days, ground, by, at)
    VALUES (which, how_many, why, who, told) $$;

CREATE FUNCTION chain_hold(whose text, why text, who text, told timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER {PINNED} AS $$
    INSERT INTO chain_legalhold (account, ground, by, at) VALUES (whose, why, who, told)
    RETURNING id $$;

CREATE FUNCTION chain_end_hold(which bigint, why text, who text, told timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER {PINNED} AS $$
    INSERT INTO chain_legalholdend (hold_id, ground, by, at) VALUES (which, why, who, told) $$;
"""

LET_THROUGH = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql {PINNED}
SET standard_conforming_strings = on AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT FROM chain_erasure AS gone WHERE gone.relation = TG_TABLE_NAME
                   AND gone.transaction = pg_current_xact_id()::text::bigint
                   AND gone.row_was = chain_digest(to_jsonb(OLD))
                   AND gone.row_made = chain_digest(to_jsonb(NEW))) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'P8: the record is append-only: % of % is refused; undo is a new record',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
"""




def says_something(name, field):
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__regex": r"\S"}))


ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
SIGNED = [("by", models.TextField()), ("at", models.DateTimeField())]


class Migration(migrations.Migration):
    dependencies = [("chain", "0003_seen_as_it_is"), ("accounts", "0002_promises")]
    operations = [
        migrations.CreateModel(
            name="Retention",
            fields=[ID, ("class_name", models.TextField(db_column="class")), ("days", models.PositiveIntegerField()),
                    ("ground", models.TextField()), *SIGNED],
            options={"constraints": [
                says_something("P8_retention_has_a_ground", "ground"),
                models.CheckConstraint(name="P8_kept_for_a_year_at_least",
                                       condition=models.Q(days__gte=365)),
            ]},
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[ID, ("account", models.TextField(db_index=True)), ("ground", models.TextField()), *SIGNED],
            options={"constraints": [says_something("P8_legal_hold_has_a_ground", "ground")]},
        ),
        migrations.CreateModel(
            name="LegalHoldEnd",
            fields=[ID, ("hold", models.OneToOneField("chain.legalhold", django.db.models.deletion.PROTECT,
                                                      related_name="end")),
                    ("ground", models.TextField()), *SIGNED],
            options={"constraints": [says_something("P8_legal_hold_end_has_a_ground", "ground")]},
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ID, ("relation", models.TextField()), ("key", models.TextField()), ("class_name", models.TextField(db_column="class")),
                ("columns", django.contrib.postgres.fields.ArrayField(models.TextField(), size=None)),
                ("shapes", django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), size=None)),
                ("was", django.contrib.postgres.fields.ArrayField(models.BinaryField(), size=None)),
                ("made", django.contrib.postgres.fields.ArrayField(models.BinaryField(), size=None)),
                ("row_was", models.BinaryField()), ("row_made", models.BinaryField()),
                ("transaction", models.BigIntegerField(db_index=True)), *SIGNED,
            ],
            options={"constraints": [
                models.UniqueConstraint(fields=["relation", "key"], name="P8_erased_once"),
                says_something("P8_erased_by_someone", "by"),
            ]},
        ),
        *(migrations.RunSQL(part) for part in (GUARDED, ERASABLE, DUE, GUARD, ERASE, LET_THROUGH)),
    ]
