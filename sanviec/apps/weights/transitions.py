"""The state table of a version of the weights."""

from __future__ import annotations

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import WeightsState as S

WEIGHTS_STATES = StateTable(
    "weights.WeightsVersion",
    states={state.value: state.label for state in S},
    initial=S.PROPOSED.value,
    # What was retired may be taken up again, against the points that it was judged against.
    ends=(),
    transitions=[
        Transition(
            "adopt",
            frozenset({S.PROPOSED.value, S.RETIRED.value}),
            S.ADOPTED.value,
            "Áp dụng",
            "Adopt",
        ),
        Transition(
            "retire",
            frozenset({S.PROPOSED.value, S.ADOPTED.value}),
            S.RETIRED.value,
            "Không áp dụng nữa",
            "Retire",
        ),
    ],
)
