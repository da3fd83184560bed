"""What the door says about a scan: a short verdict, and what to do when it is a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanviec.apps.exchanges.enums import ScanKind, ScanOutcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict in large letters; ``tone`` is good, mild or bad, and never the only sign."""

    tone: str
    title: Any
    advice: Any = ""


_WENT_OUT = Verdict("good", _("Đã ra khỏi phiên"))
VERDICTS: dict[ScanOutcome, Verdict] = {
    ScanOutcome.ACCEPTED: Verdict("good", _("Mời vào")),
    ScanOutcome.ALREADY_INSIDE: Verdict(
        "mild",
        _("Vé này đã vào rồi"),
        _("Nếu là người khác cầm vé: hỏi tên, năm sinh. Không đúng thì làm phiếu tại chỗ."),
    ),
    ScanOutcome.NOT_INSIDE: Verdict(
        "mild", _("Người này chưa vào phiên"), _("Không cần quét khi ra về.")
    ),
    ScanOutcome.WRONG_SESSION: Verdict(
        "bad",
        _("Vé của phiên khác"),
        _("Xem lại ngày và tên phiên trên vé. Muốn dự phiên này thì làm phiếu tại chỗ."),
    ),
    ScanOutcome.FORGED: Verdict(
        "bad",
        _("Vé giả hoặc bị sửa"),
        _("Không nhận vé này. Hỏi giấy tờ, tìm theo tên; không có tên thì làm phiếu tại chỗ."),
    ),
    ScanOutcome.EXPIRED: Verdict(
        "bad",
        _("Vé đã hết hạn"),
        _("Tìm theo tên. Có tên trong danh sách thì vẫn cho vào."),
    ),
    ScanOutcome.CANCELLED: Verdict(
        "bad",
        _("Đăng ký đã hủy"),
        _("Hỏi có muốn dự lại không. Nếu có, làm phiếu tại chỗ."),
    ),
    ScanOutcome.WAITING: Verdict(
        "bad",
        _("Còn trong danh sách chờ"),
        _("Còn chỗ thì bấm “Vẫn cho vào”. Hết chỗ thì mời ngồi chờ."),
    ),
    ScanOutcome.REPLAYED: Verdict(
        "bad",
        _("Lượt quét bị gửi lại với nội dung khác"),
        _("Quét lại vé. Nếu vẫn báo, thu hồi máy này và chuẩn bị lại."),
    ),
    ScanOutcome.UNKNOWN: Verdict(
        "bad",
        _("Không tìm thấy người này"),
        _("Mã này không phải vé của phiên. Tìm theo tên, hoặc làm phiếu tại chỗ."),
    ),
    ScanOutcome.NOT_OPEN: Verdict(
        "bad",
        _("Phiên chưa mở hoặc đã đóng"),
        _("Xem lại giờ của phiên, hoặc chọn đúng phiên hôm nay."),
    ),
    ScanOutcome.UNDONE: Verdict("mild", _("Đã rút lại lượt quét")),
}


def verdict_of(outcome: ScanOutcome, kind: ScanKind) -> Verdict:
    """What to show for a scan."""
    if outcome == ScanOutcome.ACCEPTED and kind == ScanKind.OUT:
        return _WENT_OUT
    if outcome == ScanOutcome.ACCEPTED and kind == ScanKind.UNDO:
        return VERDICTS[ScanOutcome.UNDONE]
    return VERDICTS[outcome]
