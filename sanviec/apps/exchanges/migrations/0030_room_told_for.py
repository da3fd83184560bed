"""For which hour both sides of an online interview were sent the way into its room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchanges", "0023_room_scans")]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="room_told_for",
            field=models.DateTimeField(null=True),
        )
    ]
