"""The state tables of a claim, of a decision and of its document.

The seventeen transitions that the working specification numbers were not at hand; the table is
made from the law's own steps and is provisional (docs/law/unemployment_insurance.md).
"""

from __future__ import annotations

from enum import Enum

from sanviec.apps.platform.transitions import StateTable, Transition

from .enums import ClaimState as S
from .enums import ComplaintState as C
from .enums import DecisionState as D
from .enums import DocumentState as P
from .enums import TrainingState as K
from .enums import TransferState as T


def _from(*states: Enum) -> frozenset[str]:
    return frozenset(str(state.value) for state in states)


CLAIM_STATES = StateTable(
    "claims.Claim",
    states={state.value: state.label for state in S},
    initial=S.DRAFT.value,
    # A complaint that is right leads out of any other state.
    ends={S.WITHDRAWN.value},
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
            "take_over_suspended",
            _from(S.TRANSFERRING),
            S.SUSPENDED.value,
            "Nhận chuyển đến khi đang tạm dừng",
            "Take over while suspended",
        ),
        Transition(
            "hand_back", _from(S.TRANSFERRING), S.RECEIVING.value, "Nơi đến trả lại", "Hand back"
        ),
        Transition(
            "hand_back_suspended",
            _from(S.TRANSFERRING),
            S.SUSPENDED.value,
            "Nơi đến trả lại khi đang tạm dừng",
            "Hand back while suspended",
        ),
        Transition("reopen", _from(S.REFUSED), S.ACCEPTED.value, "Xét lại", "Reopen"),
        Transition(
            "lift",
            _from(S.RECEIVING, S.SUSPENDED),
            S.RECEIVING.value,
            "Bỏ quyết định tạm dừng",
            "Lift the suspension",
        ),
        Transition(
            "reinstate", _from(S.ENDED), S.RECEIVING.value, "Bỏ quyết định chấm dứt", "Reinstate"
        ),
        Transition("restore", _from(S.CANCELLED), S.GRANTED.value, "Bỏ quyết định hủy", "Restore"),
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

TRANSFER_STATES = StateTable(
    "claims.BenefitTransfer",
    states={state.value: state.label for state in T},
    initial=T.ASKED.value,
    ends={T.TAKEN_OVER.value, T.RETURNED.value, T.REFUSED.value, T.WITHDRAWN.value},
    transitions=[
        Transition(
            "hand_over", _from(T.ASKED), T.HANDED_OVER.value, "Chuyển hồ sơ đi", "Hand over"
        ),
        Transition("refuse", _from(T.ASKED), T.REFUSED.value, "Chưa chuyển", "Refuse"),
        Transition("withdraw", _from(T.ASKED), T.WITHDRAWN.value, "Rút đề nghị", "Withdraw"),
        Transition("take_over", _from(T.HANDED_OVER), T.TAKEN_OVER.value, "Tiếp nhận", "Take over"),
        Transition("return", _from(T.HANDED_OVER), T.RETURNED.value, "Trả lại", "Return"),
    ],
)

COMPLAINT_STATES = StateTable(
    "claims.Complaint",
    states={state.value: state.label for state in C},
    initial=C.FILED.value,
    ends={C.NOT_ACCEPTED.value, C.ANSWERED.value, C.WITHDRAWN.value},
    transitions=[
        Transition("accept", _from(C.FILED), C.ACCEPTED.value, "Thụ lý", "Accept"),
        Transition("decline", _from(C.FILED), C.NOT_ACCEPTED.value, "Không thụ lý", "Decline"),
        Transition("answer", _from(C.ACCEPTED), C.ANSWERED.value, "Giải quyết", "Answer"),
        Transition(
            "withdraw", _from(C.FILED, C.ACCEPTED), C.WITHDRAWN.value, "Rút đơn", "Withdraw"
        ),
    ],
)

TRAINING_STATES = StateTable(
    "claims.TrainingSupport",
    states={state.value: state.label for state in K},
    initial=K.ASKED.value,
    ends={K.GRANTED.value, K.REFUSED.value, K.WITHDRAWN.value},
    transitions=[
        Transition("propose", _from(K.ASKED), K.PROPOSED.value, "Trình ký", "Propose"),
        Transition("send_back", _from(K.PROPOSED), K.ASKED.value, "Trả lại cán bộ", "Send back"),
        Transition("grant", _from(K.PROPOSED), K.GRANTED.value, "Ký hỗ trợ", "Grant"),
        Transition("refuse", _from(K.PROPOSED), K.REFUSED.value, "Ký không hỗ trợ", "Refuse"),
        Transition("withdraw", _from(K.ASKED), K.WITHDRAWN.value, "Rút đề nghị", "Withdraw"),
    ],
)
