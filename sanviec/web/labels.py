"""Words for stored codes: choices, languages, certificates, priority groups, schooling, acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanviec.apps.jobseekers.enums import EmploymentType, Shift
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.enums import DeclineReason, RefusalReason
from sanviec.kernel.tables import languages, priority_groups, qualifications

CERTIFICATES = [
    ("driving_b", _("Bằng lái hạng B")),
    ("driving_c", _("Bằng lái hạng C")),
    ("driving_d", _("Bằng lái hạng D")),
    ("driving_e", _("Bằng lái hạng E")),
    ("driving_fc", _("Bằng lái hạng FC (container)")),
    ("forklift", _("Chứng chỉ lái xe nâng")),
    ("welding", _("Chứng chỉ hàn")),
    ("electrical_safety", _("Chứng chỉ an toàn điện")),
    ("security_guard", _("Chứng chỉ nghiệp vụ bảo vệ")),
    ("nursing_licence", _("Giấy phép hành nghề điều dưỡng")),
]
TASKS = {
    "await_answer": _("Hỏi doanh nghiệp trả lời"),
    "confirm_start": _("Xác nhận đã đi làm"),
    "report_hire": _("Báo cáo tuyển dụng"),
    "send": _("Gửi hồ sơ cho doanh nghiệp"),
    "follow_up": _("Hỏi thăm sau khi đi làm"),
    "verify_employer": _("Xác minh doanh nghiệp"),
    "approve_vacancy": _("Duyệt tin tuyển dụng"),
    "review_vacancy": _("Rà soát tin tuyển dụng"),
}
ACTIONS = {
    "referral.proposed": _("gợi ý việc"),
    "referral.agreed": _("người lao động đồng ý"),
    "referral.sent": _("gửi hồ sơ cho doanh nghiệp"),
    "referral.invited": _("doanh nghiệp mời phỏng vấn"),
    "referral.hired": _("doanh nghiệp nhận vào làm"),
    "referral.rejected": _("doanh nghiệp không chọn"),
    "referral.declined": _("người lao động từ chối"),
    "referral.missed": _("không đến phỏng vấn"),
    "referral.started": _("đã đi làm"),
    "referral.not_started": _("không đi làm"),
    "referral.unanswered": _("hết hạn chờ doanh nghiệp trả lời"),
    "referral.superseded": _("không còn cần vì đã nhận việc khác"),
    "referral.reported": _("đã báo cáo tuyển dụng"),
    "referral.closed": _("kết thúc theo dõi"),
    "jobseeker.registered": _("đăng ký hồ sơ"),
    "jobseeker.updated": _("sửa hồ sơ"),
    "jobseeker.revealed": _("xem số liên hệ hoặc số định danh"),
}
FIXED: dict[str, Mapping[str, Any]] = {
    "shift": dict(Shift.choices),
    "employment_type": dict(EmploymentType.choices),
    "refusal": dict(RefusalReason.choices),
    "decline": dict(DeclineReason.choices),
    "reason": {**dict(RefusalReason.choices), **dict(DeclineReason.choices)},
    "certificate": dict(CERTIFICATES),
    "task": TASKS,
    "action": ACTIONS,
    "role": dict(Role.choices),
}


def titled(rows: Any) -> list[tuple[str, str]]:
    """Choices of a reference table in the language of the page."""
    language = "en" if get_language() == "en" else "vi"
    return [(str(row.code), getattr(row, f"title_{language}")) for row in rows]


def language_choices() -> list[tuple[str, str]]:
    """Foreign languages in the language of the page."""
    name = "name_en" if get_language() == "en" else "name_vi"
    return [(row.code, getattr(row, name)) for row in languages()]


def education_choices() -> list[tuple[str, str]]:
    """Levels of schooling in the language of the page."""
    name = "title_en" if get_language() == "en" else "title_vi"
    return [(str(int(row.level)), getattr(row, name)) for row in qualifications()]


def label_table(field: str) -> Mapping[str, Any]:
    """The words for one kind of code, in the language of the page."""
    tables: dict[str, Callable[[], list[tuple[str, str]]]] = {
        "priority_group": lambda: titled(priority_groups()),
        "language": language_choices,
        "education": education_choices,
    }
    return dict(tables[field]()) if field in tables else FIXED[field]
