"""The state table of a jobseeker's registration."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import JobseekerState as S

LIVE = frozenset({S.SEEKING.value, S.PAUSED.value, S.PLACED.value, S.EXPIRED.value})

JOBSEEKER_STATES = StateTable(
    "jobseekers.Jobseeker",
    states={state.value: state.label for state in S},
    initial=S.SEEKING.value,
    ends={S.MERGED.value},
    transitions=[
        Transition("pause", frozenset({S.SEEKING.value}), S.PAUSED.value, "Tạm ngưng", "Pause"),
        Transition(
            "renew",
            # Who closed the file and comes back keeps it, with its number and its history.
            LIVE | {S.CLOSED.value},
            S.SEEKING.value,
            "Tìm việc tiếp",
            "Look for work again",
        ),
        Transition(
            "place",
            frozenset({S.SEEKING.value, S.PAUSED.value, S.EXPIRED.value, S.PLACED.value}),
            S.PLACED.value,
            "Đã có việc",
            "Placed",
        ),
        Transition(
            "expire",
            frozenset({S.SEEKING.value, S.PAUSED.value}),
            S.EXPIRED.value,
            "Hết hạn",
            "Expire",
        ),
        Transition("close", LIVE, S.CLOSED.value, "Đóng hồ sơ", "Close the file"),
        Transition("merge", LIVE, S.MERGED.value, "Gộp hồ sơ", "Merge the file"),
    ],
)
