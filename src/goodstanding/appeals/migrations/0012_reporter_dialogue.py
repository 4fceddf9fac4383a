"""What who reported and the reviewer write to each other, and what the database refuses of it."""

import django.db.models.deletion
from django.db import migrations, models


REMARK = """
CREATE FUNCTION check_reporter_remark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM appeals_reporterappealoutcome WHERE appeal_id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the reporter''s appeal is answered, and its dialogue is over'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT reference FROM notices_reporterletter WHERE id = NEW.letter_id)
       <> (SELECT r.reference FROM appeals_reporterappeal a
           JOIN cases_report r ON r.id = a.report_id WHERE a.id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the dialogue of a reporter''s appeal is with who reported'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reviewer_id IS NOT NULL AND (NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.reviewer_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until))
    OR EXISTS (
        SELECT 1 FROM appeals_reporterappeal a
        JOIN cases_decision against ON against.id = a.decision_id
        LEFT JOIN cases_decision d ON d.case_id = against.case_id
        LEFT JOIN cases_preliminarynotice p ON p.case_id = against.case_id
        LEFT JOIN cases_assignment g ON g.case_id = against.case_id
        LEFT JOIN cases_proposal o ON o.case_id = against.case_id
        LEFT JOIN cases_agreement y ON y.proposal_id = o.id
        WHERE a.id = NEW.appeal_id
          AND NEW.reviewer_id IN (d.decided_by_id, p.by_id, g.staff_id, o.by_id, y.by_id))) THEN
        RAISE EXCEPTION 'P7: only a reviewer who had no hand in the case asks who reported'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_reporter_remark BEFORE INSERT ON appeals_reporterremark
    FOR EACH ROW EXECUTE FUNCTION check_reporter_remark();
CREATE TRIGGER reporterremark_append_only BEFORE UPDATE OR DELETE ON appeals_reporterremark
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_qualified_once'),
        ('appeals', '0011_left_undone'),
        ('notices', '0006_letters_to_reporters_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReporterRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('door', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='appeals.reporterappeal')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reporter_remark', to='notices.reporterletter')),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporter_remarks', to='accounts.staff')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='reporter_remark_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('door__in', ['portal', 'public']), ('reviewer', None)), models.Q(('door', 'console'), ('reviewer__isnull', False)), _connector='OR'), name='reporter_remark_door_known')],
            },
        ),
        migrations.RunSQL(REMARK),
    ]
