"""What the database itself refuses about hearings: nobody is decided about before a talk owed."""

from django.db import migrations

TALK = """
CREATE FUNCTION talk_comes_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owed timestamptz;
BEGIN
    SELECT min(r.due_at) INTO owed FROM cases_talkrequest r
        LEFT JOIN cases_talk t ON t.request_id = r.id
        WHERE r.case_id = NEW.case_id AND t.id IS NULL AND r.at <= NEW.at AND NEW.at < r.due_at;
    IF owed IS NOT NULL
       AND NEW.measure IN ('warning', 'restriction', 'suspension', 'termination')
       AND NEW.emergency NOT IN ('legal_duty', 'authority_order') THEN
        RAISE EXCEPTION 'G05: a talk was asked for and is owed until %; no % comes before it',
            owed, NEW.measure USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER talk_comes_first BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION talk_comes_first();
"""

ONE_SPEAKS = """
CREATE FUNCTION one_speaks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
    IF EXISTS (
        SELECT 1 FROM cases_representative r
        LEFT JOIN cases_representativeend e ON e.representative_id = r.id
        WHERE r.case_id = NEW.case_id AND e.id IS NULL) THEN
        RAISE EXCEPTION 'G05: someone speaks for this member already; one at a time'
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_speaks BEFORE INSERT ON cases_representative
    FOR EACH ROW EXECUTE FUNCTION one_speaks();
"""

HEARD = """
CREATE OR REPLACE FUNCTION decision_after_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.measure IN ('suspension', 'termination') OR (NEW.measure = 'restriction'
       AND NEW.emergency NOT IN ('legal_duty', 'authority_order')) THEN
        IF NOT EXISTS (
            SELECT 1 FROM cases_preliminarynotice p
            WHERE p.case_id = NEW.case_id AND p.served_at <= NEW.at
              AND (p.respond_by <= NEW.at OR EXISTS (
                  SELECT 1 FROM cases_answer a
                  WHERE a.case_id = NEW.case_id AND a.at > p.served_at AND a.at <= NEW.at))) THEN
            RAISE EXCEPTION 'P3: a % is decided after hearing the member: no preliminary notice of '
                'this case was answered, or its time to answer is not over (G05)', NEW.measure
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.emergency = '' AND NEW.measure IN ('suspension', 'termination')
       AND NEW.effect_at < NEW.at + interval '14 days' THEN
        RAISE EXCEPTION 'P3: a % takes effect 14 days after it is told at the earliest, not on %',
            NEW.measure, NEW.effect_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
"""Of all emergencies only an order lets a restriction come before the hearing (G10)."""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("representative", "representativeend", "talkrequest", "talk")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0011_hearings")]
    operations = [
        migrations.RunSQL(TALK),
        migrations.RunSQL(HEARD),
        migrations.RunSQL(ONE_SPEAKS),
        migrations.RunSQL(TRIGGERS),
    ]
