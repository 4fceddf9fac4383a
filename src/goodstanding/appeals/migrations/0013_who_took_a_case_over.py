"""P7: whoever took a case over had a hand in it, as its first manager had."""

from django.db import migrations

HANDS = """
CREATE FUNCTION took_over_no_case() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    person bigint := to_jsonb(NEW)->>TG_ARGV[0];
    one uuid;
BEGIN
    IF TG_ARGV[1] = 'member' THEN
        SELECT d.case_id INTO one FROM appeals_appeal a
        JOIN cases_decision d ON d.id = a.decision_id WHERE a.id = NEW.appeal_id;
    ELSE
        SELECT d.case_id INTO one FROM appeals_reporterappeal a
        JOIN cases_decision d ON d.id = a.decision_id WHERE a.id = NEW.appeal_id;
    END IF;
    IF EXISTS (SELECT 1 FROM cases_handover WHERE case_id = one AND staff_id = person) THEN
        RAISE EXCEPTION 'P7: whoever took a case over has no part in the appeal in it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
TABLES = (
    ("appealassignment", "reviewer_id", "member"),
    ("remark", "reviewer_id", "member"),
    ("appealoutcome", "decided_by_id", "member"),
    ("reporterappealtaken", "reviewer_id", "reporter"),
    ("reporterremark", "reviewer_id", "reporter"),
    ("reporterappealoutcome", "decided_by_id", "reporter"),
)
TRIGGERS = "\n".join(
    f"CREATE TRIGGER took_over_no_case BEFORE INSERT ON appeals_{table} "
    f"FOR EACH ROW EXECUTE FUNCTION took_over_no_case('{column}', '{whose}');"
    for table, column, whose in TABLES
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("appeals", "0012_reporter_dialogue"), ("cases", "0051_handed_over_openly")]
    operations = [migrations.RunSQL(HANDS + TRIGGERS)]
