"""The state tables of a pay list, of its rows and of a recovery."""

from __future__ import annotations

from enum import Enum

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import ANSWERABLE
from .enums import PayFileState as F
from .enums import PayListState as L
from .enums import PayRowState as R
from .enums import RecoveryState as C


def _from(*states: Enum) -> frozenset[str]:
    return frozenset(str(state.value) for state in states)


_SENT = _from(L.APPROVED, L.ANSWERED, L.CLOSED)
LIST_STATES = StateTable(
    "payments.PayList",
    states={state.value: state.label for state in L},
    initial=L.MAKING.value,
    ends={L.CANCELLED.value},
    transitions=[
        Transition("fill", _from(L.MAKING), L.MADE.value, "Lập xong", "Fill"),
        Transition("propose", _from(L.MADE), L.PROPOSED.value, "Trình duyệt", "Propose"),
        Transition("send_back", _from(L.PROPOSED), L.MADE.value, "Trả lại", "Send back"),
        Transition("approve", _from(L.PROPOSED), L.APPROVED.value, "Duyệt", "Approve"),
        Transition(
            "cancel", _from(L.MAKING, L.MADE, L.PROPOSED), L.CANCELLED.value, "Hủy", "Cancel"
        ),
        # Money may come back after everything seemed settled.
        Transition("answer", _SENT, L.ANSWERED.value, "Nhận kết quả chi trả", "Take answers"),
        Transition("close", _from(L.ANSWERED), L.CLOSED.value, "Chốt đối chiếu", "Close"),
    ],
)

_ANSWERABLE = _from(*ANSWERABLE)
ROW_STATES = StateTable(
    "payments.PayRow",
    states={state.value: state.label for state in R},
    initial=R.LISTED.value,
    ends={R.REMOVED.value, R.RELEASED.value, R.SETTLED.value, R.LAPSED.value},
    transitions=[
        Transition("remove", _from(R.LISTED), R.REMOVED.value, "Loại khỏi danh sách", "Remove"),
        Transition("paid", _ANSWERABLE, R.PAID.value, "Đã chi đủ", "Paid"),
        Transition("different", _ANSWERABLE, R.DIFFERENT.value, "Chi khác số tiền", "Different"),
        Transition("returned", _ANSWERABLE, R.RETURNED.value, "Bị trả lại", "Returned"),
        Transition("uncollected", _ANSWERABLE, R.UNCOLLECTED.value, "Chưa nhận", "Uncollected"),
        Transition(
            "release", _from(R.RETURNED), R.RELEASED.value, "Cho vào danh sách sau", "Release"
        ),
        Transition("settle", _from(R.DIFFERENT), R.SETTLED.value, "Xử lý chênh lệch", "Settle"),
        Transition("lapse", _from(R.UNCOLLECTED), R.LAPSED.value, "Quá hạn nhận", "Lapse"),
    ],
)

RECOVERY_STATES = StateTable(
    "payments.OverpaymentRecovery",
    states={state.value: state.label for state in C},
    initial=C.PREPARED.value,
    ends={C.REPAID.value, C.WRITTEN_OFF.value, C.DROPPED.value},
    transitions=[
        Transition("propose", _from(C.PREPARED), C.PROPOSED.value, "Trình duyệt", "Propose"),
        Transition("send_back", _from(C.PROPOSED), C.PREPARED.value, "Trả lại", "Send back"),
        Transition("confirm", _from(C.PROPOSED), C.CONFIRMED.value, "Duyệt thu hồi", "Confirm"),
        Transition("drop", _from(C.PREPARED), C.DROPPED.value, "Không thu hồi", "Drop"),
        Transition("repay", _from(C.CONFIRMED), C.REPAID.value, "Thu đủ", "Repay"),
        Transition("write_off", _from(C.CONFIRMED), C.WRITTEN_OFF.value, "Xóa nợ", "Write off"),
    ],
)

FILE_STATES = StateTable(
    "payments.PayListFile",
    states={state.value: state.label for state in F},
    initial=F.QUEUED.value,
    ends=(),
    transitions=[
        Transition("make", _from(F.QUEUED), F.MADE.value, "Làm xong", "Make"),
        Transition("fail", _from(F.QUEUED), F.FAILED.value, "Không làm được", "Fail"),
        # A file that tells what was; the old one goes at once.
        Transition(
            "order", _from(F.MADE, F.FAILED, F.REMOVED), F.QUEUED.value, "Làm lại", "Make again"
        ),
        Transition(
            "remove", _from(F.QUEUED, F.MADE, F.FAILED), F.REMOVED.value, "Xóa tệp", "Remove"
        ),
    ],
)
