"""By which way an appeal came; its dialogue, and what the database refuses of it (P7, P8)."""

import django.db.models.deletion
from django.db import migrations, models


REMARK = """
CREATE FUNCTION check_remark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM appeals_appealoutcome WHERE appeal_id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the appeal is answered, and its dialogue is over'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT account_id FROM notices_notice WHERE id = NEW.notice_id)
       <> (SELECT account_id FROM appeals_appeal WHERE id = NEW.appeal_id) THEN
        RAISE EXCEPTION 'P7: the dialogue of an appeal is with the person who appealed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reviewer_id IS NOT NULL AND (NOT EXISTS (
        SELECT 1 FROM accounts_staffrole
        WHERE staff_id = NEW.reviewer_id AND role = 'reviewer'
          AND qualified_from <= NEW.at AND (qualified_until IS NULL OR NEW.at < qualified_until))
    OR EXISTS (
        SELECT 1 FROM appeals_appeal a
        JOIN cases_decision against ON against.id = a.decision_id
        LEFT JOIN cases_decision d ON d.case_id = against.case_id
        LEFT JOIN cases_preliminarynotice p ON p.case_id = against.case_id
        LEFT JOIN cases_assignment g ON g.case_id = against.case_id
        LEFT JOIN cases_proposal o ON o.case_id = against.case_id
        LEFT JOIN cases_agreement y ON y.proposal_id = o.id
        WHERE a.id = NEW.appeal_id
          AND NEW.reviewer_id IN (d.decided_by_id, p.by_id, g.staff_id, o.by_id, y.by_id))) THEN
        RAISE EXCEPTION 'P7: only a reviewer who had no hand in the case asks in its appeal'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_remark BEFORE INSERT ON appeals_remark
    FOR EACH ROW EXECUTE FUNCTION check_remark();
CREATE TRIGGER remark_append_only BEFORE UPDATE OR DELETE ON appeals_remark
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_who_is_who_stays'),
        ('appeals', '0003_second_hands'),
        ('cases', '0027_rule_promises'),
        ('notices', '0004_letters_to_staff_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('by', models.CharField(max_length=400)),
                ('door', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='appeal',
            name='door',
            field=models.CharField(db_default='portal', default='portal', max_length=16),
        ),
        migrations.AddField(
            model_name='appeal',
            name='filed_by',
            field=models.CharField(db_default='', default='', max_length=400),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('door__in', ['portal', 'mail', 'api'])), name='appeal_door_known'),
        ),
        migrations.AddField(
            model_name='remark',
            name='appeal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='appeals.appeal'),
        ),
        migrations.AddField(
            model_name='remark',
            name='notice',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remark', to='notices.notice'),
        ),
        migrations.AddField(
            model_name='remark',
            name='reviewer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal_remarks', to='accounts.staff'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='remark_says_something'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('door__in', ['portal', 'mail', 'api']), ('reviewer', None)), models.Q(('door', 'console'), ('reviewer__isnull', False)), _connector='OR'), name='remark_door_known'),
        ),
        migrations.RunSQL(REMARK),
    ]
