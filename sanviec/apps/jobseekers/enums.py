"""Choices of jobseekers' files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobseekerState(models.TextChoices):
    """Where a person's registration stands."""

    SEEKING = "seeking", _("Đang tìm việc")
    PAUSED = "paused", _("Tạm ngưng tìm việc")
    PLACED = "placed", _("Đã có việc")
    EXPIRED = "expired", _("Phiếu đăng ký hết hạn")
    CLOSED = "closed", _("Đã đóng hồ sơ")
    MERGED = "merged", _("Đã gộp vào hồ sơ khác")


class Sex(models.TextChoices):
    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")
    UNSTATED = "unstated", _("Không nêu")


class WorkStatus(models.TextChoices):
    UNEMPLOYED = "unemployed", _("Chưa có việc")
    EMPLOYED = "employed", _("Đang có việc, muốn đổi")
    INFORMAL = "informal", _("Lao động tự do")
    STUDENT = "student", _("Đang đi học")


class Shift(models.TextChoices):
    DAY = "day", _("Ca ngày")
    EVENING = "evening", _("Ca tối")
    NIGHT = "night", _("Ca đêm")
    ROTATING = "rotating", _("Ca xoay")
    FLEXIBLE = "flexible", _("Giờ linh hoạt")


class EmploymentType(models.TextChoices):
    FULL_TIME = "full_time", _("Toàn thời gian")
    PART_TIME = "part_time", _("Bán thời gian")
    SEASONAL = "seasonal", _("Thời vụ")
    TEMPORARY = "temporary", _("Ngắn hạn")
    INTERNSHIP = "internship", _("Thực tập, học nghề")


class ConsentPurpose(models.TextChoices):
    """What a person may allow, one by one; silence is not consent (Law 91/2025/QH15)."""

    MATCHING = "matching", _("Dùng hồ sơ để tìm việc phù hợp cho tôi")
    SHOW_TO_EMPLOYERS = (
        "show_to_employers",
        _("Cho doanh nghiệp xem hồ sơ không có tên và số liên hệ"),
    )
    SHARE_CONTACT = (
        "share_contact",
        _("Gửi tên và số điện thoại cho doanh nghiệp mà tôi đồng ý ứng tuyển"),
    )
    MESSAGES = "messages", _("Nhận tin báo việc làm")
    STATISTICS = "statistics", _("Dùng số liệu không có tên để làm thống kê")


class Via(models.TextChoices):
    """How something reached the centre."""

    SELF = "self", _("Tự làm trên mạng")
    DESK = "desk", _("Tại quầy")
    PAPER = "paper", _("Phiếu giấy có chữ ký")
    IMPORT = "import", _("Nhập từ tệp")


class DocumentKind(models.TextChoices):
    CV = "cv", _("Sơ yếu lý lịch")
    CERTIFICATE = "certificate", _("Bằng cấp, chứng chỉ")
    PRIORITY_PROOF = "priority_proof", _("Giấy xác nhận đối tượng ưu tiên")
    OTHER = "other", _("Giấy tờ khác")
