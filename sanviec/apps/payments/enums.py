"""Choices of pay lists, their rows and recoveries."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PayListState(models.TextChoices):
    MAKING = "making", _("Đang lập")
    MADE = "made", _("Đã lập, đang kiểm tra mẫu")
    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt, gửi cơ quan bảo hiểm xã hội")
    ANSWERED = "answered", _("Đang đối chiếu kết quả chi trả")
    CLOSED = "closed", _("Đã đối chiếu xong")
    CANCELLED = "cancelled", _("Đã hủy")


# The rows may still change.
OPEN_LIST = frozenset({PayListState.MADE, PayListState.PROPOSED})
SENT_LIST = frozenset({PayListState.APPROVED, PayListState.ANSWERED, PayListState.CLOSED})


class PayRowState(models.TextChoices):
    LISTED = "listed", _("Chờ kết quả chi trả")
    REMOVED = "removed", _("Đã loại khỏi danh sách")
    PAID = "paid", _("Đã chi đủ")
    RETURNED = "returned", _("Tiền bị trả lại")
    UNCOLLECTED = "uncollected", _("Chưa đến nhận")
    DIFFERENT = "different", _("Chi khác số tiền")
    RELEASED = "released", _("Cho vào danh sách sau")
    SETTLED = "settled", _("Đã xử lý chênh lệch")
    LAPSED = "lapsed", _("Quá hạn nhận, chuyển bảo lưu")


# A month with such a row is in no other list.
LIVE_ROW = frozenset(PayRowState) - {PayRowState.REMOVED, PayRowState.RELEASED}
# What the agency's answers move to and fro; afterwards a person has dealt with the row.
ANSWERABLE = frozenset(
    {
        PayRowState.LISTED,
        PayRowState.PAID,
        PayRowState.RETURNED,
        PayRowState.UNCOLLECTED,
        PayRowState.DIFFERENT,
    }
)
# Somebody has to do something before the list can be closed.
UNFINISHED = ANSWERABLE - {PayRowState.PAID}


class SampleVerdict(models.TextChoices):
    OPEN = "open", _("Chưa kiểm tra")
    ACCEPTED = "accepted", _("Đúng")
    REJECTED = "rejected", _("Không đúng, loại")


class PayOutcome(models.TextChoices):
    """What the agency says of one row."""

    PAID = "paid", _("Đã chi")
    UNCOLLECTED = "uncollected", _("Chưa đến nhận")
    RETURNED = "returned", _("Bị trả lại")


class FileKind(models.TextChoices):
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class PayFileState(models.TextChoices):
    QUEUED = "queued", _("Đang chuẩn bị tệp")
    MADE = "made", _("Tệp đã sẵn sàng")
    FAILED = "failed", _("Chưa làm được tệp")
    REMOVED = "removed", _("Tệp đã xóa")


class LeftOut(models.TextChoices):
    """Why a month is in no list yet."""

    NOT_COLLECTED = "not_collected", _("Chưa nhận quyết định hưởng")
    MOVING = "moving", _("Hồ sơ đang chuyển nơi hưởng, nơi đến chi trả")
    TOO_EARLY = "too_early", _("Chưa đến ngày chi trả của tháng hưởng")
    NO_NOTICE = "no_notice", _("Chưa thông báo tìm kiếm việc làm")
    WITHHELD = "withheld", _("Không chi trả vì tạm dừng")
    DECISION_OPEN = "decision_open", _("Có quyết định tạm dừng hoặc chấm dứt đang chờ")


class RecoveryReason(models.TextChoices):
    PAID_AFTER_END = "paid_after_end", _("Đã chi cho tháng không còn được hưởng")
    PAID_WHILE_SUSPENDED = "paid_suspended", _("Đã chi cho tháng bị tạm dừng")
    PAID_TOO_MUCH = "paid_too_much", _("Chi nhiều hơn danh sách")
    WRONG_GRANT = "wrong_grant", _("Quyết định hưởng không đúng")
    OTHER = "other", _("Lý do khác")


class RecoveryState(models.TextChoices):
    PREPARED = "prepared", _("Mới phát hiện, chờ cán bộ xem")
    PROPOSED = "proposed", _("Đã trình, chờ duyệt")
    CONFIRMED = "confirmed", _("Đang thu hồi")
    REPAID = "repaid", _("Đã thu đủ")
    WRITTEN_OFF = "written_off", _("Đã xóa nợ có lý do")
    DROPPED = "dropped", _("Không phải thu hồi")


LIVE_RECOVERY = frozenset(RecoveryState) - {RecoveryState.DROPPED}
