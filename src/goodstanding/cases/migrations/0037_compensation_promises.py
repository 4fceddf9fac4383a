"""P6: the marketplace compensates a member only as the reversal of a decision orders."""

from django.db import migrations

ORDERED = """
CREATE FUNCTION compensation_is_ordered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cases_reversal r JOIN cases_decision d ON d.id = r.decision_id
        JOIN cases_case c ON c.id = d.case_id JOIN accounts_staff who ON who.id = r.by_id
        JOIN funds_ledgeraccount pot ON pot.id = NEW.target_id
        WHERE r.id = substring(NEW.cause FROM '^reversal ([0-9]{1,18})(, transfer [0-9]+)?$')::bigint
          AND pot.owner_id = c.account_id AND r.at = NEW.at AND who.name = NEW."by"
          AND (NEW.cause = format('reversal %s', r.id) OR EXISTS (
              SELECT FROM funds_transfer t JOIN funds_holdpart p ON p.id = t.part_id
              WHERE p.hold_id = d.hold_id AND t.award_id IS NULL
                AND NEW.cause = format('reversal %s, transfer %s', r.id, t.id)
                AND (t.amount, p.contract, p.currency)
                  = (NEW.amount, pot.contract, pot.currency)))) THEN
        RAISE EXCEPTION 'P6: a member is compensated only by the reversal of a decision about them, that moment; got "%"',
            NEW.cause USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER compensation_is_ordered AFTER INSERT ON funds_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.key LIKE 'compensation:%')
    EXECUTE FUNCTION compensation_is_ordered();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [
        ("cases", "0036_undone_at_once"),
        ("funds", "0008_moved_as_reported"),
    ]
    operations = [migrations.RunSQL(ORDERED)]
