"""Choices that every app shares."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be here; staff roles are held in a centre."""

    ANONYMOUS = "anonymous", _("Khách")
    SYSTEM = "system", _("Hệ thống")
    JOBSEEKER = "jobseeker", _("Người tìm việc")
    EMPLOYER = "employer", _("Người sử dụng lao động")
    RECEPTIONIST = "receptionist", _("Cán bộ tiếp nhận")
    COUNSELLOR = "counsellor", _("Tư vấn viên")
    SESSION_MANAGER = "session_manager", _("Phụ trách phiên giao dịch")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ xã đăng ký giúp người dân")
    CLAIMS_OFFICER = "claims_officer", _("Cán bộ bảo hiểm thất nghiệp")
    APPROVER = "approver", _("Người duyệt")
    DEPARTMENT = "department", _("Lãnh đạo đơn vị")
    MINISTRY = "ministry", _("Cơ quan trung ương")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")

    @classmethod
    def staff(cls) -> frozenset[Role]:
        """Roles that work at a centre's desk or above it."""
        return frozenset(
            {
                cls.RECEPTIONIST,
                cls.COUNSELLOR,
                cls.SESSION_MANAGER,
                cls.CLAIMS_OFFICER,
                cls.APPROVER,
                cls.DEPARTMENT,
                cls.MINISTRY,
                cls.ADMINISTRATOR,
            }
        )

    @classmethod
    def granted(cls) -> frozenset[Role]:
        """Roles that a centre gives: its staff, and officers of communes who only register."""
        return cls.staff() | {cls.COMMUNE_OFFICER}


class OutboxState(models.TextChoices):
    PENDING = "pending", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Channel(models.TextChoices):
    IN_APP = "in_app", _("Tin báo trong hệ thống")
    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    AGENCY = "agency", _("Cơ quan bảo hiểm xã hội")
