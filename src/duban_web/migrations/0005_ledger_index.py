from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duban_web', '0004_delivery_room'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['campaign', 'removed_on', 'group'], name='duban_web_t_campaig_9bbc6c_idx'),
        ),
    ]
