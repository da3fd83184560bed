"""The state tables of a session, a stand, a participant and an interview.

The text that sets the steps of a session was not at hand; the table is provisional
(docs/law/services.md).
"""

from __future__ import annotations

from enum import Enum

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import InterviewState as I
from .enums import ParticipantState as P
from .enums import SessionState as S
from .enums import StandState as D

# From these a person comes in, and goes back to when the visit is taken back.
BEFORE_THE_DOOR = (P.REGISTERED, P.OFFERED, P.WAITING, P.ABSENT, P.LAPSED)


def _from(*states: Enum) -> frozenset[str]:
    return frozenset(str(state.value) for state in states)


SESSION_STATES = StateTable(
    "exchanges.ExchangeSession",
    states={state.value: state.label for state in S},
    initial=S.DRAFT.value,
    ends={S.CLOSED.value, S.CANCELLED.value},
    transitions=[
        Transition("submit", _from(S.DRAFT), S.SUBMITTED.value, "Trình duyệt", "Submit"),
        Transition("return", _from(S.SUBMITTED), S.DRAFT.value, "Trả lại để sửa", "Return"),
        Transition("approve", _from(S.SUBMITTED), S.APPROVED.value, "Duyệt", "Approve"),
        Transition("publish", _from(S.APPROVED), S.PUBLISHED.value, "Mở đăng ký", "Publish"),
        Transition(
            "schedule",
            _from(S.PUBLISHED, S.SCHEDULED),
            S.SCHEDULED.value,
            "Công bố lịch phỏng vấn",
            "Announce the interviews",
        ),
        Transition(
            "open", _from(S.PUBLISHED, S.SCHEDULED), S.RUNNING.value, "Mở cửa phiên", "Open"
        ),
        Transition("finish", _from(S.RUNNING), S.FINISHING.value, "Tan phiên", "Finish"),
        Transition("reopen", _from(S.FINISHING), S.RUNNING.value, "Mở lại phiên", "Reopen"),
        Transition("close", _from(S.FINISHING), S.CLOSED.value, "Chốt số liệu", "Close"),
        Transition(
            "cancel",
            _from(S.DRAFT, S.SUBMITTED, S.APPROVED, S.PUBLISHED, S.SCHEDULED),
            S.CANCELLED.value,
            "Hủy phiên",
            "Cancel",
        ),
    ],
)

STAND_STATES = StateTable(
    "exchanges.Stand",
    states={state.value: state.label for state in D},
    initial=D.INVITED.value,
    ends={D.LEFT.value, D.ABSENT.value, D.REFUSED.value},
    transitions=[
        Transition(
            "request",
            _from(D.INVITED, D.WITHDRAWN),
            D.REQUESTED.value,
            "Xin tham gia",
            "Ask to take part",
        ),
        Transition(
            "confirm", _from(D.INVITED, D.REQUESTED), D.CONFIRMED.value, "Nhận gian", "Confirm"
        ),
        Transition("refuse", _from(D.REQUESTED), D.REFUSED.value, "Không nhận", "Refuse"),
        Transition(
            "withdraw",
            _from(D.INVITED, D.REQUESTED, D.CONFIRMED),
            D.WITHDRAWN.value,
            "Rút khỏi phiên",
            "Withdraw",
        ),
        Transition("arrive", _from(D.CONFIRMED), D.ARRIVED.value, "Đã đến", "Arrive"),
        Transition("leave", _from(D.ARRIVED), D.LEFT.value, "Ra về", "Leave"),
        Transition("miss", _from(D.CONFIRMED), D.ABSENT.value, "Không đến", "Stay away"),
    ],
)

PARTICIPANT_STATES = StateTable(
    "exchanges.Participant",
    states={state.value: state.label for state in P},
    initial=P.REGISTERED.value,
    ends={P.CANCELLED.value},
    transitions=[
        Transition("queue", _from(P.REGISTERED), P.WAITING.value, "Xếp vào danh sách chờ", "Queue"),
        Transition(
            "offer", _from(P.WAITING), P.OFFERED.value, "Mời nhận chỗ trống", "Offer a place"
        ),
        Transition("accept", _from(P.OFFERED), P.REGISTERED.value, "Nhận chỗ", "Accept"),
        Transition("pass_over", _from(P.OFFERED), P.WAITING.value, "Chưa trả lời", "Pass over"),
        Transition("lapse", _from(P.OFFERED, P.WAITING), P.LAPSED.value, "Hết lượt mời", "Lapse"),
        Transition(
            "attend",
            _from(*BEFORE_THE_DOOR, P.ATTENDED),
            P.ATTENDED.value,
            "Đến phiên",
            "Attend",
        ),
        # Back to where the person stood, when the only scan that let them in is taken back.
        *(
            Transition(
                f"undo_to_{state.value}",
                _from(P.ATTENDED),
                state.value,
                "Rút lại lượt vào",
                "Take the visit back",
            )
            for state in BEFORE_THE_DOOR
        ),
        Transition("miss", _from(P.REGISTERED), P.ABSENT.value, "Không đến", "Stay away"),
        Transition(
            "cancel",
            _from(P.REGISTERED, P.OFFERED, P.WAITING),
            P.CANCELLED.value,
            "Hủy đăng ký",
            "Cancel",
        ),
    ],
)

INTERVIEW_STATES = StateTable(
    "exchanges.Interview",
    states={state.value: state.label for state in I},
    initial=I.PLANNED.value,
    ends={I.CANCELLED.value},
    transitions=[
        Transition("move", _from(I.PLANNED), I.PLANNED.value, "Đổi giờ", "Move"),
        Transition("call", _from(I.PLANNED, I.CALLED), I.CALLED.value, "Gọi vào bàn", "Call"),
        Transition("put_back", _from(I.CALLED), I.PLANNED.value, "Để lại gọi sau", "Put back"),
        # A result may be put right until the session is closed.
        Transition(
            "hold",
            _from(I.PLANNED, I.CALLED, I.HELD, I.NO_SHOW),
            I.HELD.value,
            "Ghi kết quả",
            "Enter the result",
        ),
        Transition(
            "miss",
            _from(I.PLANNED, I.CALLED, I.HELD, I.NO_SHOW),
            I.NO_SHOW.value,
            "Không đến bàn",
            "Do not come",
        ),
        Transition(
            "cancel", _from(I.PLANNED, I.CALLED), I.CANCELLED.value, "Hủy cuộc hẹn", "Cancel"
        ),
    ],
)
