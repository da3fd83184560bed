from django.db import migrations, models


class Migration(migrations.Migration):
    """A layout says more than which column means what; a problem is told in both languages."""

    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.RenameField("importmapping", old_name="columns", new_name="layout"),
        migrations.RenameField("importrun", old_name="mapping", new_name="options"),
        migrations.AddField(
            "importrun",
            "problem_en",
            models.CharField(blank=True, default="", max_length=500),
        ),
    ]
