"""Choices of vacancies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VacancyState(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Chờ duyệt")
    PUBLISHED = "published", _("Đang đăng")
    PAUSED = "paused", _("Tạm ẩn")
    RETURNED = "returned", _("Trả lại để sửa")
    FILLED = "filled", _("Đã đủ người")
    EXPIRED = "expired", _("Hết hạn")
    CLOSED = "closed", _("Đã đóng")


class ContractKind(models.TextChoices):
    INDEFINITE = "indefinite", _("Không xác định thời hạn")
    OVER_12_MONTHS = "over_12_months", _("Xác định thời hạn từ 12 đến 36 tháng")
    UNDER_12_MONTHS = "under_12_months", _("Xác định thời hạn dưới 12 tháng")
    SEASONAL = "seasonal", _("Theo mùa vụ, theo việc")
    UNSTATED = "unstated", _("Chưa nêu")
