"""When each side entered the room of an online interview."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchanges", "0020_results_and_reminders")]

    operations = [
        migrations.AddField(
            model_name="interview",
            name=name,
            field=models.DateTimeField(null=True),
        )
        for name in ("person_entered_at", "firm_entered_at", "met_at")
    ]
