"""Choices of exchange sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    """What kind of meeting it is; each kind is counted apart in the reports."""

    FIXED = "fixed", _("Phiên định kỳ")
    MOBILE = "mobile", _("Phiên lưu động")
    ONLINE = "online", _("Phiên trực tuyến")
    THEMATIC = "thematic", _("Phiên chuyên đề")
    FAIR = "fair", _("Ngày hội việc làm")
    SATELLITE = "satellite", _("Phiên tại sàn vệ tinh")
    HYBRID = "hybrid", _("Phiên trực tiếp kết hợp trực tuyến")


# Interviews of these may be held by video.
BY_VIDEO = frozenset({SessionKind.ONLINE, SessionKind.HYBRID})


class SessionState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    PUBLISHED = "published", _("Đang nhận đăng ký")
    SCHEDULED = "scheduled", _("Đã xếp lịch phỏng vấn")
    RUNNING = "running", _("Đang diễn ra")
    FINISHING = "finishing", _("Đã tan phiên, đang ghi kết quả")
    CLOSED = "closed", _("Đã chốt số liệu")
    CANCELLED = "cancelled", _("Đã hủy")


# People and firms may still register.
REGISTRABLE = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED, SessionState.RUNNING})
# Scans count: the door of a commune may open before somebody with a network says so, and what a
# device sends after the end still happened.
DOOR_STATES = REGISTRABLE | {SessionState.FINISHING}
# Everybody may see these.
PUBLIC_STATES = REGISTRABLE | {
    SessionState.FINISHING,
    SessionState.CLOSED,
    SessionState.CANCELLED,
}


class SeriesState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    ACTIVE = "active", _("Đang chạy")
    ENDED = "ended", _("Đã ngừng")


class CentrePart(models.TextChoices):
    """What a centre does in a session."""

    HOST = "host", _("Chủ trì")
    PARTNER = "partner", _("Phối hợp")


class PartState(models.TextChoices):
    INVITED = "invited", _("Đã mời, chờ trả lời")
    JOINED = "joined", _("Đã nhận lời")
    DECLINED = "declined", _("Không tham gia")


class ExhibitorKind(models.TextChoices):
    EMPLOYER = "employer", _("Doanh nghiệp tuyển dụng")
    SCHOOL = "school", _("Trường học")
    TRAINING_CENTRE = "training_centre", _("Cơ sở đào tạo nghề")
    OTHER = "other", _("Đơn vị khác")


class StandState(models.TextChoices):
    INVITED = "invited", _("Đã mời")
    REQUESTED = "requested", _("Xin tham gia, chờ nhận")
    CONFIRMED = "confirmed", _("Đã nhận")
    ARRIVED = "arrived", _("Đã đến")
    LEFT = "left", _("Đã về")
    ABSENT = "absent", _("Không đến")
    WITHDRAWN = "withdrawn", _("Đã rút")
    REFUSED = "refused", _("Không nhận")


# Takes part in the planning of interviews.
TAKING_PART = frozenset({StandState.CONFIRMED, StandState.ARRIVED})
# Holds a stand number; after the session "left" and "absent" still hold theirs.
HOLDING_STAND = TAKING_PART | {StandState.LEFT, StandState.ABSENT}


class InterviewedBy(models.TextChoices):
    """Who talks to the people for a vacancy."""

    EMPLOYER = "employer", _("Doanh nghiệp tự phỏng vấn")
    CENTRE = "centre", _("Ủy quyền cho trung tâm sơ tuyển")


class ParticipantOrigin(models.TextChoices):
    """Who registered the person."""

    SELF = "self", _("Tự đăng ký")
    DESK = "desk", _("Tại quầy")
    COMMUNE = "commune", _("Cán bộ xã đăng ký giúp")
    PARTNER = "partner", _("Trung tâm khác đăng ký")
    WALK_IN = "walk_in", _("Đến thẳng phiên")


class ParticipantState(models.TextChoices):
    WAITING = "waiting", _("Trong danh sách chờ")
    OFFERED = "offered", _("Được mời nhận chỗ trống")
    REGISTERED = "registered", _("Đã đăng ký")
    ATTENDED = "attended", _("Đã đến")
    ABSENT = "absent", _("Không đến")
    CANCELLED = "cancelled", _("Đã hủy đăng ký")
    LAPSED = "lapsed", _("Hết lượt mời nhận chỗ")


# Holds one of the session's places; an offered place is kept until the offer runs out.
HOLDING_PLACE = frozenset(
    {ParticipantState.OFFERED, ParticipantState.REGISTERED, ParticipantState.ATTENDED}
)
# One such row a (session, person).
LIVE_PARTICIPANT = HOLDING_PLACE | {ParticipantState.WAITING, ParticipantState.ABSENT}


class InterviewState(models.TextChoices):
    PLANNED = "planned", _("Đã hẹn")
    CALLED = "called", _("Đang gọi")
    HELD = "held", _("Đã phỏng vấn")
    NO_SHOW = "no_show", _("Người lao động không đến")
    CANCELLED = "cancelled", _("Đã hủy")


# Holds a time of the person and a table of the stand.
HOLDING_SLOT = frozenset(
    {InterviewState.PLANNED, InterviewState.CALLED, InterviewState.HELD, InterviewState.NO_SHOW}
)


class RoomSide(models.TextChoices):
    """The seats of an online interview's room."""

    PERSON = "person", _("Người lao động")
    FIRM = "firm", _("Doanh nghiệp")
    MANAGER = "manager", _("Phụ trách phiên")


class RoomClosed(models.TextChoices):
    """Why nobody may enter a room now."""

    NOT_BY_VIDEO = "not_by_video", _("Phiên này không phỏng vấn trực tuyến.")
    CANCELLED = "cancelled", _("Cuộc phỏng vấn đã hủy.")
    SESSION = "session", _("Phiên chưa công bố, đã hủy hoặc đã chốt.")
    PERSON_OUT = "person_out", _("Người lao động không còn chỗ trong phiên.")
    FIRM_OUT = "firm_out", _("Doanh nghiệp không còn tham gia phiên.")
    TOO_EARLY = "too_early", _("Chưa đến giờ mở phòng.")
    OVER = "over", _("Đã hết giờ của cuộc phỏng vấn.")


class RoomAttendance(models.TextChoices):
    """What the times of entering tell: who came, and who waited in vain."""

    NOBODY = "nobody", _("Chưa ai vào")
    PERSON_ALONE = "person_alone", _("Người lao động đã vào, doanh nghiệp chưa")
    FIRM_ALONE = "firm_alone", _("Doanh nghiệp đã vào, người lao động chưa")
    BOTH = "both", _("Hai bên đã vào, chưa gặp cùng lúc")
    MET = "met", _("Hai bên đã gặp")


class InterviewOrigin(models.TextChoices):
    PLANNED = "planned", _("Xếp lịch trước")
    WALK_UP = "walk_up", _("Gặp thêm tại phiên")


class InterviewResult(models.TextChoices):
    """What the firm says at the table."""

    PASSED = "passed", _("Đạt, chờ bước tiếp")
    INVITED_LATER = "invited_later", _("Hẹn phỏng vấn tiếp")
    HIRED = "hired", _("Nhận ngay tại phiên")
    NOT_SUITABLE = "not_suitable", _("Chưa phù hợp")


# Counted as passed: whoever was hired or invited again passed first.
PASSING = frozenset({InterviewResult.PASSED, InterviewResult.INVITED_LATER, InterviewResult.HIRED})


class ScanKind(models.TextChoices):
    IN = "in", _("Vào")
    OUT = "out", _("Ra")
    UNDO = "undo", _("Rút lại lượt quét")


class ScanVia(models.TextChoices):
    QR = "qr", _("Quét mã vé")
    NAME = "name", _("Tìm theo tên")
    WALK_IN = "walk_in", _("Phiếu tại chỗ")
    KIOSK = "kiosk", _("Quầy tự phục vụ")
    API = "api", _("Hệ thống khác")
    TABLE = "table", _("Ngồi ở bàn phỏng vấn")
    ROOM = "room", _("Vào phòng phỏng vấn trực tuyến")


class DevicePurpose(models.TextChoices):
    """What a prepared machine does."""

    DOOR = "door", _("Máy quét của cán bộ")
    KIOSK = "kiosk", _("Quầy tự phục vụ")


class ScanOutcome(models.TextChoices):
    """Accepted, or the reason why not."""

    ACCEPTED = "accepted", _("Đã nhận")
    ALREADY_INSIDE = "already_inside", _("Đã ở trong phiên")
    NOT_INSIDE = "not_inside", _("Chưa vào phiên")
    WRONG_SESSION = "wrong_session", _("Vé của phiên khác")
    FORGED = "forged", _("Vé giả hoặc bị sửa")
    EXPIRED = "expired", _("Vé hết hạn")
    CANCELLED = "cancelled", _("Vé đã hủy")
    WAITING = "waiting", _("Còn trong danh sách chờ")
    REPLAYED = "replayed", _("Lượt quét đã ghi rồi")
    UNKNOWN = "unknown", _("Không tìm thấy người đăng ký")
    NOT_OPEN = "not_open", _("Phiên chưa mở hoặc đã đóng")
    UNDONE = "undone", _("Đã rút lại")


class ConflictRule(models.TextChoices):
    """How strictly a rule of planning is kept."""

    BLOCK = "block", _("Chặn")
    WARN = "warn", _("Cảnh báo")
    IGNORE = "ignore", _("Bỏ qua")
