"""Choices of referrals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralState(models.TextChoices):
    PROPOSED = "proposed", _("Đã gợi ý, chờ người lao động đồng ý")
    AGREED = "agreed", _("Người lao động đã đồng ý")
    SENT = "sent", _("Đã gửi doanh nghiệp")
    INTERVIEW = "interview", _("Hẹn phỏng vấn")
    HIRED = "hired", _("Được nhận, chờ đi làm")
    STARTED = "started", _("Đã đi làm")
    CLOSED = "closed", _("Đã kết thúc theo dõi")
    NOT_SELECTED = "not_selected", _("Không được chọn")
    DECLINED = "declined", _("Người lao động từ chối")
    NO_SHOW = "no_show", _("Không đến phỏng vấn")
    NO_ANSWER = "no_answer", _("Doanh nghiệp không trả lời")
    NOT_STARTED = "not_started", _("Không đi làm")
    OBSOLETE = "obsolete", _("Không còn cần, đã có việc khác")


# Still under way towards a hire.
OPEN_STATES = frozenset({"proposed", "agreed", "sent", "interview"})
# One such row a (person, vacancy).
LIVE_STATES = OPEN_STATES | {"hired", "started"}
WITH_EMPLOYER = frozenset({"sent", "interview"})
WAS_HIRED = frozenset({"hired", "started", "closed"})


class ReferralOrigin(models.TextChoices):
    """Who began it. A jobseeker's own candidacy is an application (hồ sơ ứng tuyển)."""

    COUNSELLOR = "counsellor", _("Trung tâm giới thiệu")
    APPLICATION = "application", _("Người lao động tự ứng tuyển")
    EMPLOYER = "employer", _("Doanh nghiệp mời")
    SESSION = "session", _("Gặp tại phiên giao dịch việc làm")


class RefusalReason(models.TextChoices):
    """Why an employer did not choose somebody; never sex, age, ethnicity or family."""

    SKILLS = "skills", _("Tay nghề chưa đáp ứng")
    EXPERIENCE = "experience", _("Thiếu kinh nghiệm")
    CERTIFICATE = "certificate", _("Thiếu bằng lái, chứng chỉ")
    WAGE = "wage", _("Chưa thống nhất được mức lương")
    SCHEDULE = "schedule", _("Không hợp giờ, ca làm việc")
    FILLED = "filled", _("Đã tuyển đủ người")
    UNREACHABLE = "unreachable", _("Không liên lạc được")
    OTHER = "other", _("Lý do khác")


class MeetingOutcome(models.TextChoices):
    """What came of a meeting at the table of an exchange session."""

    PASSED = "passed", _("Đạt, chờ bước tiếp")
    INVITED_LATER = "invited_later", _("Hẹn phỏng vấn tiếp")
    HIRED = "hired", _("Nhận ngay tại phiên")
    NOT_SUITABLE = "not_suitable", _("Chưa phù hợp")
    NO_SHOW = "no_show", _("Không đến bàn phỏng vấn")


class DeclineReason(models.TextChoices):
    """Why a person said no."""

    WAGE = "wage", _("Lương thấp")
    DISTANCE = "distance", _("Xa nhà")
    SCHEDULE = "schedule", _("Không hợp giờ, ca làm việc")
    OTHER_JOB = "other_job", _("Đã có việc khác")
    FAMILY = "family", _("Việc gia đình")
    HEALTH = "health", _("Sức khỏe")
    OTHER = "other", _("Lý do khác")


class FollowUpResult(models.TextChoices):
    WORKING = "working", _("Vẫn đang làm")
    LEFT = "left", _("Đã nghỉ")
    UNREACHABLE = "unreachable", _("Không liên lạc được")
