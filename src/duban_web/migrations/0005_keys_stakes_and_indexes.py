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
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['state', 'id'], name='duban_web_p_state_12cf06_idx'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('removed_on', None)), fields=['campaign', 'group', 'id'], name='groups_of_a_campaign'),
        ),
        migrations.AddField(
            model_name='apikey',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to=settings.AUTH_USER_MODEL),
        ),
    ]
