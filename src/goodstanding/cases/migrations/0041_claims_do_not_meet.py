"""Two people never have one case open at once, and what is claimed is never changed."""

from django.db import migrations

APART = """
CREATE FUNCTION claims_do_not_meet() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE first text;
BEGIN
    PERFORM FROM cases_case WHERE id = NEW.case_id FOR NO KEY UPDATE;  -- the second waits here
    SELECT who.name INTO first FROM cases_claim c JOIN accounts_staff who ON who.id = c.staff_id
    LEFT JOIN cases_claimend e ON e.claim_id = c.id
    WHERE c.case_id = NEW.case_id AND c.staff_id <> NEW.staff_id
      AND c.at < NEW.until AND NEW.at < LEAST(c.until, e.at) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the case is open at another''s: %', first
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_do_not_meet BEFORE INSERT ON cases_claim
    FOR EACH ROW EXECUTE FUNCTION claims_do_not_meet();
"""
KEPT = "\n".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON cases_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for table in ("claim", "claimend")
)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0040_claims")]
    operations = [migrations.RunSQL(APART + KEPT)]
