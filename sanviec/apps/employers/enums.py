"""Choices of employers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmployerState(models.TextChoices):
    SUBMITTED = "submitted", _("Chờ xác minh")
    VERIFIED = "verified", _("Đã xác minh")
    REFUSED = "refused", _("Không xác minh được")
    SUSPENDED = "suspended", _("Tạm khóa")


class BusinessKind(models.TextChoices):
    STATE = "state", _("Doanh nghiệp nhà nước")
    PRIVATE = "private", _("Doanh nghiệp ngoài nhà nước")
    FOREIGN = "foreign", _("Doanh nghiệp có vốn nước ngoài")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    HOUSEHOLD = "household", _("Hộ kinh doanh, cá nhân")
    PUBLIC_BODY = "public_body", _("Cơ quan, đơn vị sự nghiệp")
    OTHER = "other", _("Tổ chức khác")


class SizeBand(models.TextChoices):
    UNDER_10 = "under_10", _("Dưới 10 người")
    FROM_10 = "from_10", _("10–50 người")
    FROM_51 = "from_51", _("51–100 người")
    FROM_101 = "from_101", _("101–200 người")
    FROM_201 = "from_201", _("201–500 người")
    FROM_501 = "from_501", _("501–1.000 người")
    FROM_1001 = "from_1001", _("1.001–3.000 người")
    OVER_3000 = "over_3000", _("Trên 3.000 người")
