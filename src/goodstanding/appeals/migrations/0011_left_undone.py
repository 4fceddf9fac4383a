"""Who has an appeal by who reported, too, once it is late; never changed (P8)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_qualified_once'),
        ('appeals', '0010_each_reporter_another'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReporterAppealOverdue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('appeal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='overdue', to='appeals.reporterappeal')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporter_appeals_left_undone', to='accounts.staff')),
            ],
        ),
        migrations.RunSQL(
            "CREATE TRIGGER reporterappealoverdue_append_only BEFORE UPDATE OR DELETE ON "
            "appeals_reporterappealoverdue FOR EACH ROW EXECUTE FUNCTION refuse_change();"
        ),
    ]
