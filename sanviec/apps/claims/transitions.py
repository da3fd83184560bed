"""The state tables of a claim, of a decision and of its document.

The seventeen transitions that the working specification numbers were not at hand; the table is
made from the law's own steps and is provisional (docs/law/unemployment_insurance.md).
"""

from __future__ import annotations

from enum import Enum

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import ClaimState as S
from .enums import DecisionState as D
from .enums import DocumentState as P


def _from(*states: Enum) -> frozenset[str]:
    return frozenset(str(state.value) for state in states)


CLAIM_STATES = StateTable(
    "claims.Claim",
    states={state.value: state.label for state in S},
    initial=S.DRAFT.value,
    ends={S.REFUSED.value, S.ENDED.value, S.CANCELLED.value, S.WITHDRAWN.value},
    transitions=[
        Transition("file", _from(S.DRAFT), S.FILED.value, "Nộp hồ sơ", "File"),
        Transition("return", _from(S.FILED), S.RETURNED.value, "Trả lại để bổ sung", "Return"),
        Transition("refile", _from(S.RETURNED), S.FILED.value, "Nộp lại", "File again"),
        Transition("accept", _from(S.FILED), S.ACCEPTED.value, "Nhận đủ hồ sơ", "Accept"),
        Transition("propose", _from(S.ACCEPTED), S.PROPOSED.value, "Trình ký", "Propose"),
        Transition("send_back", _from(S.PROPOSED), S.ACCEPTED.value, "Trả lại cán bộ", "Send back"),
        Transition("grant", _from(S.PROPOSED), S.GRANTED.value, "Ký quyết định hưởng", "Grant"),
        Transition(
            "refuse", _from(S.PROPOSED), S.REFUSED.value, "Ký thông báo không hưởng", "Refuse"
        ),
        Transition("collect", _from(S.GRANTED), S.RECEIVING.value, "Nhận quyết định", "Collect"),
        Transition("cancel", _from(S.GRANTED), S.CANCELLED.value, "Hủy quyết định hưởng", "Cancel"),
        Transition("suspend", _from(S.RECEIVING), S.SUSPENDED.value, "Tạm dừng", "Suspend"),
        Transition("resume", _from(S.SUSPENDED), S.RECEIVING.value, "Tiếp tục", "Resume"),
        Transition("end", _from(S.RECEIVING, S.SUSPENDED), S.ENDED.value, "Chấm dứt hưởng", "End"),
        Transition(
            "run_out", _from(S.RECEIVING, S.SUSPENDED), S.ENDED.value, "Hết thời gian", "Run out"
        ),
        Transition(
            "hand_over",
            _from(S.RECEIVING, S.SUSPENDED),
            S.TRANSFERRING.value,
            "Chuyển nơi hưởng",
            "Hand over",
        ),
        Transition(
            "take_over", _from(S.TRANSFERRING), S.RECEIVING.value, "Nhận chuyển đến", "Take over"
        ),
        Transition(
            "withdraw",
            _from(S.DRAFT, S.FILED, S.RETURNED, S.ACCEPTED),
            S.WITHDRAWN.value,
            "Rút hồ sơ",
            "Withdraw",
        ),
    ],
)

DECISION_STATES = StateTable(
    "claims.ClaimDecision",
    states={state.value: state.label for state in D},
    initial=D.PREPARED.value,
    ends={D.SIGNED.value, D.SENT_BACK.value, D.DROPPED.value},
    transitions=[
        Transition("propose", _from(D.PREPARED), D.PROPOSED.value, "Trình ký", "Propose"),
        Transition("sign", _from(D.PROPOSED), D.SIGNED.value, "Ký", "Sign"),
        Transition("send_back", _from(D.PROPOSED), D.SENT_BACK.value, "Trả lại", "Send back"),
        Transition("drop", _from(D.PREPARED), D.DROPPED.value, "Không dùng", "Drop"),
    ],
)

DOCUMENT_STATES = StateTable(
    "claims.DecisionDocument",
    states={state.value: state.label for state in P},
    initial=P.QUEUED.value,
    ends={P.MADE.value},
    transitions=[
        Transition("make", _from(P.QUEUED), P.MADE.value, "Làm và ký số", "Make and sign"),
        Transition("fail", _from(P.QUEUED), P.FAILED.value, "Không làm được", "Fail"),
        Transition("retry", _from(P.FAILED), P.QUEUED.value, "Làm lại", "Try again"),
    ],
)
