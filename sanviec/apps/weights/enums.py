"""Choices of versions of the weights."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeightsState(models.TextChoices):
    PROPOSED = "proposed", _("Chờ quyết định")
    ADOPTED = "adopted", _("Đang áp dụng")
    RETIRED = "retired", _("Không áp dụng")
