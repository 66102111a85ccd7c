import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duban_web', '0004_delivery_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_on', models.DateField()),
                ('used_on', models.DateField(null=True)),
                ('revoked_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='UnitPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('items', models.JSONField()),
                ('file', models.FileField(upload_to='plans/%Y/%m')),
                ('file_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('handed', 'Handed'), ('approved', 'Approved'), ('returned', 'Returned')], default='handed', max_length=8)),
                ('handed_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveIndex(
            model_name='progressreport',
            name='duban_web_p_state_4d4f21_idx',
        ),
        migrations.AddField(
            model_name='problem',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='problem',
            name='firm',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='problem',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='duban_web.leader'),
        ),
        migrations.AddField(
            model_name='problem',
            name='people',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='problem',
            name='published_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='problem',
            name='reply',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='step',
            name='amount',
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='step',
            name='people',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='matter',
            name='kind',
            field=models.CharField(choices=[('instruction', 'Instruction'), ('handed-down', 'Handed Down'), ('executive', 'Executive'), ('document', 'Document'), ('survey', 'Survey')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['state', 'id'], name='duban_web_p_state_12cf06_idx'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('removed_on', None)), fields=['campaign', 'group', 'id'], name='groups_of_a_campaign'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('parent', None), ('removed_on', None)), fields=['campaign', 'state', 'light', 'override', 'reported_on'], name='counts_of_a_campaign'),
        ),
        migrations.AddField(
            model_name='apikey',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='unitplan',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unit_plans', to='duban_web.campaign'),
        ),
        migrations.AddField(
            model_name='unitplan',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='unitplan',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='duban_web.unit'),
        ),
    ]
