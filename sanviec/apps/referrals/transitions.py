"""The state table of a referral."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import ReferralState as S


def _from(*states: S) -> frozenset[str]:
    return frozenset(state.value for state in states)


REFERRAL_STATES = StateTable(
    "referrals.Referral",
    states={state.value: state.label for state in S},
    initial=S.PROPOSED.value,
    ends={
        S.CLOSED.value,
        S.DECLINED.value,
        S.NO_ANSWER.value,
        S.NOT_STARTED.value,
        S.OBSOLETE.value,
    },
    transitions=[
        Transition("agree", _from(S.PROPOSED), S.AGREED.value, "Người lao động đồng ý", "Agree"),
        Transition("send", _from(S.AGREED), S.SENT.value, "Gửi doanh nghiệp", "Send"),
        Transition(
            "invite", _from(S.SENT, S.INTERVIEW), S.INTERVIEW.value, "Mời phỏng vấn", "Invite"
        ),
        Transition("hire", _from(S.SENT, S.INTERVIEW), S.HIRED.value, "Nhận vào làm", "Hire"),
        Transition(
            "reject", _from(S.SENT, S.INTERVIEW), S.NOT_SELECTED.value, "Không chọn", "Not select"
        ),
        # What was entered at the table of a session may be put right until the session is closed.
        Transition(
            "correct",
            _from(S.HIRED, S.NOT_SELECTED, S.NO_SHOW),
            S.INTERVIEW.value,
            "Ghi lại kết quả tại phiên",
            "Correct the result",
        ),
        Transition("miss", _from(S.INTERVIEW), S.NO_SHOW.value, "Không đến phỏng vấn", "No show"),
        Transition(
            "decline",
            _from(S.PROPOSED, S.AGREED, S.SENT, S.INTERVIEW, S.HIRED),
            S.DECLINED.value,
            "Người lao động từ chối",
            "Decline",
        ),
        Transition(
            "give_up",
            _from(S.SENT, S.INTERVIEW),
            S.NO_ANSWER.value,
            "Hết hạn chờ trả lời",
            "No answer",
        ),
        Transition(
            "confirm_start", _from(S.HIRED), S.STARTED.value, "Xác nhận đi làm", "Confirm start"
        ),
        Transition(
            "miss_start", _from(S.HIRED), S.NOT_STARTED.value, "Không đi làm", "Did not start"
        ),
        Transition("close", _from(S.STARTED), S.CLOSED.value, "Kết thúc theo dõi", "Close"),
        Transition(
            "supersede",
            _from(S.PROPOSED, S.AGREED, S.SENT, S.INTERVIEW),
            S.OBSOLETE.value,
            "Không còn cần",
            "Make obsolete",
        ),
    ],
)
