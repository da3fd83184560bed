"""The state table of a vacancy."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import VacancyState as S

_PUBLISHED = frozenset({S.PUBLISHED.value})

VACANCY_STATES = StateTable(
    "vacancies.Vacancy",
    states={state.value: state.label for state in S},
    initial=S.DRAFT.value,
    ends={S.CLOSED.value},
    transitions=[
        Transition(
            "submit",
            frozenset({S.DRAFT.value, S.RETURNED.value}),
            S.SUBMITTED.value,
            "Gửi duyệt",
            "Submit for approval",
        ),
        Transition(
            "publish", frozenset({S.SUBMITTED.value}), S.PUBLISHED.value, "Đăng tin", "Publish"
        ),
        Transition(
            "return", frozenset({S.SUBMITTED.value}), S.RETURNED.value, "Trả lại", "Send back"
        ),
        Transition(
            "revise",
            # Whatever was public once: nobody changes a paused post and then resumes it unread.
            frozenset({S.PUBLISHED.value, S.PAUSED.value, S.EXPIRED.value, S.FILLED.value}),
            S.SUBMITTED.value,
            "Doanh nghiệp sửa, chờ duyệt lại",
            "Change, to be approved again",
        ),
        Transition("pause", _PUBLISHED, S.PAUSED.value, "Tạm ẩn", "Pause"),
        Transition(
            "resume",
            frozenset({S.PAUSED.value, S.EXPIRED.value, S.FILLED.value}),
            S.PUBLISHED.value,
            "Đăng lại",
            "Publish again",
        ),
        Transition("fill", _PUBLISHED, S.FILLED.value, "Đủ người", "Fill"),
        Transition("expire", _PUBLISHED, S.EXPIRED.value, "Hết hạn", "Expire"),
        Transition(
            "close",
            frozenset(s.value for s in S if s is not S.CLOSED),
            S.CLOSED.value,
            "Đóng tin",
            "Close",
        ),
    ],
)
