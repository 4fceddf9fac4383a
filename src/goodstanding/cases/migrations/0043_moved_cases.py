"""Whatever is written down that may move a case in the queue leaves a note that it did."""

from django.db import migrations

NOTED = """
CREATE FUNCTION case_moved() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    CASE TG_ARGV[0]
    WHEN 'itself' THEN INSERT INTO cases_moved (case_id) VALUES (NEW.id);
    WHEN 'case' THEN INSERT INTO cases_moved (case_id) VALUES (NEW.case_id);
    WHEN 'decision' THEN INSERT INTO cases_moved (case_id)
        SELECT case_id FROM cases_decision WHERE id = NEW.decision_id;
    WHEN 'measure' THEN INSERT INTO cases_moved (case_id)
        SELECT d.case_id FROM cases_measure m JOIN cases_decision d ON d.id = m.decision_id
        WHERE m.id = NEW.measure_id;
    WHEN 'request' THEN INSERT INTO cases_moved (case_id)
        SELECT case_id FROM cases_talkrequest WHERE id = NEW.request_id;
    WHEN 'account' THEN INSERT INTO cases_moved (case_id)
        SELECT p.case_id FROM cases_place p JOIN cases_case c ON c.id = p.case_id
        WHERE c.account_id = NEW.id;
    ELSE INSERT INTO cases_moved (case_id) SELECT case_id FROM cases_place;
    END CASE;
    RETURN NULL;
END $$;
"""
WRITTEN = {
    "cases_case": "itself",
    "cases_assignment": "case",
    "cases_casefinding": "case",
    "cases_preliminarynotice": "case",
    "cases_answer": "case",
    "cases_talkrequest": "case",
    "cases_decision": "case",
    "cases_reversal": "decision",
    "cases_reopening": "decision",
    "cases_measurelift": "measure",
    "cases_talk": "request",
    "policies_platformversion": "everything",
}
TRIGGERS = "\n".join(
    f"CREATE TRIGGER case_moved AFTER INSERT ON {table} "
    f"FOR EACH ROW EXECUTE FUNCTION case_moved('{how}');"
    for table, how in WRITTEN.items()
)
DESCRIBED = """
CREATE TRIGGER case_moved AFTER UPDATE ON accounts_account FOR EACH ROW
    WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION case_moved('account');
INSERT INTO cases_moved (case_id) SELECT id FROM cases_case ORDER BY opened_at, id;
"""


class Migration(migrations.Migration):
    """The notes, and one for every case there is."""

    dependencies = [("cases", "0042_places"), ("policies", "0007_traits_in_other_letters")]
    operations = [migrations.RunSQL(NOTED + TRIGGERS + DESCRIBED)]
