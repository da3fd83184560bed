"""Words for stored codes: choices, languages, certificates, priority groups, schooling, acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanviec.apps.jobseekers.enums import EmploymentType, Shift
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.enums import DeclineReason, RefusalReason
from sanviec.kernel.tables import ethnic_groups, languages, priority_groups, qualifications

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
    "account.created": _("mở tài khoản"),
    "centre.opened": _("mở trung tâm"),
    "service_point.opened": _("mở điểm phục vụ"),
    "membership.granted": _("cấp vai trò cho cán bộ"),
    "membership.withdrawn": _("rút vai trò của cán bộ"),
    "jobseeker.registered": _("đăng ký hồ sơ"),
    "jobseeker.updated": _("sửa hồ sơ"),
    "jobseeker.opened": _("mở hồ sơ"),
    "jobseeker.revealed": _("xem số liên hệ hoặc số định danh"),
    "jobseeker.account_linked": _("gắn tài khoản với hồ sơ"),
    "jobseeker.paused": _("tạm ngưng tìm việc"),
    "jobseeker.renewed": _("tìm việc tiếp"),
    "jobseeker.placed": _("đã có việc"),
    "jobseeker.expired": _("phiếu đăng ký hết hạn"),
    "jobseeker.closed": _("đóng hồ sơ"),
    "consent.given": _("ghi nhận sự đồng ý"),
    "consent.withdrawn": _("rút lại sự đồng ý"),
    "document.added": _("thêm giấy tờ"),
    "work_period.added": _("ghi công việc đã làm"),
    "work_period.deleted": _("bỏ công việc đã làm"),
    "employer.registered": _("đăng ký doanh nghiệp"),
    "employer.updated": _("sửa thông tin doanh nghiệp"),
    "employer.verified": _("xác minh doanh nghiệp"),
    "employer.refused": _("từ chối doanh nghiệp"),
    "employer.suspended": _("tạm khóa doanh nghiệp"),
    "employer.reinstated": _("mở lại doanh nghiệp"),
    "employer_contact.added": _("thêm người đại diện doanh nghiệp"),
    "employer_contact.removed": _("bỏ người đại diện doanh nghiệp"),
    "vacancy.drafted": _("viết tin tuyển dụng"),
    "vacancy.imported": _("nhập tin tuyển dụng từ tệp"),
    "vacancy.updated": _("sửa tin tuyển dụng"),
    "vacancy.submitted": _("gửi duyệt tin tuyển dụng"),
    "vacancy.published": _("đăng tin tuyển dụng"),
    "vacancy.returned": _("trả lại tin tuyển dụng"),
    "vacancy.paused": _("tạm ẩn tin tuyển dụng"),
    "vacancy.resumed": _("đăng lại tin tuyển dụng"),
    "vacancy.filled": _("tin tuyển dụng đủ người"),
    "vacancy.closed": _("đóng tin tuyển dụng"),
    "vacancy.expired": _("tin tuyển dụng hết hạn"),
    "vacancy.reviewed": _("rà soát tin tuyển dụng"),
    "vacancy.hire_counted": _("tính một người được nhận"),
    "vacancy.hire_uncounted": _("trả lại một chỗ tuyển"),
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
    "follow_up.planned": _("hẹn theo dõi sau khi đi làm"),
    "follow_up.recorded": _("ghi kết quả theo dõi"),
    "ledger.taken_back": _("rút lại một dòng sổ dịch vụ"),
    "interview.entered": _("vào phòng phỏng vấn trực tuyến"),
    "participant.attended": _("đến phiên giao dịch"),
    "stand.arrived": _("doanh nghiệp đến phiên"),
    "session.rooms_told": _("gửi đường vào phòng phỏng vấn trực tuyến"),
    "stand.own_link_set": _("đổi phòng họp riêng của gian"),
    "import.started": _("gửi tệp để nhập"),
    "import.previewed": _("đọc thử tệp"),
    "import.asked": _("yêu cầu ghi tệp"),
    "import.resumed": _("chạy lại việc nhập tệp"),
    "import.applied": _("ghi tệp vào hệ thống"),
    "import.failed": _("không đọc được tệp"),
    "place_alias.added": _("thêm tên gọi địa phương"),
    "place_alias.changed": _("sửa tên gọi địa phương"),
}
# Every row that a merge moves has a line of its own: "consent.merged", "workperiod.unmerged".
ACTION_ENDINGS = {"merged": _("gộp hồ sơ"), "unmerged": _("tách lại hồ sơ")}
# On the person's own pages, which speak to them.
OWN_STATES = {
    "proposed": _("Chờ bạn trả lời"),
    "agreed": _("Bạn đã đồng ý"),
    "declined": _("Bạn đã từ chối"),
    "no_show": _("Bạn không đến phỏng vấn"),
    "not_started": _("Bạn không đi làm"),
}
OWN_ACTIONS = {
    "referral.agreed": _("bạn đồng ý"),
    "referral.declined": _("bạn từ chối"),
}
LINK_SENT_TO = {
    "account": _("thư điện tử của người đại diện"),
    "email": _("thư điện tử của đơn vị"),
    "phone": _("điện thoại của đơn vị"),
    "participant": _("vé của người tham gia phiên"),
    "stand": _("đường vào phòng của gian tuyển dụng"),
}
FIXED: dict[str, Mapping[str, Any]] = {
    "shift": dict(Shift.choices),
    "employment_type": dict(EmploymentType.choices),
    "refusal": dict(RefusalReason.choices),
    "decline": dict(DeclineReason.choices),
    "reason": {**dict(RefusalReason.choices), **dict(DeclineReason.choices)},
    "certificate": dict(CERTIFICATES),
    "link_sent_to": LINK_SENT_TO,
    "task": TASKS,
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


def ethnic_choices() -> list[tuple[str, str]]:
    """The peoples of Việt Nam by their own names, which no language changes; foreigners by ours."""
    foreigners = {"55": str(_("Người nước ngoài"))}
    return [(row.code, foreigners.get(row.code, row.name_vi)) for row in ethnic_groups()]


def education_choices() -> list[tuple[str, str]]:
    """Levels of schooling in the language of the page."""
    name = "title_en" if get_language() == "en" else "title_vi"
    return [(str(int(row.level)), getattr(row, name)) for row in qualifications()]


def action_title(action: str) -> str:
    """What an audit line says was done."""
    ending = action.rpartition(".")[2]
    return str(ACTIONS.get(action) or ACTION_ENDINGS.get(ending) or action)


def label_table(field: str) -> Mapping[str, Any]:
    """The words for one kind of code, in the language of the page."""
    tables: dict[str, Callable[[], list[tuple[str, str]]]] = {
        "priority_group": lambda: titled(priority_groups()),
        "language": language_choices,
        "education": education_choices,
    }
    return dict(tables[field]()) if field in tables else FIXED[field]
