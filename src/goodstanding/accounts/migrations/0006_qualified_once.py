"""P3: nobody is qualified in hindsight, and one person is not two."""

from django.db import migrations

QUALIFIED = """
CREATE FUNCTION qualified_from_now_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.qualified_from < (SELECT joined_at FROM accounts_staff WHERE id = NEW.staff_id) THEN
        RAISE EXCEPTION 'P3: nobody is qualified before they join the team, on %',
            NEW.qualified_from USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.staff_id AND role = NEW.role AND id <> NEW.id
          AND (qualified_until IS NULL OR NEW.qualified_from < qualified_until)) THEN
        RAISE EXCEPTION 'P3: a qualification begins after the one before has ended, not on %',
            NEW.qualified_from USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER qualified_from_now_on BEFORE INSERT ON accounts_staffrole
    FOR EACH ROW EXECUTE FUNCTION qualified_from_now_on();
"""

ONCE = """
CREATE FUNCTION one_person_is_not_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('the team', 0));
    IF EXISTS (
        SELECT 1 FROM accounts_staff mine JOIN auth_user me ON me.id = mine.user_id
        JOIN auth_user other ON lower(other.email) = lower(me.email) AND other.id <> me.id
        JOIN accounts_staff theirs ON theirs.user_id = other.id
        WHERE me.email <> '' AND me.id = (to_jsonb(NEW) ->> TG_ARGV[0])::int) THEN
        RAISE EXCEPTION 'P3: two of the team are two people, each with an address of their own'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER one_person_is_not_two AFTER INSERT ON accounts_staff
    FOR EACH ROW EXECUTE FUNCTION one_person_is_not_two('user_id');
CREATE TRIGGER one_person_is_not_two AFTER UPDATE OF email ON auth_user
    FOR EACH ROW WHEN (OLD.email <> NEW.email) EXECUTE FUNCTION one_person_is_not_two('id');
"""

UNDO = """
DROP TRIGGER one_person_is_not_two ON auth_user;
DROP TRIGGER one_person_is_not_two ON accounts_staff;
DROP FUNCTION one_person_is_not_two();
DROP TRIGGER qualified_from_now_on ON accounts_staffrole;
DROP FUNCTION qualified_from_now_on();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [
        ("accounts", "0005_who_is_who_stays"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunSQL(QUALIFIED + ONCE, UNDO)]
