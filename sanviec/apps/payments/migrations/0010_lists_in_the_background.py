from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_payments"),
    ]

    operations = [
        migrations.AddField(
            model_name="paylist",
            name="months_seen",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paylist",
            name="months_to_see",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="paylist",
            name="state",
            field=models.CharField(
                choices=[
                    ("making", "Đang lập"),
                    ("made", "Đã lập, đang kiểm tra mẫu"),
                    ("proposed", "Chờ duyệt"),
                    ("approved", "Đã duyệt, gửi cơ quan bảo hiểm xã hội"),
                    ("answered", "Đang đối chiếu kết quả chi trả"),
                    ("closed", "Đã đối chiếu xong"),
                    ("cancelled", "Đã hủy"),
                ],
                default="making",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="paylist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "making")),
                fields=("centre",),
                name="payments_one_list_in_the_making",
            ),
        ),
    ]
