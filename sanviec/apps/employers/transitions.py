"""The state table of an employer's account."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import EmployerState as S

EMPLOYER_STATES = StateTable(
    "employers.Employer",
    states={state.value: state.label for state in S},
    initial=S.SUBMITTED.value,
    ends=(),
    transitions=[
        Transition(
            "verify",
            frozenset({S.SUBMITTED.value, S.REFUSED.value}),
            S.VERIFIED.value,
            "Xác minh",
            "Verify",
        ),
        Transition("refuse", frozenset({S.SUBMITTED.value}), S.REFUSED.value, "Từ chối", "Refuse"),
        Transition(
            "suspend", frozenset({S.VERIFIED.value}), S.SUSPENDED.value, "Tạm khóa", "Suspend"
        ),
        Transition(
            "reinstate", frozenset({S.SUSPENDED.value}), S.VERIFIED.value, "Mở lại", "Reinstate"
        ),
    ],
)
