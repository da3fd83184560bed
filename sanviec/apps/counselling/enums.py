"""Choices of counselling."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CounsellingTopic(models.TextChoices):
    """What a meeting was about; the first is the one that a claim asks for."""

    JOB = "job", _("Tư vấn việc làm")
    CAREER = "career", _("Định hướng nghề nghiệp")
    TRAINING = "training", _("Tư vấn học nghề")
    POLICY = "policy", _("Tư vấn chính sách, pháp luật")
    OVERSEAS = "overseas", _("Tư vấn đi làm việc ở nước ngoài")


class CounsellingWay(models.TextChoices):
    DESK = "desk", _("Tại quầy")
    PHONE = "phone", _("Qua điện thoại")
    VIDEO = "video", _("Qua video")
    GROUP = "group", _("Theo nhóm")
