from django.db import migrations


def name_what_is_bound(apps, schema_editor):
    """Numbers were kept alone; now each has what it measures and the words around it. What was said of a number is said of its words."""
    for one in apps.get_model("duban_web", "Bulletin").objects.all():
        one.bound = [n if isinstance(n, dict) else {"figure": n, "indicator": "", "quote": ""} for n in one.bound]
        words = {loose["figure"]: loose["quote"] for loose in one.loose}
        one.explained = {words.get(key, key): said for key, said in one.explained.items()}
        one.loose = [{"elsewhere": "", **loose} for loose in one.loose]
        one.save(update_fields=["bound", "explained", "loose"])


class Migration(migrations.Migration):

    dependencies = [
        ('duban_web', '0007_figures_and_deliveries'),
    ]

    operations = [
        migrations.RunPython(name_what_is_bound, migrations.RunPython.noop),
    ]
