"""A picture or PDF that shows where things are at the venue."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchanges", "0030_room_told_for"),
        ("platform", "0002_append_only_audit"),
    ]

    operations = [
        migrations.AddField(
            model_name="exchangesession",
            name="sketch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="platform.storedfile",
                verbose_name="Sơ đồ địa điểm",
            ),
        )
    ]
