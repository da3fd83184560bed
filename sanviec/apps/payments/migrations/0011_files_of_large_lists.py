import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0010_lists_in_the_background"),
        ("platform", "0005_unlogged_tally"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayListFile",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(choices=[("xlsx", "XLSX"), ("csv", "CSV")], max_length=4),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Đang chuẩn bị tệp"),
                            ("made", "Tệp đã sẵn sàng"),
                            ("failed", "Chưa làm được tệp"),
                            ("removed", "Tệp đã xóa"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("rows_version", models.CharField(blank=True, default="", max_length=64)),
                ("made_at", models.DateTimeField(null=True)),
                ("remove_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, default="", max_length=40)),
                (
                    "pay_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="payments.paylist",
                    ),
                ),
                (
                    "stored",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ("pay_list_id", "kind"),
                "indexes": [models.Index(fields=["state", "remove_at"], name="pay_file_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pay_list", "kind"), name="payments_file_once_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("made_at__isnull", False),
                                ("remove_at__isnull", False),
                                ("state", "made"),
                                ("stored__isnull", False),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("rows_version", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "made"), _negated=True), ("stored__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="payments_only_made_has_a_file",
                    ),
                ],
            },
        ),
    ]
