"""P4: whether a hold may go on is read while nobody can release, give away or hold of its pots.

Before, the parts were read before the hold's time was: a release of another hold could come between
the two, so that a hold was made longer of which nothing was held by then. And what went to another
party is no longer held, as the law sees it.
"""

from django.db import migrations

LOOK = """
CREATE OR REPLACE FUNCTION funds_require_look(asked uuid, person bigint, moment timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one funds_hold;
BEGIN
    SELECT * INTO one FROM funds_hold WHERE id = asked;
    -- One writer at a time: whoever waits here then sees what the other has released.
    PERFORM 1 FROM funds_ledgeraccount pot WHERE pot.id IN (
            SELECT taken.target_id FROM funds_holdpart part
            JOIN funds_entry taken ON taken.id = part.entry_id WHERE part.hold_id = asked)
        ORDER BY pot.id FOR NO KEY UPDATE;
    IF moment < one.placed_at OR moment >= funds_lapses_at(asked) THEN
        RAISE EXCEPTION 'P4: the hold lapsed on % and goes on for nobody', funds_lapses_at(asked)
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
            SELECT 1 FROM funds_holdpart p LEFT JOIN funds_release r ON r.part_id = p.id
            WHERE p.hold_id = asked AND r.id IS NULL AND p.amount > coalesce(
                (SELECT sum(t.amount) FROM funds_transfer t WHERE t.part_id = p.id), 0)) THEN
        RAISE EXCEPTION 'P4: nothing of the hold is held any more'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT funds_is(person, '{finance_officer,case_manager,reviewer}', moment) THEN
        RAISE EXCEPTION 'P4: a hold goes on only if a qualified person has looked at it'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    """The function, with the lock and with transfers."""

    dependencies = [("funds", "0009_hold_stays_as_told")]
    operations = [migrations.RunSQL(LOOK)]
