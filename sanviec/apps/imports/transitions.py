"""The state table of an import from the browser."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import ImportState as S

IMPORT_STATES = StateTable(
    "imports.ImportRun",
    states={state.value: state.label for state in S},
    initial=S.WAITING.value,
    ends={S.APPLIED.value},
    transitions=[
        Transition(
            "preview", frozenset({S.WAITING.value}), S.PREVIEWED.value, "Đọc thử", "Preview"
        ),
        Transition(
            "remap",
            frozenset({S.PREVIEWED.value, S.FAILED.value}),
            S.WAITING.value,
            "Đọc lại với mẫu cột khác",
            "Read again with another layout",
        ),
        Transition("apply", frozenset({S.PREVIEWED.value}), S.APPLYING.value, "Ghi", "Apply"),
        Transition("finish", frozenset({S.APPLYING.value}), S.APPLIED.value, "Xong", "Finish"),
        Transition(
            "fail",
            frozenset({S.WAITING.value, S.APPLYING.value}),
            S.FAILED.value,
            "Không đọc được",
            "Fail",
        ),
    ],
)
