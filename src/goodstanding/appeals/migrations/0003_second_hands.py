"""Whoever proposed something in a case, or was its second person, had a hand in it (P7)."""

from django.db import migrations

SECOND_HANDS = """
CREATE FUNCTION second_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        JOIN cases_proposal p ON p.case_id = against.case_id
        LEFT JOIN cases_agreement g ON g.proposal_id = p.id
        WHERE a.id = NEW.appeal_id AND NEW.decided_by_id IN (p.by_id, g.by_id)) THEN
        RAISE EXCEPTION 'P7: whoever proposed or agreed in a case cannot decide the appeal in it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_hands BEFORE INSERT ON appeals_appealoutcome
    FOR EACH ROW EXECUTE FUNCTION second_hands();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("appeals", "0002_promises"), ("cases", "0009_four_eyes_promises")]
    operations = [migrations.RunSQL(SECOND_HANDS)]
