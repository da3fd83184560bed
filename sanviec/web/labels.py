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
    "device.prepared": _("chuẩn bị máy soát vé"),
    "device.revoked": _("thu hồi máy soát vé"),
    "device.spoke": _("máy soát vé gửi dữ liệu"),
    "participant.came_in": _("vào phiên"),
    "participant.went_out": _("ra khỏi phiên"),
    "participant.door_corrected": _("sửa giờ vào ra theo lượt quét đến muộn"),
    "participant.visit_undone": _("rút lại lượt vào phiên"),
    "participant.walked_in": _("ghi phiếu tại chỗ"),
    "participant.linked": _("nối phiếu với hồ sơ"),
    "participant.merged": _("gộp phiếu tại chỗ"),
    "interview.called": _("gọi vào bàn phỏng vấn"),
    "interview.called_again": _("gọi lại vào bàn phỏng vấn"),
    "interview.put_back": _("để lại gọi sau"),
    "interview.walked_up": _("thêm vào hàng chờ của gian"),
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
    "vacancy.opening_added": _("thêm một người cần tuyển"),
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
    "referral.met": _("gặp tại phiên giao dịch việc làm"),
    "referral.corrected": _("ghi lại kết quả tại phiên"),
    "interview.result_entered": _("ghi kết quả phỏng vấn tại phiên"),
    "interview.result_corrected": _("sửa kết quả phỏng vấn tại phiên"),
    "interview.introduced": _("chuyển kết quả tại phiên thành giới thiệu"),
    "interview.marked_at_closing": _("ghi cuộc hẹn không có kết quả khi chốt phiên"),
    "participant.attended": _("đến phiên"),
    "participant.marked_away": _("ghi vắng khi chốt phiên"),
    "stand.arrived": _("gian đã đến phiên"),
    "stand.marked_at_closing": _("ghi tình trạng gian khi chốt phiên"),
    "session.finished": _("tan phiên"),
    "session.reopened": _("mở lại phiên"),
    "session.closed": _("chốt số liệu phiên"),
    "session.report_frozen": _("lưu báo cáo phiên"),
    "session.counter_overridden": _("sửa tay một số liệu của phiên"),
    "session.override_withdrawn": _("bỏ số liệu sửa tay của phiên"),
    "session.reminded": _("nhắc sau phiên"),
    "follow_up.planned": _("hẹn theo dõi sau khi đi làm"),
    "follow_up.recorded": _("ghi kết quả theo dõi"),
    "session.made": _("lập phiên giao dịch"),
    "session.updated": _("sửa phiên giao dịch"),
    "session.submitted": _("trình duyệt phiên giao dịch"),
    "session.returned": _("trả lại phiên giao dịch"),
    "session.approved": _("duyệt phiên giao dịch"),
    "session.published": _("mở đăng ký phiên giao dịch"),
    "session.moved": _("dời phiên giao dịch"),
    "session.cancelled": _("hủy phiên giao dịch"),
    "session.scheduled": _("công bố lịch phỏng vấn"),
    "session.rescheduled": _("sửa lịch phỏng vấn đã công bố"),
    "session.part_added": _("ghi trung tâm chủ trì phiên"),
    "session_part.invited": _("mời trung tâm phối hợp"),
    "session_part.joined": _("nhận lời phối hợp tổ chức phiên"),
    "session_part.declined": _("từ chối phối hợp tổ chức phiên"),
    "session_series.made": _("lập loạt phiên"),
    "session_series.sessions_made": _("lập các phiên của loạt"),
    "session_series.ended": _("ngừng loạt phiên"),
    "stand.invited": _("mời doanh nghiệp dự phiên"),
    "stand.requested": _("xin tham gia phiên"),
    "stand.added": _("thêm đơn vị dự phiên"),
    "stand.confirmed": _("nhận gian ở phiên"),
    "stand.refused": _("không nhận đơn vị vào phiên"),
    "stand.withdrawn": _("rút khỏi phiên"),
    "stand.updated": _("sửa gian ở phiên"),
    "stand.offer_set": _("mang vị trí tuyển đến phiên"),
    "stand.offer_removed": _("bỏ vị trí tuyển khỏi phiên"),
    "participant.registered": _("đăng ký phiên giao dịch"),
    "participant.cancelled": _("hủy đăng ký phiên"),
    "participant.presence": _("đổi giờ có mặt ở phiên"),
    "participant.wished": _("chọn doanh nghiệp muốn gặp"),
    "participant.offered": _("mời nhận chỗ trống"),
    "participant.accepted": _("nhận chỗ trống"),
    "participant.passed_over": _("chuyển chỗ trống cho người tiếp theo"),
    "participant.lapsed": _("hết lượt mời nhận chỗ"),
    "participant.reminded": _("nhắc trước phiên"),
    "participant.to_remind_again": _("sẽ nhắc lại vì phiên đổi ngày"),
    "interview.planned": _("hẹn phỏng vấn tại phiên"),
    "interview.moved": _("đổi giờ phỏng vấn tại phiên"),
    "interview.cancelled": _("hủy hẹn phỏng vấn tại phiên"),
    "ledger.taken_back": _("rút lại một dòng sổ dịch vụ"),
    "interview.entered": _("vào phòng phỏng vấn trực tuyến"),
    "session.rooms_told": _("gửi đường vào phòng phỏng vấn trực tuyến"),
    "stand.own_link_set": _("đổi phòng họp riêng của gian"),
    "import.started": _("gửi tệp để nhập"),
    "import.previewed": _("đọc thử tệp"),
    "import.asked": _("yêu cầu ghi tệp"),
    "import.resumed": _("chạy lại việc nhập tệp"),
    "import.applied": _("ghi tệp vào hệ thống"),
    "import.failed": _("không đọc được tệp"),
    "counselling.recorded": _("ghi buổi tư vấn"),
    "claim.opened": _("mở hồ sơ trợ cấp thất nghiệp"),
    "claim.changed": _("sửa hồ sơ trợ cấp"),
    "claim.paper_added": _("ghi nhận giấy tờ của hồ sơ trợ cấp"),
    "claim.filed": _("nộp hồ sơ trợ cấp"),
    "claim.refiled": _("nộp lại hồ sơ trợ cấp"),
    "claim.flagged": _("hệ thống thấy điều chưa khớp"),
    "claim.flag_answered": _("kết luận điều chưa khớp"),
    "claim.returned": _("trả hồ sơ trợ cấp để bổ sung"),
    "claim.accepted": _("nhận đủ hồ sơ trợ cấp"),
    "claim.withdrawn": _("rút hồ sơ trợ cấp"),
    "claim.gate_reason": _("ghi lý do chưa tư vấn, giới thiệu việc làm"),
    "claim.proposed": _("trình ký hồ sơ trợ cấp"),
    "claim.sent_back": _("trả hồ sơ trợ cấp cho cán bộ"),
    "claim.decision_prepared": _("hệ thống soạn quyết định"),
    "claim.decision_proposed": _("trình ký quyết định"),
    "claim.decision_dropped": _("không dùng quyết định đã soạn"),
    "claim.decision_sent_back": _("trả lại quyết định"),
    "claim.decision_signed": _("ký quyết định"),
    "claim.granted": _("được hưởng trợ cấp"),
    "claim.refused": _("không được hưởng trợ cấp"),
    "claim.cancelled": _("hủy quyết định hưởng"),
    "claim.collected": _("nhận quyết định"),
    "claim.notice_given": _("thông báo tìm kiếm việc làm"),
    "claim.month_planned": _("lập tháng hưởng"),
    "claim.month_due": _("tháng được chi trả"),
    "claim.month_noticed": _("tháng đã có thông báo"),
    "claim.month_exempt": _("miễn thông báo tháng này"),
    "claim.month_withheld": _("không chi trả tháng này"),
    "claim.month_void": _("bỏ tháng hưởng"),
    "claim.month_reminded": _("nhắc thông báo tìm kiếm việc làm"),
    "claim.status_reported": _("ghi thay đổi tình trạng"),
    "claim.suspended": _("tạm dừng hưởng"),
    "claim.resumed": _("tiếp tục hưởng"),
    "claim.ended": _("chấm dứt hưởng"),
    "claim.run_out": _("hết thời gian hưởng"),
    "claim.paper_judged": _("xét giấy tờ của hồ sơ trợ cấp"),
    "claim.refusal_noted": _("ghi từ chối việc được giới thiệu"),
    "claim.refusal_answered": _("giải trình về việc đã từ chối"),
    "claim.refusal_judged": _("nhận định lý do từ chối việc"),
    "claim.complaint_filed": _("nhận đơn khiếu nại"),
    "claim.complaint_accepted": _("thụ lý đơn khiếu nại"),
    "claim.complaint_declined": _("không thụ lý đơn khiếu nại"),
    "claim.complaint_withdrawn": _("rút đơn khiếu nại"),
    "claim.complaint_answered": _("giải quyết khiếu nại"),
    "claim.put_right": _("thay quyết định sai"),
    "claim.report_struck": _("bỏ một thay đổi ghi sai"),
    "claim.month_restored": _("trả lại tháng hưởng"),
    "claim.training_asked": _("đề nghị hỗ trợ đào tạo"),
    "claim.training_proposed": _("trình ký hỗ trợ đào tạo"),
    "claim.training_sent_back": _("trả lại đề nghị hỗ trợ đào tạo"),
    "claim.training_signed": _("ký quyết định hỗ trợ đào tạo"),
    "claim.training_withdrawn": _("rút đề nghị hỗ trợ đào tạo"),
    "claim.transfer_asked": _("đề nghị chuyển nơi hưởng"),
    "claim.transfer_handed_over": _("chuyển hồ sơ đến trung tâm khác"),
    "claim.transfer_taken_over": _("tiếp nhận hồ sơ chuyển đến"),
    "claim.transfer_returned": _("trả lại hồ sơ chuyển đến"),
    "claim.transfer_refused": _("chưa cho chuyển nơi hưởng"),
    "claim.transfer_withdrawn": _("rút đề nghị chuyển nơi hưởng"),
    "claim.transferring": _("hồ sơ rời trung tâm"),
    "claim.taken_over": _("hồ sơ sang trung tâm mới"),
    "claim.handed_back": _("hồ sơ trở lại trung tâm cũ"),
    "claim.month_moved": _("chuyển tháng hưởng sang trung tâm mới"),
    "weights.proposed": _("đề xuất bảng điểm"),
    "weights.adopted": _("áp dụng bảng điểm"),
    "weights.retired": _("thôi áp dụng bảng điểm"),
    "place_alias.added": _("thêm tên gọi địa phương"),
    "place_alias.changed": _("sửa tên gọi địa phương"),
}
# What happens to a person in benefit, in the words of the engine.
STATUS_KINDS = {
    "new_job": _("Có việc làm"),
    "military": _("Đi nghĩa vụ quân sự, công an"),
    "study": _("Đi học dài hạn"),
    "compulsory_measure": _("Vào cơ sở giáo dục, cai nghiện bắt buộc"),
    "missing": _("Bị tòa án tuyên bố mất tích"),
    "detained": _("Bị tạm giam, chấp hành hình phạt tù"),
    "pension": _("Hưởng lương hưu"),
    "refused_jobs": _("Hai lần từ chối việc làm không có lý do chính đáng"),
    "settled_abroad": _("Ra nước ngoài định cư"),
    "works_abroad": _("Đi làm việc ở nước ngoài theo hợp đồng"),
    "sanctioned": _("Bị xử phạt vi phạm bảo hiểm thất nghiệp"),
    "death": _("Qua đời"),
    "own_request": _("Người lao động đề nghị chấm dứt"),
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
# As date.weekday() counts them.
WEEKDAYS = [
    (0, _("Thứ Hai")),
    (1, _("Thứ Ba")),
    (2, _("Thứ Tư")),
    (3, _("Thứ Năm")),
    (4, _("Thứ Sáu")),
    (5, _("Thứ Bảy")),
    (6, _("Chủ nhật")),
]
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
    "status_kind": STATUS_KINDS,
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
