"""What a centre can deliver: the kinds of service that the ledger counts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    REGISTRATION = "registration", _("Đăng ký tìm việc")
    COUNSELLING = "counselling", _("Tư vấn việc làm")
    REFERRAL = "referral", _("Giới thiệu việc làm")
    INTERVIEW = "interview", _("Phỏng vấn")
    PLACEMENT = "placement", _("Nhận việc")
    FOLLOW_UP = "follow_up", _("Theo dõi sau khi nhận việc")
    VACANCY_NOTIFIED = "vacancy_notified", _("Tiếp nhận nhu cầu tuyển dụng")
    EMPLOYER_REGISTRATION = "employer_registration", _("Đăng ký của người sử dụng lao động")
    CLAIM_INTAKE = "claim_intake", _("Tiếp nhận hồ sơ trợ cấp thất nghiệp")
    CLAIM_DECISION = "claim_decision", _("Quyết định về trợ cấp thất nghiệp")
    JOB_SEARCH_NOTICE = "job_search_notice", _("Thông báo tìm kiếm việc làm")
    SESSION_VISIT = "session_visit", _("Tham gia phiên giao dịch việc làm")
    SESSION_STAND = "session_stand", _("Tuyển dụng tại phiên giao dịch việc làm")


class ServiceChannel(models.TextChoices):
    DESK = "desk", _("Tại quầy")
    WEB = "web", _("Trên mạng")
    PHONE = "phone", _("Qua điện thoại")
    IMPORT = "import", _("Nhập từ tệp")
    SYSTEM = "system", _("Hệ thống")
