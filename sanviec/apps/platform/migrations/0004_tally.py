from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_agency_channel")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("name", models.CharField(max_length=160, primary_key=True, serialize=False)),
                ("hour", models.DateTimeField(db_index=True)),
                ("tries", models.PositiveIntegerField()),
            ],
        ),
    ]
