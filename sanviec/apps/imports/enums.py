"""Choices of imports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    VACANCIES = "vacancies", _("Việc làm")
    JOBSEEKERS = "jobseekers", _("Người tìm việc")
    EMPLOYERS = "employers", _("Doanh nghiệp")
    PLACES = "places", _("Tên gọi địa phương")


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Đang đọc tệp")
    PREVIEWED = "previewed", _("Đã đọc, chờ xác nhận")
    APPLYING = "applying", _("Đang ghi")
    APPLIED = "applied", _("Đã ghi")
    FAILED = "failed", _("Không đọc được")
